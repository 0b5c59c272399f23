"""The table of workers, the template of a file and the faults of an upload as spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from grenswerk.days.pace import LIMITS
from grenswerk.web.speaking import speech
from grenswerk.web.workforce.columns import COLUMNS
from grenswerk.web.workforce.models import Policy, Upload, Worker
from grenswerk.web.workforce.policies import broken_by, warning
from grenswerk.web.workforce.spreadsheet import Book
from grenswerk.web.workforce.uploads import shown

_PLAIN = (
    "payroll_id",
    "name",
    "mail",
    "residence",
    "employer_state",
    "threshold_days",
    "threshold_left",
    "residence_share",
    "home_share",
    "establishment_line",
    "establishment_left",
    "establishment_risk",
    "competent_state",
    "duty_count",
    "home_days",
    "home_per_week",
    "planned_share",
)
_RESULTS = ("tax_rule", "counted_residence_view", "conflict", "a1", "gross", "net", "employer_cost")


def table_as_xlsx(rows: QuerySet[Worker], policies: list[Policy]) -> bytes:
    """The rows that are asked for: numbers as numbers, crossings by month."""
    own, book = speech(), Book()
    names = (*_PLAIN, *_RESULTS, *(f"crosses_{limit}" for limit in LIMITS), "policies", "origin")
    heads = [own.say(f"workforce.column.{name}") for name in names]
    book.sheet(own.say("workforce.table"), heads, _rows(rows, policies), (12, 24, 28))
    return book.bytes()


def _rows(rows: QuerySet[Worker], policies: list[Policy]) -> Iterator[list[Any]]:
    own = speech()
    for worker in rows.defer("facts", "search").iterator(chunk_size=2000):
        plain = [_rounded(getattr(worker, name)) for name in _PLAIN]
        results = [_rounded(worker.results.get(name)) for name in _RESULTS]
        months = [month_of(worker, limit) for limit in LIMITS]
        broken = "; ".join(warning(worker, policy) for policy in broken_by(worker, policies))
        yield [*plain, *results, *months, broken, own.say(f"workforce.origin.{worker.origin}")]


def month_of(worker: Worker, limit: str) -> str:
    """The month in which a row crosses a limit, `2026-03`: counted days carry no dates."""
    date = getattr(worker, f"crosses_{limit}")
    return f"{date:%Y-%m}" if date else ""


def _rounded(value: Any) -> Any:
    return round(value, 4) if isinstance(value, float) else value


def template_as_xlsx() -> bytes:
    """An empty file of workers, with a second sheet that explains its columns."""
    own, book = speech(), Book()
    usual = (
        "id", "name", "mail", "year", "residence", "employer_state", "gross_pay", "hours_per_week",
        "days_per_week", "days_work", "days_home", "days_third", "days_third_state", "days_sick", "days_leave",
        "counted_until", "plan_home_per_week", "telework_status", "framework_agreement",
    )  # fmt: skip
    book.sheet("workers", usual, (), [14] * len(usual))
    heads = [
        own.say(f"workforce.explained.{name}") for name in ("column", "meaning", "form", "values", "mandatory")
    ]
    book.sheet(own.say("workforce.explained"), heads, _explained(), (30, 70, 34, 44, 12))
    return book.bytes()


def _explained() -> Iterator[list[Any]]:
    own = speech()
    for field in COLUMNS:
        form = own.say(f"workforce.kind.{field.kind.name.lower()}")
        values = ", ".join(word for word in field.words if word)
        if not values and field.kind.name in ("NUMBER", "WHOLE") and field.most < 1e5:
            values = f"{field.least:g} – {field.most:g}"
        mandatory = field.required or field.name == "id"
        yield [field.name, meaning_of(field.name), form, values, own.say("web.yes") if mandatory else ""]


def meaning_of(name: str) -> str:
    """What a column means; columns that differ by a state have one text."""
    own = speech()
    head, _, state = name.rpartition("_")
    if len(state) == 2 and state.isupper():
        return own.say(f"workforce.field_of.{head}", {"state": state})
    return own.say(f"workforce.field.{name}")


def faults_as_xlsx(upload: Upload) -> bytes:
    """What is wrong in an upload, row by row."""
    own, book = speech(), Book()
    heads = [own.say(f"workforce.fault.{name}") for name in ("row", "id", "column", "line")]
    book.sheet(own.say("workforce.faults"), heads, upload.errors, (8, 16, 26, 90))
    return book.bytes()


def preview_as_xlsx(upload: Upload) -> bytes:
    """What an upload would change, row by row."""
    own, book = speech(), Book()
    heads = [own.say(f"workforce.change.{name}") for name in ("fate", "row", "year", "id", "name", "columns")]
    rows = (
        [
            own.say(f"workforce.fate.{one['fate']}"), one["row"] or None, one["year"], one["payroll_id"],
            one["name"], ", ".join(one["columns"]),
        ]
        for one in shown(upload)
    )  # fmt: skip
    book.sheet(own.say("workforce.preview"), heads, rows, (12, 8, 8, 16, 28, 60))
    return book.bytes()
