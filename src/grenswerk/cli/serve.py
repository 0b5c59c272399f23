"""`grenswerk serve`: the site, on this machine."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from grenswerk.model.errors import BadInput

EXAMPLE = "example: grenswerk serve --demo --port 8000"


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default 8000)")
    parser.add_argument("--data", metavar="FOLDER", type=Path, help="folder of the database and the key")
    parser.add_argument("--demo", action="store_true", help="make an account with an example year in it")
    parser.add_argument("--threads", type=int, default=4, help="threads that answer (default 4)")
    parser.add_argument(
        "--workers", type=int, default=1, help="processes for background jobs (default 1; 0: run them elsewhere)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Prepare the database and serve until interrupted."""
    if not 0 <= arguments.port <= 65535 or not 1 <= arguments.threads <= 64:
        raise BadInput("--port and --threads: expected a port up to 65535 and 1 to 64 threads")
    if not 0 <= arguments.workers <= 16:
        raise BadInput(f"--workers is {arguments.workers}: expected a number from 0 to 16")
    if arguments.data is not None:
        os.environ["GRENSWERK_DATA"] = str(arguments.data)
    if arguments.host not in ("127.0.0.1", "localhost", "::1"):
        os.environ.setdefault("GRENSWERK_HOSTS", ",".join(_names(arguments.host)))
    try:
        from grenswerk.web.serving import prepare, serve
    except ModuleNotFoundError as error:
        raise BadInput(f"serve: {error.name} is not installed: expected `pip install 'grenswerk[web]'`") from None
    for line in prepare(demo=arguments.demo):
        print(line)
    return serve(arguments.host, arguments.port, arguments.threads, arguments.workers)


def _names(host: str) -> list[str]:
    """The names and addresses under which this machine is reached when it listens on `host`."""
    import socket

    names = ["localhost", "127.0.0.1", host]
    if host in ("0.0.0.0", "::"):  # asks, binds nothing  # nosec B104
        try:
            own, others, addresses = socket.gethostbyname_ex(socket.gethostname())
        except OSError:
            return names
        names += [own, *others, *addresses]
    return list(dict.fromkeys(names))
