"""The site on one machine: the database brought up to date, then served until someone stops it."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from typing import Any

import django

from grenswerk.model.errors import BadInput


def prepare(*, demo: bool) -> Iterator[str]:
    """Bring the database up to date, with an example account when asked; yields lines to show.

    Raises `BadInput` when the database cannot be written.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "grenswerk.web.settings")
    django.setup()
    from django.core.management import call_command
    from django.db.utils import DatabaseError

    from grenswerk.web.operations.outages import refusal_of

    try:
        call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        raise refusal_of(error) from None
    if demo:
        from grenswerk.web.mydays.demo import make_demo

        yield from make_demo()


def serve(host: str, port: int, threads: int, workers: int) -> int:
    """Serve the site with waitress, with so many workers for background jobs; prints the address first.

    Returns when it is interrupted.
    """
    from django.conf import settings
    from waitress import create_server

    from grenswerk.web.jobs.minding import minded
    from grenswerk.web.wsgi import application

    behind = _behind(settings.ENVIRONMENT.proxies)
    try:
        server = create_server(application, host=host, port=port, threads=threads, ident=None, **behind)
    except socket.gaierror:
        raise BadInput(f'--host is "{host}": expected an address of this machine') from None
    except OSError as error:
        raise BadInput(
            f"--port {port}: {os.strerror(error.errno or 0)}: expected a free port, e.g. --port {port + 1}"
        ) from None
    shown = "localhost" if host in ("127.0.0.1", "0.0.0.0", "::1") else host  # asks, binds nothing  # nosec B104
    print(f"Grenswerk: http://{shown}:{server.effective_port}/", flush=True)
    with minded(workers):
        server.run()
    return 0


def _behind(proxies: int) -> dict[str, Any]:
    """What waitress must know of the proxies in front, so that it hands on who asks and whether by HTTPS."""
    if not proxies:
        return {}
    headers = {"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"}
    return {"trusted_proxy": "*", "trusted_proxy_count": proxies, "trusted_proxy_headers": headers}
