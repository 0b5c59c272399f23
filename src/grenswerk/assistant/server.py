"""The server of the Model Context Protocol over standard input and output, by the official SDK."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import Any

import anyio
import anyio.to_thread
import msgspec
from mcp import types
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server

from grenswerk.assistant.tools import TOOLS, call, input_schema
from grenswerk.documents.settling import settle_types
from grenswerk.model.errors import BadInput, one_line

INSTRUCTIONS = (
    "Rules as code for people who live in one of NL, BE, DE, LU, FR and work for an employer in another. Ask "
    "`assess` with what is known; what is missing and decides is named by the findings. Give the reasons and the "
    "certainty with every number. Nothing is stored or changed. Not legal advice."
)


def server() -> Server[Any]:
    """The server with its four tools."""
    return Server(
        "grenswerk",
        title="Grenswerk",
        version=_version(),
        instructions=INSTRUCTIONS,
        on_list_tools=_list,
        on_call_tool=_call,
    )


def serve() -> None:
    """Answer one client over standard input and output until it closes them."""

    async def answer() -> None:
        own = server()
        async with stdio_server() as (read, write):
            await own.run(read, write, own.create_initialization_options())

    settle_types()
    anyio.run(answer)


async def _list(_context: Any, _page: types.PaginatedRequestParams | None) -> types.ListToolsResult:
    reads_only = types.ToolAnnotations(
        read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
    )
    return types.ListToolsResult(
        tools=[
            types.Tool(
                name=name,
                title=tool.title,
                description=tool.does,
                input_schema=input_schema(tool),
                annotations=reads_only,
            )
            for name, tool in TOOLS.items()
        ]
    )


async def _call(_context: Any, asked: types.CallToolRequestParams) -> types.CallToolResult:
    """The answer as a line of JSON (an object also as data); errors in the words of the terminal."""
    try:
        line = await anyio.to_thread.run_sync(call, asked.name, asked.arguments or {})
    except BadInput as error:
        said = types.TextContent(type="text", text=one_line(str(error)))
        return types.CallToolResult(content=[said], is_error=True)
    data = msgspec.json.decode(line)
    return types.CallToolResult(
        content=[types.TextContent(type="text", text=line)],
        structured_content=data if isinstance(data, dict) else None,
    )


def _version() -> str:
    try:
        return version("grenswerk")
    except PackageNotFoundError:
        return ""
