"""Files of days as they exist in life: csv, xlsx and ics."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest
from openpyxl import Workbook

from grenswerk.cli import main
from grenswerk.days import employment_days, read_worker_file, worker_file
from grenswerk.days.employment_days import log_rows
from grenswerk.days.writing import write_days
from grenswerk.documents.cells import RUNS, as_given, harmless
from grenswerk.model.days import DayEntry
from grenswerk.model.errors import BadInput

EXAMPLES = Path(__file__).parents[2] / "examples"


def rows(folder: Path, name: str, content: str | bytes) -> list[DayEntry]:
    """The rows of such a file for a resident of BE with an employer in NL in 2026."""
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    data = {
        "year": 2026,
        "worker": {"residence": "BE"},
        "employments": [{"employer_state": "NL"}],
        "days": {"log": name},
    }
    file = worker_file(data, "worker")
    employment_days(file, folder, "worker")
    return [row.entry for row in log_rows(file, folder, "worker")]


def told(entries: list[DayEntry]) -> list[tuple[str, str, int | None, str]]:
    """Date, state, minutes and activity of each."""
    return [(entry.date.isoformat(), entry.state, entry.minutes, entry.activity.value) for entry in entries]


def calendar(*events: str) -> str:
    """A calendar with these events."""
    written = "".join(
        f"BEGIN:VEVENT\nUID:{number}\n{event}\nEND:VEVENT\n" for number, event in enumerate(events, 1)
    )
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:test\n{written}END:VCALENDAR\n"


@pytest.mark.parametrize("example", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_example_is_counted_without_a_warning(example: Path) -> None:
    file = read_worker_file(example)
    found = employment_days(file, example.parent, str(example))
    assert all(days.counted.employer > 0 for days in found)
    assert all(days.warnings == () for days in found)


def test_there_is_an_example_of_each_kind_of_days() -> None:
    logs = [read_worker_file(path).days.log for path in EXAMPLES.glob("*.yaml")]
    assert {Path(log).suffix for log in logs if isinstance(log, str)} == {".csv", ".xlsx", ".ics"}


def test_latin_1_semicolons_and_decimal_commas_just_work(tmp_path: Path) -> None:
    text = "Datum;Pays;Heures;Activité;Remarque\n02/03/2026;NL;7,6;Bureau;été\n3-3-26;;7h30;Télétravail;\n"
    assert told(rows(tmp_path, "days.csv", text.encode("latin-1"))) == [
        ("2026-03-02", "NL", 456, "office"),
        ("2026-03-03", "BE", 450, "telework"),
    ]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("date,state,minutes,activity", "2026-03-02,BE,240,telework"),
        ("datum\tland\turen\tactiviteit", "2-3-2026\tBelgië\t4\tthuiswerken"),
        ("Date;État;Heures;Activité", "02/03/2026;Belgique;4,0;Télétravail"),
        ("Datum;Staat;Stunden;Tätigkeit", "Mo, 02.03.2026;Belgien;4:00;Homeoffice"),
        ("sep=;\nDatum;Staat;Minuten", "02.03.26;BE;240"),
    ],
)
def test_headers_dates_and_words_in_four_languages_mean_the_same(tmp_path: Path, header: str, row: str) -> None:
    assert told(rows(tmp_path, "days.csv", f"{header}\n{row}\n")) == [("2026-03-02", "BE", 240, "telework")]


def test_a_workbook_with_a_title_above_its_header_is_read(tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    for cells in (["Dagen 2026"], [], ["Datum", "Land", "Uren"], ["2026-03-02", "NL", 7.6], [None, None, None]):
        sheet.append(cells)
    stream = io.BytesIO()
    workbook.save(stream)
    assert told(rows(tmp_path, "days.xlsx", stream.getvalue())) == [("2026-03-02", "NL", 456, "office")]


def test_a_weekly_series_follows_its_exceptions_and_moved_days(tmp_path: Path) -> None:
    series = (
        "DTSTART;TZID=Europe/Brussels:20260302T090000\nDTEND;TZID=Europe/Brussels:20260302T170000\n"
        "SUMMARY:Thuiswerken\nRRULE:FREQ=WEEKLY;COUNT=4\nEXDATE;TZID=Europe/Brussels:20260309T090000"
    )
    moved = (
        "DTSTART;TZID=Europe/Brussels:20260317T090000\nDTEND;TZID=Europe/Brussels:20260317T130000\n"
        "SUMMARY:Thuiswerken\nRECURRENCE-ID;TZID=Europe/Brussels:20260316T090000"
    )
    text = calendar(series, moved).replace("UID:2", "UID:1")
    assert told(rows(tmp_path, "days.ics", text)) == [
        ("2026-03-02", "BE", 480, "telework"),
        ("2026-03-17", "BE", 240, "telework"),
        ("2026-03-23", "BE", 480, "telework"),
    ]


def test_timed_work_elsewhere_is_taken_out_of_an_all_day_event(tmp_path: Path) -> None:
    text = calendar(
        "DTSTART;VALUE=DATE:20260302\nSUMMARY:Homeoffice",
        "DTSTART;TZID=Europe/Brussels:20260302T130000\nDURATION:PT2H\nSUMMARY:Kantoor",
    )
    assert told(rows(tmp_path, "days.ics", text)) == [
        ("2026-03-02", "NL", 120, "office"),
        ("2026-03-02", "BE", 360, "telework"),
    ]


def test_overlapping_events_of_one_kind_are_counted_once(tmp_path: Path) -> None:
    text = calendar(
        "DTSTART:20260302T090000\nDTEND:20260302T120000\nSUMMARY:wfh",
        "DTSTART:20260302T110000\nDTEND:20260302T130000\nSUMMARY:home office",
    )
    assert told(rows(tmp_path, "days.ics", text)) == [("2026-03-02", "BE", 240, "telework")]


def test_a_holiday_is_stronger_than_a_series_of_home_days_and_skips_the_weekend(tmp_path: Path) -> None:
    text = calendar(
        "DTSTART;VALUE=DATE:20260302\nSUMMARY:Télétravail\nRRULE:FREQ=DAILY;COUNT=8",
        "DTSTART;VALUE=DATE:20260303\nDTEND;VALUE=DATE:20260310\nSUMMARY:Congé",
    )
    worked = [entry for entry in rows(tmp_path, "days.ics", text) if entry.activity.value == "telework"]
    assert [entry.date.day for entry in worked] == [2, 7, 8]


def test_work_through_the_night_of_the_clock_change_has_an_hour_less(tmp_path: Path) -> None:
    text = calendar(
        "DTSTART;TZID=Europe/Paris:20260328T220000\nDTEND;TZID=Europe/Paris:20260329T060000\nSUMMARY:home"
    )
    assert told(rows(tmp_path, "days.ics", text)) == [
        ("2026-03-28", "BE", 120, "telework"),
        ("2026-03-29", "BE", 300, "telework"),
    ]


def test_an_evening_in_another_time_zone_falls_on_the_date_of_brussels(tmp_path: Path) -> None:
    text = calendar("DTSTART:20260302T233000Z\nDTEND:20260303T013000Z\nSUMMARY:home office")
    assert told(rows(tmp_path, "days.ics", text)) == [("2026-03-03", "BE", 120, "telework")]


def test_other_and_cancelled_events_mean_nothing(tmp_path: Path) -> None:
    text = calendar(
        "DTSTART:20260302T090000Z\nDTEND:20260302T100000Z\nSUMMARY:Budget meeting",
        "DTSTART;VALUE=DATE:20260303\nSUMMARY:Homeoffice\nSTATUS:CANCELLED",
        "DTSTART;VALUE=DATE:20270303\nSUMMARY:Homeoffice",
    )
    assert rows(tmp_path, "days.ics", text) == []


EVENT = "DTSTART:20260302T090000\nDTEND:20260302T170000\nSUMMARY:Homeoffice\nRRULE:"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("days.csv", "date,minuts,state\n2026-03-02,1,NL", '.csv:1: unknown column "minuts": expected one of'),
        ("days.csv", "date,datum,state\n", '.csv:1: column "datum" is a second date'),
        ("days.csv", "date,minutes\n", ".csv:1: no state and no activity column"),
        ("days.csv", "a,b\n1,2\n", ".csv: no header with a date column"),
        ("days.csv", "date,state\n2026-02-30,NL", '.csv:2: date is "2026-02-30": expected a date such as'),
        ("days.csv", "date,state\n,NL", '.csv:2: date is "": expected'),
        ("days.csv", "date,state\n2026-03-02,Utopia", '.csv:2: state is "Utopia": expected a state'),
        ("days.csv", "date,state\n2026-03-02,", ".csv:2: state is empty: expected the state"),
        ("days.csv", "date,activity\n2026-03-02,trip", ".csv:2: state is empty: expected the state"),
        ("days.csv", "date,activity\n2026-03-02,telewrok", 'holiday, rest; did you mean "telework"?'),
        ("days.csv", "date,state,minutes\n2026-03-02,NL,1441", '.csv:2: minutes is "1441": expected'),
        ("days.csv", "date,state,minutes\n2026-03-02,NL,-5", '.csv:2: minutes is "-5": expected a number from 0'),
        ("days.csv", "date,state,hours\n2026-03-02,NL,nan", 'hours is "nan": expected a number from 0 to 24'),
        ("days.csv", "date,state,zone\n2026-03-02,NL,perhaps", '.csv:2: zone is "perhaps": expected yes or no'),
        ("days.csv", "date,state\n2025-03-02,NL", ".csv:2: date is 2025-03-02: expected a date in 2026"),
        ("days.csv", "date,state,employment\n2026-03-02,NL,mian", 'employment is "mian": expected one of main;'),
        ("days.csv", "date,state\n2026-03-02,NL\n2026-03-02,BE", ".csv:3: 2026-03-02 is a full day telework in"),
        (
            "days.csv",
            "date,activity\n2026-03-02,leave\n2026-03-02,office",
            ".csv:3: 2026-03-02 is a full day office",
        ),
        ("days.csv", 'date,state\n2026-03-02,"' + "x" * 200_000, ".csv:2: is not csv: field larger"),
        ("days.csv", "date,state\n" + "\n" * 20_001, ".csv: more than 20000 rows"),
        ("days.csv", b"\0\1\2", ".csv: holds bytes that are not text"),
        ("days.csv", b"\xff\xfe\x00", ".csv: is not text"),
        ("days.csv", "", ".csv: is empty"),
        ("days.csv", b"x" * (10 * 1024 * 1024 + 1), "10 MB: expected at most 10 MB"),
        ("days.xlsx", b"PK rubbish", ".xlsx: is not an xlsx workbook that can be read"),
        ("days.pdf", "x", '.pdf: a file of days ends in ".pdf": expected one of'),
        ("days.ics", "rubbish", ".ics: is no calendar: expected BEGIN:VCALENDAR"),
        ("days.ics", calendar("DTSTART:20260302")[:-15], ".ics: breaks off: expected END:VCALENDAR"),
        ("days.ics", calendar("SUMMARY:home"), '.ics: event "home" has no DTSTART'),
        ("days.ics", calendar("DTSTART:2026X\nSUMMARY:home"), '.ics:6: DTSTART "2026X" cannot be read'),
        ("days.ics", calendar(EVENT + "FREQ=FORTNIGHTLY"), '.ics:9: RRULE "FREQ=FORTNIGHTLY" cannot be read'),
        ("days.ics", calendar(EVENT + "INTERVAL=2"), '.ics:9: RRULE "INTERVAL=2": expected a FREQ'),
        ("days.ics", calendar(EVENT + "FREQ=SECONDLY"), "expected at most one event a day"),
        ("days.ics", calendar(EVENT + "FREQ=DAILY;BYHOUR=1,2"), "expected at most one event a day"),
        ("days.ics", calendar(EVENT + "FREQ=DAILY;INTERVAL=0"), "expected INTERVAL and COUNT of at least 1"),
        ("days.ics", calendar(EVENT + "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"), "names no day that exists"),
        ("days.ics", calendar(EVENT + "FREQ=DAILY;BYYEARDAY=3"), "expected them with FREQ=YEARLY only"),
        ("days.ics", calendar(EVENT + "FREQ=DAILY;BYSETPOS=3;BYDAY=MO"), "has BYSETPOS: expected it with"),
        ("days.ics", calendar(EVENT.replace("2026", "1900") + "FREQ=DAILY"), "expected one that begins in 1990"),
        ("days.ics", calendar(*[EVENT + "FREQ=YEARLY"] * 501), "more than 500 series of events"),
        ("days.ics", calendar(*[EVENT + "FREQ=DAILY"] * 67), "more than 20000 events in the year"),
        ("days.ics", calendar(*[EVENT.replace("2026", "1990") + "FREQ=DAILY"] * 100), "expected at most 1000000"),
        ("days.ics", calendar(*["DTSTART:20260302"] * 20_001), "more than 20000 events"),
        (
            "days.ics",
            calendar("DTSTART:20260302T090000\nDTEND:20260302T100000\nSUMMARY:Business trip"),
            'event "Business trip" of 2026-03-02: its location is ""',
        ),
    ],
)
def test_a_file_that_cannot_be_counted_is_refused_in_one_line(
    tmp_path: Path, name: str, content: str | bytes, message: str
) -> None:
    with pytest.raises(BadInput) as refused:
        rows(tmp_path, name, content)
    assert message in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("log", ["/etc/passwd", "../days.csv", " "])
def test_a_day_log_stands_beside_its_worker_file(log: str) -> None:
    data = {
        "year": 2026,
        "worker": {"residence": "BE"},
        "employments": [{"employer_state": "NL"}],
        "days": {"log": log},
    }
    with pytest.raises(BadInput, match="expected the name of a csv, xlsx or ics file beside this file"):
        employment_days(worker_file({**data, "days": {"log": log}}, "worker"), Path(), "worker")


def test_a_day_log_that_is_not_there_or_a_folder_is_said(tmp_path: Path) -> None:
    data = {"year": 2026, "worker": {"residence": "BE"}, "employments": [{"employer_state": "NL"}]}
    (tmp_path / "folder.csv").mkdir()
    for name, message in (("none.csv", "no such file"), ("folder.csv", "is a folder: expected a file")):
        with pytest.raises(BadInput, match=message):
            employment_days(worker_file({**data, "days": {"log": name}}, "worker"), tmp_path, "worker")


@pytest.mark.parametrize("kind", [".csv", ".xlsx", ".ics", ".yaml"])
def test_a_log_that_is_converted_counts_the_same(
    tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = EXAMPLES / "technician-strasbourg-kehl.yaml", tmp_path / f"days{kind}"
    assert main(["days", "convert", str(source), str(out)]) == 0
    worker = out
    if kind != ".yaml":
        worker = tmp_path / "worker.yaml"
        worker.write_text(source.read_text().split("days:\n")[0] + f"days: {{log: {out.name}}}\n")
    before = employment_days(read_worker_file(source), EXAMPLES, str(source))
    after = employment_days(read_worker_file(worker), tmp_path, str(worker))
    assert [days.counted for days in after] == [days.counted for days in before]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted({out.name, worker.name})
    assert capsys.readouterr().err == ""


def test_a_bare_file_is_shown_with_what_it_does_not_say_itself(capsys: pytest.CaptureFixture[str]) -> None:
    bare = str(EXAMPLES / "days" / "engineer-aachen-heerlen-hr.csv")
    assert (
        main(["days", "show", bare, "--json", "--residence", "DE", "--employer-state", "NL", "--year", "2026"])
        == 0
    )
    assert '"outside_30": 32.0' in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["show", "days/engineer-aachen-heerlen-hr.csv"],
            "expected --residence, --employer-state, --year as well",
        ),
        (["show", "technician-strasbourg-kehl.yaml", "--year", "2026"], "a worker file says this itself"),
        (
            ["show", "x.csv", "--residence", "DE", "--employer-state", "NL", "--year", "99"],
            "--year is 99: expected a whole number from 2015 to 2027",
        ),
        (["convert", "designer-enschede-muenster.yaml", "out.csv"], "totals or a pattern, without dates"),
        (["convert", "technician-strasbourg-kehl.yaml", "out.pdf"], 'out.pdf: ends in ".pdf": expected one of'),
        (["convert", "technician-strasbourg-kehl.yaml", "no-folder/out.csv"], "cannot be written: No such file"),
    ],
)
def test_a_command_that_cannot_be_done_exits_with_2_and_one_line(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(EXAMPLES)
    assert main(["days", *arguments]) == 2
    said = capsys.readouterr().err
    assert message in said
    assert said.count("\n") == 1


@pytest.mark.parametrize("sign", RUNS)
def test_a_cell_that_would_run_is_read_as_it_was_given(sign: str) -> None:
    assert harmless(f"{sign}1+1") == f"'{sign}1+1"
    assert as_given(harmless(f"{sign}1+1")) == f"{sign}1+1"
    assert as_given("'s-Hertogenbosch") == harmless("'s-Hertogenbosch") == "'s-Hertogenbosch"


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("name", ["-night", "=1+1", "'s-Hertogenbosch"])
def test_days_that_were_written_are_read_with_the_names_of_their_employments(
    tmp_path: Path, ending: str, name: str
) -> None:
    data = {
        "year": 2026,
        "worker": {"residence": "BE"},
        "employments": [{"id": "day", "employer_state": "NL"}, {"id": name, "employer_state": "DE"}],
        "days": {"log": f"days.{ending}"},
    }
    file = worker_file(data, "worker")
    entry = DayEntry(date=dt.date(2026, 3, 2), state="DE", employment=name)
    write_days(tmp_path / f"days.{ending}", file, [entry])
    assert [row.entry for row in log_rows(file, tmp_path, "worker")] == [entry]
