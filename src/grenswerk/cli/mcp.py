"""`grenswerk mcp`: the read-only server for assistants."""

from __future__ import annotations

import argparse

from grenswerk.model.errors import BadInput

EXAMPLE = """example: grenswerk mcp
in an assistant's settings: {"mcpServers": {"grenswerk": {"command": "grenswerk", "args": ["mcp"]}}}"""


def configure(parser: argparse.ArgumentParser) -> None:
    """The command has no arguments: it speaks with the assistant over standard input and output."""
    parser.description = (
        f"{parser.description}. Speaks the Model Context Protocol over standard input and output; its tools are "
        "assess, compare, law and dossier. It reads no file that an assistant names, and changes nothing."
    )


def run(_: argparse.Namespace) -> int:
    """Serve until the assistant closes the connection."""
    try:
        from grenswerk.assistant.server import serve
    except ModuleNotFoundError as error:
        raise BadInput(f"mcp: {error.name} is not installed: expected `pip install 'grenswerk[mcp]'`") from None
    serve()
    return 0
