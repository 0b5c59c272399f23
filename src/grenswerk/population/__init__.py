"""Many workers: the law's own rules, compiled, over columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grenswerk.population.engine import evaluate, evaluate_all, evaluate_batch

__all__ = ["evaluate", "evaluate_all", "evaluate_batch"]


def __getattr__(name: str) -> Any:
    """The public names, imported when they are asked for: pyarrow and Numba take half a second."""
    if name in __all__:
        from importlib import import_module

        return getattr(import_module("grenswerk.population.engine"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
