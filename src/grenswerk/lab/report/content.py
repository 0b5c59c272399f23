"""What a report is made of, before it is HTML or PDF."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from grenswerk.render.speech import Speech


class Cells(NamedTuple):
    """A table: heads, rows, and which columns are numbers."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()
    caption: str = ""


class Plot(NamedTuple):
    """A drawing as SVG, and what it shows in words."""

    svg: str
    caption: str


class Section(NamedTuple):
    """A heading and what stands under it, in this order: paragraphs, plots, tables."""

    title: str
    paragraphs: tuple[str, ...] = ()
    plots: tuple[Plot, ...] = ()
    tables: tuple[Cells, ...] = ()


class Report(NamedTuple):
    """A report in one language."""

    title: str
    subtitle: str
    language: str
    sections: tuple[Section, ...]
    footer: str


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, words: int = 1, caption: str = "") -> Cells:
    """A table of which the first `words` columns are words and the rest numbers."""
    return Cells(tuple(heads), tuple(map(tuple, rows)), frozenset(range(words, len(heads))), caption)


def thousands(amount: float, speech: Speech) -> str:
    """A number of persons or days, without decimals, with its sign where it is a change."""
    return speech.number(round(amount) + 0.0, 0)


def signed(amount: float, speech: Speech, decimals: int = 0) -> str:
    """A change, with its sign; nothing is written as 0."""
    rounded = round(amount, decimals) + 0.0
    if rounded == 0.0:
        return "0"
    return ("+" if rounded > 0 else "−") + speech.number(abs(rounded), decimals)


def millions(amount: float, speech: Speech) -> str:
    """A change of money in millions of EUR."""
    return signed(amount / 1e6, speech, 2)


def ranged(text: str, low: float | None, high: float | None, speech: Speech, *, scale: float = 1.0) -> str:
    """A figure with its range, where one was drawn."""
    if low is None or high is None:
        return text
    decimals = 2 if scale != 1.0 else 0
    ends = [signed(end / scale, speech, decimals) for end in (low, high)]
    return text if ends == [text, text] else f"{text} ({ends[0]} … {ends[1]})"


def split_range(cell: str) -> tuple[str, str]:
    """A cell that `ranged` made as the figure and its range; the whole and nothing for any other."""
    figure, _, rest = cell.partition(" (")
    return (figure, f"({rest}") if "…" in rest else (cell, "")
