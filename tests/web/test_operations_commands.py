"""Commands of who runs the site: a mistake is told in one line, and no line quotes what is kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.web.live import command, surroundings

SECRET = "not-for-logs"


@pytest.mark.parametrize(
    ("url", "found"),
    [
        (f"postgresql://site:{SECRET}@127.0.0.1:1/grenswerk", "port 1 failed"),
        ("sqlite:////nowhere/site.sqlite3", "unable to open database file"),
        ("sqlite:///{folder}/letter.txt", "file is not a database"),
    ],
)
@pytest.mark.parametrize("name", ["migrate", "retention"])
def test_a_database_that_cannot_be_used_is_told_in_one_line(
    tmp_path: Path, url: str, found: str, name: str
) -> None:
    (tmp_path / "letter.txt").write_text("Dear administrator, this is no database. " * 9)
    done = command(surroundings(tmp_path / "data", url.format(folder=tmp_path)), name)
    assert done.returncode == 2
    assert found in done.stderr
    assert done.stderr.startswith("database: ")
    assert len(done.stderr.splitlines()) == 1
    assert SECRET not in done.stderr


def test_a_database_without_its_tables_is_told_with_the_command_that_makes_them(
    tmp_path: Path, own_database: str
) -> None:
    done = command(surroundings(tmp_path / "data", own_database), "retention")
    assert done.returncode == 2
    assert "python -m grenswerk.web migrate" in done.stderr


def test_a_command_that_fails_unforeseen_says_where_and_not_of_whom(tmp_path: Path) -> None:
    given = surroundings(tmp_path / "data", "", GRENSWERK_LOG="json")
    done = command(given, "shell", "--no-imports", "--command", "raise ValueError('claire@example.org')")
    assert done.returncode == 1
    line = json.loads(done.stderr)
    assert line["error"]["type"] == "builtins.ValueError"
    assert "claire" not in done.stdout + done.stderr
