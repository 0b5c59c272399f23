"""The worker file: what it completes, and what it refuses in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from grenswerk.days import employment_days, read_worker_file, worker_file
from grenswerk.model.errors import BadInput
from tests.days.worker_files import document

TWO = "year: 2026\nworker: {residence: BE}\nemployments:\n  - {employer_state: NL}\n  - {employer_state: BE}\n"
LOG = document("").removesuffix(": \n") + ":\n  log:\n"


def refused(folder: Path, text: str, name: str = "worker.yaml") -> str:
    """What is said of such a file, without its folder."""
    path = folder / name
    path.write_text(text)
    with pytest.raises(BadInput) as error:
        employment_days(read_worker_file(path), folder, str(path))
    assert "\n" not in str(error.value)
    return str(error.value).replace(f"{folder}/", "")


def test_employments_without_an_id_get_one(tmp_path: Path) -> None:
    path = tmp_path / "worker.yaml"
    path.write_text(TWO + "days: {counts: {main: {work: 1}, employment-2: {work: 2}}}")
    assert [days.employment for days in employment_days(read_worker_file(path), tmp_path, str(path))] == [
        "main",
        "employment-2",
    ]


def test_patterns_stand_by_employment(tmp_path: Path) -> None:
    path = tmp_path / "worker.yaml"
    path.write_text(
        TWO + "days:\n  pattern:\n    main: {home_per_week: 2}\n    employment-2: {home_per_week: 0}\n"
    )
    first, second = employment_days(read_worker_file(path), tmp_path, str(path))
    assert (first.counted.residence, second.counted.residence) == (88, 0)


@pytest.mark.parametrize("days", ["counts: {main: {work: 1}}", "pattern: {main: {home_per_week: 1}}"])
def test_an_employment_without_days_is_a_warning(tmp_path: Path, days: str) -> None:
    path = tmp_path / "worker.yaml"
    path.write_text(TWO + f"days: {{{days}}}")
    _, second = employment_days(read_worker_file(path), tmp_path, str(path))
    assert [finding.code for finding in second.warnings] == ["days.none_given"]
    assert second.counted.employer == 0


def test_an_employment_whose_id_is_a_key_of_the_totals_is_found(tmp_path: Path) -> None:
    path = tmp_path / "worker.yaml"
    path.write_text(
        TWO.replace("{employer_state: NL}", "{id: home, employer_state: NL}") + "days: {counts: {home: {work: 7}}}"
    )
    assert employment_days(read_worker_file(path), tmp_path, str(path))[0].counted.employer == 7


BY_EMPLOYMENT = "days:\n  counts:\n    main:\n      work: 100\n      "


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (document("{}"), ":4: days is empty: expected exactly one of counts, pattern, log"),
        (
            document("{counts: {}, pattern: {home_per_week: 1}}"),
            ":4: days has counts and pattern: expected exactly one",
        ),
        (
            document("{counts: {}, counts_by_employment: {main: {}}}"),
            ":4: days has counts twice: expected exactly one",
        ),
        (document("{counts: {work: 400}}"), ":4: days.counts.work is 400: expected a number from 0 to 366"),
        (document("{counts: {work: -1}}"), ":4: days.counts.work is -1: expected a number from 0 to 366"),
        (document("{counts: {work: .nan}}"), ':4: days.counts.work is ".nan": expected a number from 0 to 366'),
        (document("{counts: {work: 1e999}}"), ":4: days.counts.work is inf: expected a finite number"),
        (document("{counts: {hom: 1}}"), 'did you mean "home"?'),
        (
            document("{counts: {third: {BE: 1}}}"),
            ':4: days.counts.third.BE is the residence state: expected another state, or the days under "home"',
        ),
        (
            document("{counts: {third: {NL: 1}}}"),
            "days.counts.third.NL is the employer's state: expected another state",
        ),
        (
            document("{pattern: {home_per_week: 6}}"),
            ":4: days.pattern.home_per_week is 6: expected at most the 5 working days a week of main",
        ),
        (
            document("{counts: {}}", facts=", from: 2027-01-01"),
            ":3: employments[0].from is 2027-01-01: expected a date in or before 2026",
        ),
        (
            document("{counts: {}}", facts=", to: 2025-01-01"),
            ":3: employments[0].to is 2025-01-01: expected a date in or after 2026",
        ),
        (
            document("{counts: {}}", facts=", from: 2026-03-01, to: 2026-02-01"),
            ":3: employments[0].to is 2026-02-01: expected a date not before from, 2026-03-01",
        ),
        (document("{counts: {}}", residence="CH"), 'worker.residence is "CH": expected one of'),
        (document("{counts: {}}", year=2014), ":1: year is 2014: expected a whole number from 2015 to 2027"),
        (
            TWO.replace("{employer_state: BE}", "{employer_state: BE, id: main}") + "days: {counts: {}}",
            ':5: employments[1].id is "main" a second time: expected an id of its own',
        ),
        (
            TWO + "days: {counts: {work: 1}}",
            ":6: days.counts is for one employment, but there are 2: expected counts by "
            "employment id: main, employment-2",
        ),
        (
            TWO + "days: {counts: {mian: {work: 1}}}",
            ':6: days.counts has the employment "mian": expected one of main, employment-2; did you mean "main"?',
        ),
        (
            document("")[:-7] + BY_EMPLOYMENT + "home: 400",
            ":8: days.counts.main.home is 400: expected a number from 0",
        ),
        (
            document("")[:-7] + BY_EMPLOYMENT + "hom: 4",
            ':8: unknown key "hom" in days.counts.main: expected one of work',
        ),
        (
            LOG + "  - {date: 2026-03-02, state: BE}\n  - {date: 2026-03-02, state: NL}",
            ":7: days.log[1]: 2026-03-02 is a "
            "full day office in NL, but worker.yaml:6: days.log[0] says a full day office in BE: expected one",
        ),
        (
            LOG
            + "  - {date: 2026-03-02, state: BE, activity: sick}\n  - {date: 2026-03-02, state: NL, minutes: 5}",
            "expected one full day, or minutes on each row",
        ),
        (
            LOG + "  - {date: 2025-03-02, state: BE}",
            ":6: days.log[0]: date is 2025-03-02: expected a date in 2026",
        ),
        (
            document("{log: [{date: 2026-03-02, state: BE}]}", facts=", from: 2026-07-01"),
            'date is 2026-03-02: expected a date within employment "main", 2026-07-01 to 2026-12-31',
        ),
        (
            LOG + "  - {date: 2026-03-02, state: BE, minutes: 1441}",
            ":6: days.log[0].minutes is 1441: expected a whole",
        ),
        (
            LOG
            + "  - {date: 2026-03-02, state: BE, minutes: 1000}\n  - {date: 2026-03-02, state: NL, minutes: 441}",
            ":7: days.log[1]: 2026-03-02 has 1441 minutes over all its rows: expected at most 1440",
        ),
        (LOG + "  - {date: 2026-03-02, state: be}", "expected a state as two capital letters"),
        (LOG + "  - {date: 2026-02-30, state: BE}", ":6: "),
        (
            LOG + "  - {date: 2026-03-02, state: BE, employment: mian}",
            'employment is "mian": expected one of main; did',
        ),
        (
            TWO + "days: {log: [{date: 2026-03-02, state: BE}]}",
            ":6: days.log[0]: employment is empty: expected one of",
        ),
        (
            TWO + "days: {pattern: {main: {home_per_week: nine}}}",
            'days.pattern.main.home_per_week is "nine": expected',
        ),
    ],
)
def test_a_worker_file_that_cannot_be_is_refused_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    assert message in refused(tmp_path, text)


def test_a_json_file_names_its_lines_too(tmp_path: Path) -> None:
    person = '"year":2026,"worker":{"residence":"BE"},"employments":[{"employer_state":"NL"}]'
    text = f'{{{person},\n"days":{{"counts":{{"main":\n{{"work":"x"}}}}}}}}'
    assert refused(tmp_path, text, "worker.json").startswith('worker.json:3: days.counts.main.work is "x"')


def test_numbers_that_are_not_finite_are_refused_from_any_source() -> None:
    data = {"year": 2026, "worker": {"residence": "BE"}, "employments": [{"employer_state": "NL"}]}
    with pytest.raises(BadInput, match=r"days.counts.work is nan: expected a finite number"):
        worker_file({**data, "days": {"counts": {"work": float("nan")}}}, "worker")


def test_a_folder_and_a_file_of_200_mb_are_said_to_be_what_they_are(tmp_path: Path) -> None:
    with (tmp_path / "large.yaml").open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    for path, message in (
        (tmp_path, "is a folder: expected a file"),
        (tmp_path / "large.yaml", "200 MB: expected at"),
    ):
        with pytest.raises(BadInput, match=message):
            read_worker_file(path)


JSON = (
    '{"year": 2026, "worker": {"residence": "BE", "name": %s}, "employments": [{"employer_state": "NL"}],%s'
    '"days": {"counts": {"main": {"work": 200, "home": %s}}}}'
)


@pytest.mark.parametrize("name", ['"\\ud83d\\ude00"', '"a\\/b"', '"\\u00e9\\udaf7\\udfa6"', '"\\u0041"'])
@pytest.mark.parametrize("gap", [" ", "\t", "\n\t"])
def test_counts_by_employment_are_read_from_json_however_it_is_written(
    tmp_path: Path, name: str, gap: str
) -> None:
    path = tmp_path / "worker.json"
    path.write_text(JSON % (name, gap, 20))
    assert read_worker_file(path).year == 2026
    said = refused(tmp_path, JSON % (name, gap, '"many"'), "worker.json")
    line = 2 if "\n" in gap else 1
    assert said == f'worker.json:{line}: days.counts.main.home is "many": expected a number from 0 to 366'
