"""Every case of the law, as one test each."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from grenswerk.assess.cases import LAW, Case, case_files, failures_of
from grenswerk.documents import convert, parse, read_text
from grenswerk.law.bibliography import bibliography


@cache
def cases_of(path: Path) -> list[Case]:
    text = read_text(path)
    return convert(parse(text, str(path)), list[Case], str(path), text)


ALL = [(path, case) for path in case_files([]) for case in cases_of(path)]


@pytest.mark.parametrize(
    ("path", "case"), ALL, ids=[f"{path.parent.parent.name}: {case.name}" for path, case in ALL]
)
def test_the_law_gives_what_its_case_expects(path: Path, case: Case) -> None:
    assert failures_of(case, path) == []


def test_every_case_names_a_source_of_the_bibliography() -> None:
    missing = {case.source.id for _, case in ALL} - bibliography().keys()
    assert not missing


def test_no_two_cases_of_a_room_have_one_name() -> None:
    names = [(path.relative_to(LAW).parts[:2], case.name) for path, case in ALL]
    assert len(names) == len(set(names))
