"""What an attacker writes into every text that is kept, and how a page betrays that it took it for more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from django.db.models import CharField, JSONField, Model, TextField

from grenswerk.web.privacy.declarations import tables

MARK = "hostile"
# Each would make an element with this id, an attribute that runs, a template's value, or a second header.
PAYLOAD = (
    f"\"'><b id={MARK}>x</b><script>{MARK}()</script><img src=x onerror={MARK}()>"
    "{{ 7|add:700 }}{% now 'Y' %}${7*7}{n}{0.__class__} =cmd|'/c calc'!A1 \\u003cb\\u003e"
)
SHORT = f"'\"><b id={MARK}>"

# Texts that a program reads and people do not write: changing them breaks a row instead of attacking a page.
CODES = frozenset(
    """hash pdf_hash key code session_key session_data password kind state law source certainty who part origin extent
    employment language type username email mail residence employer_state competent_state establishment_risk measure
    how task_path queue_name backend_name status worker_ids traceback exception_class_path begins codename app_label
    model action thing answer trouble file version""".split()
)
FROZEN = frozenset({"audit.entry", "advice.closedyear"})  # the database refuses to change them


def poison() -> int:
    """Put the payload into every text that people write, in every row; returns how many columns there were."""
    done = 0
    for table in tables():
        if table.label not in FROZEN:
            for field in _texts(table.model):
                size = field.max_length or len(PAYLOAD)
                text = (PAYLOAD if size >= len(PAYLOAD) else SHORT)[:size]
                done += bool(table.model._default_manager.update(**{field.name: text}))
            done += sum(_name_in_facts(row) for row in _with_facts(table.model))
    return done


def _texts(model: type[Model]) -> Iterator[Any]:
    unique = {name for constraint in model._meta.constraints for name in getattr(constraint, "fields", ())}
    for field in model._meta.concrete_fields:
        wanted = isinstance(field, (CharField, TextField)) and not field.choices and not field.unique
        if (
            wanted
            and field.name not in CODES
            and field.name not in unique
            and (field.max_length or 99) > len(SHORT)
        ):
            yield field


def _with_facts(model: type[Model]) -> list[Any]:
    fields = {field.name for field in model._meta.concrete_fields if isinstance(field, JSONField)}
    return list(model._default_manager.all()) if "facts" in fields else []


def _name_in_facts(row: Any) -> bool:
    """A worker file keeps a name within its facts."""
    worker = row.facts.get("worker") if isinstance(row.facts, dict) else None
    if not isinstance(worker, dict):
        return False
    row.facts = {**row.facts, "worker": {**worker, "name": PAYLOAD}}
    row.save(update_fields=["facts"])
    return True


class Betrayal(HTMLParser):
    """What of a page is an element or an attribute where it should be text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inputs: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element."""
        given = {name: value or "" for name, value in attrs}
        if given.get("id") == MARK or tag in ("iframe", "object", "embed", "base", "style"):
            self.found.append(self.get_starttag_text() or tag)
        if (
            tag == "script"
            and not given.get("src", "").startswith("/static/")
            and "json" not in given.get("type", "")
        ):
            self.found.append(self.get_starttag_text() or tag)
        for name, value in given.items():
            address = name in ("href", "src", "action", "formaction", "hx-get", "hx-post")
            if name.startswith(("on", "hx-on")) or name == "style" or "srcdoc" in name:
                self.found.append(f"{tag} {name}")
            elif (address and re.match(r"\s*(javascript|vbscript|data:text)", value, re.IGNORECASE)) or (
                address and re.match(r"(https?:)?//", value) and MARK in value
            ):
                self.found.append(f"{tag} {name}={value}")
        if tag in ("input", "select", "textarea") and given.get("name") not in (None, "", "csrfmiddlewaretoken"):
            self.inputs.append(given["name"])


def betrayals(page: str) -> list[str]:
    """The places of a page where a text became more than text; empty for a page that is safe."""
    parser = Betrayal()
    parser.feed(page)
    if "707" in re.findall(r"\b707\b", page) or "${49" in page:
        parser.found.append("a template was taken from a text")
    return parser.found


def inputs_of(page: str) -> list[str]:
    """The names of everything that can be typed on a page."""
    parser = Betrayal()
    parser.feed(page)
    return sorted(set(parser.inputs))
