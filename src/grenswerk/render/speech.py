"""Codes and facts in the reader's language, from gettext catalogues: one domain a room, the code as message id.

A template names its facts, with how they are to be shown: `{counted:days}`, `{employer_share:percent}`,
`{employer_state:state}`, `{net:money}`, `{due:date}`.
"""

from __future__ import annotations

import datetime as dt
import gettext
import string
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from grenswerk.model.errors import BadInput, nearest

LOCALE = Path(__file__).parent.parent / "locale"
LANGUAGES = ("en", "nl", "fr", "de")


class Separators(NamedTuple):
    """How a language writes numbers (Unicode CLDR)."""

    group: str
    decimal: str
    percent: str
    money: str


_SEPARATORS = {
    "en": Separators(",", ".", "{}%", "€{}"),
    "nl": Separators(".", ",", "{}%", "€ {}"),
    "fr": Separators("\N{NARROW NO-BREAK SPACE}", ",", "{}\N{NO-BREAK SPACE}%", "{}\N{NO-BREAK SPACE}€"),
    "de": Separators(".", ",", "{}\N{NO-BREAK SPACE}%", "{}\N{NO-BREAK SPACE}€"),
}


TEXTS = 4096  # texts of one language and more


class Piece(NamedTuple):
    """A stretch of a text and the fact that follows it; the last stretch has none."""

    before: str
    fact: str | None
    shown_as: str


@lru_cache(4 * TEXTS)
def _pieces(template: str) -> tuple[Piece, ...] | None:
    """A text cut at its facts; `None` for one that asks for more of them than to be shown."""
    found = []
    for before, fact, shown_as, conversion in string.Formatter().parse(template):
        if fact is not None and (conversion or "{" in (shown_as or "") or not fact.isidentifier()):
            return None
        found.append(Piece(before, fact, shown_as or ""))
    return tuple(found)


@lru_cache(4 * TEXTS)
def _singular(language: str, code: str) -> str:
    return _catalogue(language, code.partition(".")[0]).gettext(code)


@cache
def _catalogue(language: str, domain: str) -> gettext.NullTranslations:
    path = LOCALE / language / "LC_MESSAGES" / f"{domain}.mo"
    try:
        with path.open("rb") as stream:
            return gettext.GNUTranslations(stream)
    except FileNotFoundError:
        if path.with_suffix(".po").exists():
            raise BadInput(
                f"{path}: the texts are not compiled: expected `pip install` or `make` to have done it"
            ) from None
        return gettext.NullTranslations()


class Speech(string.Formatter):
    """Says codes and facts in one language."""

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            known = ", ".join(LANGUAGES)
            raise BadInput(f'language "{language}": expected one of {known}{nearest(language, LANGUAGES)}')
        self.language = language

    def say(self, code: str, facts: Mapping[str, Any] | None = None) -> str:
        """The text of `code` with its facts; a fact `n` chooses the plural form."""
        given = facts or {}
        template = self.template(code, given)
        pieces = _pieces(template)
        if pieces is None:
            return self.vformat(template, (), given)
        said = []
        for before, fact, shown_as in pieces:
            said.append(before)
            if fact is not None:
                said.append(self.format_field(given.get(fact, f"{{{fact}}}"), shown_as))
        return "".join(said)

    def template(self, code: str, facts: Mapping[str, Any]) -> str:
        """The text of `code` before its facts are put in; the code itself where it has no text."""
        if "n" in facts:
            catalogue = _catalogue(self.language, code.partition(".")[0])
            plural = catalogue.ngettext(code, code, int(facts["n"]))
            if plural != code:
                return plural
        return _singular(self.language, code)

    def knows(self, code: str) -> bool:
        """Whether the code has a text."""
        return _singular(self.language, code) != code

    def get_value(self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:  # noqa: ARG002
        """A fact that is not there is shown as its name, never as an error."""
        return kwargs.get(str(key), f"{{{key}}}")

    def format_field(self, value: Any, format_spec: str) -> str:
        """A fact as its kind asks."""
        if value is None:
            return "?"
        if isinstance(value, str) and value.startswith("{"):
            return value
        match format_spec:
            case "percent":
                return self.percent(float(value))
            case "money":
                return self.money(float(value))
            case "days":
                return self.number(float(value))
            case "date":
                return value.isoformat() if isinstance(value, dt.date) else str(value)
            case "state":
                return self.state(str(value))
            case "risk":
                return self.say(f"establishment.risk.{value}")
            case "states":
                return ", ".join(self.state(code.strip()) for code in str(value).split(","))
        return self.number(value) if isinstance(value, float) else str(value)

    def number(self, value: float, decimals: int = 2) -> str:
        """A number with at most `decimals` decimals, none where it is whole."""
        written = f"{value:,.{decimals}f}"
        whole, _, fraction = written.partition(".")
        fraction = fraction.rstrip("0")
        group, decimal = _SEPARATORS[self.language][:2]
        return whole.replace(",", group) + (decimal + fraction if fraction else "")

    def percent(self, share: float, decimals: int = 1) -> str:
        """A share 0-1 as a percentage."""
        return _SEPARATORS[self.language].percent.format(self.number(100 * share, decimals))

    def money(self, amount: float, decimals: int = 2) -> str:
        """An amount in EUR, cents always written."""
        group, decimal = _SEPARATORS[self.language][:2]
        whole, _, cents = f"{amount:,.{decimals}f}".partition(".")
        return _SEPARATORS[self.language].money.format(
            whole.replace(",", group) + (decimal + cents if cents else "")
        )

    def change(self, amount: float) -> str:
        """An amount in EUR with its sign."""
        return f"{'−' if amount < 0 else '+'}{self.money(abs(amount))}"

    def state(self, code: str) -> str:
        """The name of a state; its code where the name is not known."""
        return self.say(f"states.{code}") if self.knows(f"states.{code}") else code
