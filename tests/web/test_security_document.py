"""The checklist of ASVS says of every requirement what meets it, and names only tests that exist."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
TEXT = (HERE.parents[1] / "docs" / "security.md").read_text()
STATES = ("met", "not applicable", "**not met**")


class Requirement(NamedTuple):
    """A line of the checklist."""

    number: str
    asks: str
    state: str
    by: str


LINES = [
    Requirement(*(cell.strip() for cell in line.strip("|").split("|")))
    for line in TEXT.splitlines()
    if re.match(r"\| \d+\.\d+\.\d+ \|", line)
]


def test_every_requirement_of_level_two_is_answered_once() -> None:
    asked = (HERE / "asvs-5.0-levels-1-2.txt").read_text().split()
    assert len(asked) == 253
    assert [line.number for line in LINES] == asked
    assert all(line.state in STATES and line.asks and line.by for line in LINES)


def test_every_test_that_is_named_exists() -> None:
    named = re.findall(r"\b(test_\w+\.py)(?:::(\w+))?", TEXT)
    assert len(named) > 100
    for file, name in named:
        source = (HERE / file).read_text()
        assert not name or re.search(rf"^def {name}\(", source, re.MULTILINE), f"{file}::{name}"


def test_every_file_and_document_that_is_named_exists() -> None:
    root = HERE.parents[1]
    for name in set(re.findall(r"\b(?:docs|tests|deploy)/[\w./-]*\w|\b\w+\.(?:md|toml)\b", TEXT)):
        found = [root / name, root / "docs" / name, root / "docs" / "decisions" / name]
        assert any(path.exists() for path in found), name


def test_the_counts_are_those_of_the_lines() -> None:
    unmet = sum(line.state == "**not met**" for line in LINES)
    absent = sum(line.state == "not applicable" for line in LINES)
    assert f"{len(LINES)} requirements" in TEXT
    assert f"{absent} not applicable, {unmet} not met" in TEXT
