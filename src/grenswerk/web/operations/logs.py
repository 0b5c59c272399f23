"""Log lines as JSON, made of what is known to hold nothing of a person.

A line of the site's own says an event and its facts, and names rows by their numbers, nobody by name. Of a line
from elsewhere only the template is kept, never what was put into it, and of an error its type and the places
in the code: messages of errors quote values. What stands in the text itself is struck out by form: mail addresses,
addresses of pages and of machines, quoted words.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
import traceback
from pathlib import PurePath
from types import TracebackType
from typing import Any

from grenswerk.web.operations.requests import REQUEST_ID

OWN = "grenswerk"
FRAMES = 8  # the innermost ones
STRUCK = "…"
PERSONAL = re.compile(
    r"""\S+@\S+                                  # a mail address
    | '[^']*' | "[^"]*"                          # a quoted value
    | \b(?:https?://|/)\S+                       # an address, with its query
    | (?<!\S)/\S*
    | \?\S+=\S*                                  # a query
    | \b\d{1,3}(?:\.\d{1,3}){3}\b                # an address of IPv4
    | (?<![\w:])[0-9a-fA-F:]*:[0-9a-fA-F:]*:[0-9a-fA-F:.]*   # and of IPv6
    """,
    re.VERBOSE,
)


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        own = record.name.partition(".")[0] == OWN
        line: dict[str, Any] = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": without_persons(record.getMessage() if own else str(record.msg)),
        }
        if request := REQUEST_ID.get():
            line["request"] = request
        line |= getattr(record, "facts", {}) if own else {}
        if record.exc_info and record.exc_info[0]:
            line["error"] = _error(record.exc_info[0], record.exc_info[2])
        return json.dumps(line, ensure_ascii=False, default=str)


def without_persons(text: str) -> str:
    """The text with everything struck out that has the form of a value."""
    return PERSONAL.sub(STRUCK, text.replace("\n", " "))


def _error(kind: type[BaseException], trace: TracebackType | None) -> dict[str, Any]:
    return {"type": f"{kind.__module__}.{kind.__qualname__}", "at": places_of(trace)}


def places_of(trace: TracebackType | None) -> list[str]:
    """Where in the code an error went through, without the values at hand: they may be someone's."""
    frames = traceback.extract_tb(trace)[-FRAMES:]
    return [f"{'/'.join(PurePath(frame.filename).parts[-3:])}:{frame.lineno} {frame.name}" for frame in frames]


def logging_settings(form: str) -> dict[str, Any]:
    """Django's `LOGGING`: `json` for a machine that collects lines, `plain` for a person at a terminal."""
    level = "INFO" if form == "json" else "WARNING"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {"()": "grenswerk.web.operations.logs.JsonLines"},
            "plain": {"format": "%(levelname)s %(name)s: %(message)s"},
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": form}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "grenswerk": {"level": level},
            "grenswerk.request": {"level": "INFO" if form == "json" else "CRITICAL"},
            "waitress.queue": {"level": "ERROR"},
            "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
            "django.request": {"level": "ERROR"},  # the request's own line says what was refused
        },
    }
