"""Grenswerk: rules as code for people who live in one state and work for an employer in another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grenswerk.assess.assessment import assess as assess
    from grenswerk.law.reform import Reform as Reform
    from grenswerk.law.rulebook import Rulebook as Rulebook
    from grenswerk.model.days import DayEntry as DayEntry
    from grenswerk.model.worker import Employment as Employment
    from grenswerk.model.worker import Worker as Worker
    from grenswerk.model.worker import WorkerFile as WorkerFile

_HOME = {
    "assess": "grenswerk.assess.assessment",
    "Reform": "grenswerk.law.reform",
    "Rulebook": "grenswerk.law.rulebook",
    "DayEntry": "grenswerk.model.days",
    "Employment": "grenswerk.model.worker",
    "Worker": "grenswerk.model.worker",
    "WorkerFile": "grenswerk.model.worker",
}
__all__ = ["DayEntry", "Employment", "Reform", "Rulebook", "Worker", "WorkerFile", "assess"]


def __getattr__(name: str) -> Any:
    """The public names, imported when they are asked for: the command line should start at once."""
    from importlib import import_module

    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
