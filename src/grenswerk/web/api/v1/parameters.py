"""What an address is asked, with the bounds that the house's own readers hold, said in the description."""

from __future__ import annotations

from typing import Any

from ninja.params.functions import Path, Query


def query(description: str = "", **schema: Any) -> Any:
    """A name of the query; `schema` is what its JSON Schema says beside the type."""
    return _saying(Query(description=description or None), schema)


def path(description: str = "", **schema: Any) -> Any:
    """A part of the path."""
    return _saying(Path(description=description or None), schema)


def _saying(parameter: Any, schema: dict[str, Any]) -> Any:
    """Ninja takes no schema of one's own, and drops it silently; the parameter keeps this very mapping of it."""
    parameter.json_schema_extra.update(schema)
    return parameter
