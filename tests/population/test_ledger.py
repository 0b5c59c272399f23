"""A day ledger gives the counted days that a day log gives, and the dates on which limits are crossed."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from openpyxl import Workbook

from grenswerk.assess.insurance import insurance
from grenswerk.assess.taxing_rights import taxing_rights
from grenswerk.cli import main
from grenswerk.days import employment_days, worker_file
from grenswerk.law.rulebook import Rulebook
from grenswerk.model.answer import Margin
from grenswerk.population.forecast import forecast

STATES = ("NL", "BE", "DE", "LU", "FR")
ACTIVITIES = (
    "office",
    "telework",
    "home_other",
    "trip",
    "on_call",
    "on_call_called",
    "garden_leave",
    "sick",
    "leave",
)


def a_log(dice: random.Random, residence: str, employer: str, until: dt.date) -> list[dict[str, Any]]:
    """One row a working day of 2026, mostly at the office or at home."""
    days, day = [], dt.date(2026, 1, 1)
    in_minutes = dice.random() < 0.3
    while day <= until:
        if day.weekday() < 5:
            kind = dice.choices(ACTIVITIES, (12, 8, 1, 1, 0.5, 0.5, 0.3, 0.5, 1))[0]
            place = {"office": employer, "telework": residence, "home_other": residence}.get(kind)
            place = place or dice.choice((residence, employer, "AT", *STATES))
            minutes = dice.choice([480, 480, 200, 20]) if in_minutes or dice.random() < 0.05 else None
            days.append({"date": day, "state": place, "minutes": minutes, "activity": kind})
        day += dt.timedelta(days=1)
    return days


def people(count: int, until: dt.date = dt.date(2026, 12, 31)) -> list[dict[str, Any]]:
    dice = random.Random(20260101)
    found = []
    for number in range(count):
        residence, employer = dice.choice(STATES), dice.choice(STATES)
        found.append(
            {
                "id": f"w{number}",
                "residence": residence,
                "employer_state": employer,
                "hours_per_week": dice.choice([40, 32]),
                "framework_agreement": dice.choice(["none", "granted"]),
                "log": a_log(dice, residence, employer, until),
            }
        )
    return found


def write(folder: Path, workers: list[dict[str, Any]]) -> tuple[Path, Path]:
    """The ledger and the file of its workers."""
    rows = [{"id": worker["id"], **day} for worker in workers for day in worker["log"]]
    random.Random(1).shuffle(rows)
    ledger, facts = folder / "days.parquet", folder / "workers.csv"
    pl.DataFrame(rows, infer_schema_length=None).write_parquet(ledger)
    plain = [{"year": 2026} | {name: value for name, value in one.items() if name != "log"} for one in workers]
    pl.DataFrame(plain).write_csv(facts)
    return ledger, facts


def file_of(worker: dict[str, Any]) -> Any:
    log = [
        {name: value.isoformat() if name == "date" else value for name, value in day.items() if value is not None}
        for day in worker["log"]
    ]
    given = {
        "year": 2026,
        "worker": {
            "residence": worker["residence"],
            "framework_agreement": {"status": worker["framework_agreement"]},
        },
        "employments": [{"employer_state": worker["employer_state"], "hours_per_week": worker["hours_per_week"]}],
        "days": {"log": log},
    }
    return worker_file(given, "given")


def test_a_ledger_is_counted_as_a_day_log_is(tmp_path: Path) -> None:
    workers = people(60)
    ledger, facts = write(tmp_path, workers)
    out = tmp_path / "out.parquet"
    assert main(["batch", str(ledger), str(out), "--workers", str(facts)]) == 0
    answers = {row["id"]: row for row in pl.read_parquet(out).to_dicts()}
    assert len(answers) == len(workers)
    for worker in workers:
        file, found = file_of(worker), answers[worker["id"]]
        days = employment_days(file, Path(), "given")
        insured, _ = insurance(file, days)
        assert found["error"] is None
        assert found["competent_state"] == insured.competent_state
        assert found["residence_share"] == pytest.approx(insured.residence_share, abs=1e-9)
        tax, _ = taxing_rights(file, file.employments[0], days[0], Rulebook())
        if tax is None:
            continue
        view = tax.views[worker["residence"]]
        assert found["counted_residence_view"] == view.counted
        own = view.taxable_share[worker["residence"]]
        assert found["share_residence_view_taxable_residence"] == (own if own is None else pytest.approx(own))


def test_a_forecast_has_the_dates_of_the_margins(tmp_path: Path) -> None:
    workers = people(40, until=dt.date(2026, 5, 29))
    ledger, facts = write(tmp_path, workers)
    dates = {row["id"]: row for row in forecast(ledger, facts).frame.to_dicts()}
    compared = 0
    for worker in workers:
        file = file_of(worker)
        if worker["residence"] == worker["employer_state"]:
            continue
        days = employment_days(file, Path(), "given")
        _, tax_notes = taxing_rights(file, file.employments[0], days[0], Rulebook())
        _, notes = insurance(file, days)
        every = (*tax_notes.margins, *notes.margins)
        margins: dict[str, Margin] = {margin.code: margin for margin in every}
        for code in ("tax_threshold", "substantial_part", "telework_half"):
            if code in margins:
                compared += margins[code].crossing is not None
                assert dates[worker["id"]][f"crosses_{code}"] == margins[code].crossing, (worker["id"], code)
    assert compared > 20


@pytest.mark.parametrize("option", [["--errors", "wrong.csv"], ["--engine", "dask"]])
def test_a_forecast_refuses_what_it_would_not_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: list[str]
) -> None:
    ledger, out = tmp_path / "days.csv", tmp_path / "forecast.csv"
    ledger.write_text("id,date,state\n")
    assert main(["batch", str(ledger), str(out), "--forecast", *option]) == 2
    said = f"grenswerk: {' '.join(option)} is given with --forecast: expected one without the other\n"
    assert capsys.readouterr().err == said
    assert not out.exists()


def test_the_forecast_says_how_many_cross_in_each_month(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger, facts = write(tmp_path, people(25, until=dt.date(2026, 4, 30)))
    out = tmp_path / "forecast.csv"
    assert main(["batch", str(ledger), str(out), "--workers", str(facts), "--forecast"]) == 0
    assert "2026-0" in capsys.readouterr().out
    assert "crosses_substantial_part" in out.read_text().splitlines()[0]


def answered(folder: Path, days: str, facts: Path, *options: str) -> dict[str, dict[str, Any]]:
    """The answers to a ledger in csv, by worker."""
    (folder / "days.csv").write_text(days)
    out = folder / "answers.parquet"
    assert main(["batch", str(folder / "days.csv"), str(out), "--workers", str(facts), *options]) == 0
    return {row["id"]: row for row in pl.read_parquet(out).to_dicts()}


def test_a_worker_of_the_ledger_who_is_not_in_the_file_of_workers_has_an_error_alone(tmp_path: Path) -> None:
    ledger, facts = write(tmp_path, people(3))
    before = answered(tmp_path, pl.read_parquet(ledger).write_csv(), facts)
    facts.write_text("\n".join(facts.read_text().splitlines()[:-1]))
    found = answered(tmp_path, pl.read_parquet(ledger).write_csv(), facts)
    assert found.pop("w2")["error"] == f"id is not in {facts}: expected a row for each worker"
    assert found == {name: before[name] for name in ("w0", "w1")}


@pytest.mark.parametrize("forecasting", [(), ("--forecast",)], ids=["count", "forecast"])
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2026-03-02", "2 March", 'date is "2 March": expected a date, YYYY-MM-DD'),
        ("2026-03-02", "", "date is empty: expected a date, YYYY-MM-DD"),
        (",480,", ",long,", 'minutes is "long": expected a number, at least 0 and at most 1440'),
        ("home_other", "gardening", 'activity is "gardening": expected one of office, telework'),
        (",AT,", ",Austria,", 'state is "Austria": expected an ISO 3166-1 alpha-2 code'),
        (",AT,", ",,", "state is empty: expected an ISO 3166-1 alpha-2 code"),
    ],
)
def test_a_row_that_cannot_be_read_is_an_error_of_its_worker_and_the_rest_is_computed(
    tmp_path: Path, old: str, new: str, said: str, forecasting: tuple[str, ...]
) -> None:
    ledger, facts = write(tmp_path, people(6, until=dt.date(2026, 5, 29)))
    lines = pl.read_parquet(ledger).write_csv().splitlines()
    before = answered(tmp_path, "\n".join(lines), facts, *forecasting)
    row = next(number for number, line in enumerate(lines) if old in line)
    worker = lines[row].partition(",")[0]
    lines[row] = lines[row].replace(old, new, 1)
    found = answered(tmp_path, "\n".join(lines), facts, *forecasting)
    wrong = found.pop(worker)
    assert wrong["error"].startswith(f"row {row}: {said}")
    assert [name for name, value in wrong.items() if value not in (None, [], "")] == ["id", "error"]
    assert found == {name: answer for name, answer in before.items() if name != worker}


def test_days_of_another_year_are_an_error_of_their_worker_alone(tmp_path: Path) -> None:
    ledger, facts = write(tmp_path, people(4))
    lines = pl.read_parquet(ledger).write_csv().splitlines()
    row = next(number for number, line in enumerate(lines) if "2026-03-02" in line)
    lines[row] = lines[row].replace("2026-03-02", "2025-03-02")
    found = answered(tmp_path, "\n".join(lines), facts)
    assert found.pop(lines[row].partition(",")[0])["error"] == "date is 2025-03-02: expected a date in 2026"
    assert [answer["error"] for answer in found.values()] == [None] * 3


def test_the_number_of_a_wrong_row_is_that_of_the_file_however_many_rows_are_read_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grenswerk.population.day_reader._BATCH", 7)
    days = pl.DataFrame(
        {"id": ["a"] * 30, "date": ["2026-03-02"] * 19 + ["soon"] + [None] * 10, "state": ["NL"] * 30}
    )
    days.write_parquet(tmp_path / "days.parquet", row_group_size=10)
    (tmp_path / "people.csv").write_text("id,year,residence,employer_state\na,2026,BE,NL\n")
    out = tmp_path / "out.parquet"
    given = ["batch", str(tmp_path / "days.parquet"), str(out), "--workers", str(tmp_path / "people.csv")]
    assert main(given) == 0
    assert pl.read_parquet(out)["error"].to_list() == ['row 20: date is "soon": expected a date, YYYY-MM-DD']


def test_a_row_of_nobody_is_refused_with_its_number(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger, facts = write(tmp_path, people(2))
    lines = pl.read_parquet(ledger).write_csv().splitlines()
    lines[5] = "," + lines[5].partition(",")[2]
    (tmp_path / "days.csv").write_text("\n".join(lines))
    assert main(["batch", str(tmp_path / "days.csv"), str(tmp_path / "o.csv"), "--workers", str(facts)]) == 2
    message = f"{tmp_path / 'days.csv'}: row 5: id is empty: expected the worker whose day it is"
    assert message in capsys.readouterr().err
    assert not (tmp_path / "o.csv").exists()


def test_a_day_that_stands_twice_is_an_error_of_its_worker_alone(tmp_path: Path) -> None:
    ledger, facts = write(tmp_path, people(4))
    days = pl.read_parquet(ledger)
    again = days.filter((pl.col("id") == "w1") & (pl.col("date") == dt.date(2026, 3, 4)))
    pl.concat([days, again]).write_parquet(ledger)
    out = tmp_path / "out.parquet"
    assert main(["batch", str(ledger), str(out), "--workers", str(facts)]) == 0
    errors = dict(pl.read_parquet(out).select("id", "error").iter_rows())
    assert errors.pop("w1") == "date 2026-03-04 stands twice: expected one row a day in a ledger"
    assert list(errors.values()) == [None] * 3


def test_the_facts_of_a_worker_may_stand_in_the_ledger(tmp_path: Path) -> None:
    ledger, facts = write(tmp_path, people(5))
    apart, together = tmp_path / "apart.parquet", tmp_path / "together.parquet"
    main(["batch", str(ledger), str(apart), "--workers", str(facts)])
    pl.read_parquet(ledger).join(pl.read_csv(facts), on="id").write_parquet(ledger)
    main(["batch", str(ledger), str(together)])
    assert pl.read_parquet(together).sort("id").equals(pl.read_parquet(apart).sort("id"))


PEOPLE = "id,year,residence,employer_state\nw1,2026,BE,NL\nw2,2026,DE,NL\n"
DAYS = """id,date,state,minutes,activity
w1,2026-01-05,NL,,
w1,2026-01-06,BE,480,telework
w1,2026-01-07,BE,450,telework
w1,2026-01-08,NL,0,office
w2,2026-01-05,NL,480,office
w2,2026-02-27,DE,480,telework
"""


def foretold(folder: Path, days: str, people_given: str = PEOPLE) -> pl.DataFrame:
    """The forecast for files with these contents."""
    (folder / "days.csv").write_text(days)
    (folder / "people.csv").write_text(people_given)
    return forecast(folder / "days.csv", folder / "people.csv").frame


@pytest.mark.parametrize(
    ("plain", "written"),
    [
        ("2026-01-06", "20260106"),
        ("2026-01-06", "2026-01-06  "),
        (",480,", ",480 ,"),
        (",450,telework", ',"450,0",telework'),
        (",NL,,\n", ",NL,,office\n"),
    ],
)
def test_a_forecast_reads_a_ledger_as_the_count_reads_it(tmp_path: Path, plain: str, written: str) -> None:
    expected = foretold(tmp_path, DAYS)
    assert expected["crosses_substantial_part"].to_list() == [dt.date(2026, 5, 17), dt.date(2026, 7, 2)]
    assert plain in DAYS
    assert foretold(tmp_path, DAYS.replace(plain, written)).equals(expected)


@pytest.mark.parametrize("year", ["2026.0", " 2026", "2026,0"])
def test_a_year_is_a_number_however_it_is_written(tmp_path: Path, year: str) -> None:
    expected = foretold(tmp_path, DAYS)
    written = PEOPLE.replace("2026", f'"{year}"')
    assert foretold(tmp_path, DAYS, written).equals(expected)


def test_a_year_that_a_frame_holds_as_a_number_with_a_point_is_that_year(tmp_path: Path) -> None:
    expected = foretold(tmp_path, DAYS)
    facts = pl.read_csv(tmp_path / "people.csv").with_columns(pl.col("year").cast(pl.Float64))
    facts.write_parquet(tmp_path / "people.parquet")
    assert forecast(tmp_path / "days.csv", tmp_path / "people.parquet").frame.equals(expected)


def test_the_facts_of_a_worker_mean_the_same_with_blanks_around_them(tmp_path: Path) -> None:
    expected = foretold(tmp_path, DAYS)
    assert foretold(tmp_path, DAYS, PEOPLE.replace("BE,NL", " BE,NL ")).equals(expected)


@pytest.mark.parametrize("kind", [pl.Date, pl.Datetime("us"), pl.Datetime("ns", "Europe/Brussels"), pl.String])
def test_an_employment_starts_on_the_day_that_a_date_or_a_moment_says(tmp_path: Path, kind: Any) -> None:
    (tmp_path / "days.csv").write_text(DAYS.replace("2026-01", "2026-07").replace("2026-02", "2026-08"))
    facts = pl.DataFrame(
        {"id": ["w1", "w2"], "year": 2026, "residence": ["BE", "DE"], "employer_state": "NL", "from": "2026-07-01"}
    )
    start = pl.col("from") if kind == pl.String else pl.col("from").str.to_date().cast(kind)
    facts.with_columns(start).write_parquet(tmp_path / "people.parquet")
    found = forecast(tmp_path / "days.csv", tmp_path / "people.parquet").frame
    assert found["crosses_telework_half"].to_list()[0] == dt.date(2026, 11, 15)


@pytest.mark.parametrize("options", [(), ("--forecast",)])
@pytest.mark.parametrize("ending", ["csv", "parquet", "xlsx"])
@pytest.mark.parametrize("facts_in", ["another file", "the ledger"])
def test_a_ledger_without_days_gives_a_file_without_rows(
    tmp_path: Path, options: tuple[str, ...], ending: str, facts_in: str
) -> None:
    facts = pl.DataFrame(schema=dict.fromkeys(("year", "residence", "employer_state"), pl.String))
    days = pl.DataFrame(schema=dict.fromkeys(("id", "date", "state"), pl.String))
    if facts_in == "the ledger":
        days = days.hstack(facts)
    if ending == "csv":
        days.write_csv(tmp_path / "days.csv")
    elif ending == "parquet":
        days.write_parquet(tmp_path / "days.parquet")
    else:
        book = Workbook()
        book.worksheets[0].append(days.columns)
        book.worksheets[0].append([None])
        book.save(tmp_path / "days.xlsx")
    facts.with_columns(pl.Series("id", [], pl.String)).write_csv(tmp_path / "people.csv")
    beside = ("--workers", str(tmp_path / "people.csv")) if facts_in == "another file" else ()
    for out in ("out.csv", "out.parquet", "out.xlsx"):
        assert main(["batch", str(tmp_path / f"days.{ending}"), str(tmp_path / out), *beside, *options]) == 0
    assert pl.read_csv(tmp_path / "out.csv").height == pl.read_parquet(tmp_path / "out.parquet").height == 0
    assert "competent_state" in pl.read_csv(tmp_path / "out.csv").columns or options


def test_two_rows_of_one_worker_beside_a_ledger_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "days.csv").write_text(DAYS)
    (tmp_path / "people.csv").write_text(PEOPLE + "w1,2026,BE,NL\n")
    given = ["batch", str(tmp_path / "days.csv"), str(tmp_path / "o.csv")]
    assert main([*given, "--workers", str(tmp_path / "people.csv")]) == 2
    assert 'people.csv: id "w1" stands twice: expected one row for each worker' in capsys.readouterr().err


def test_stand_by_of_no_minutes_at_the_office_is_counted_as_a_day_log_counts_it(tmp_path: Path) -> None:
    log = [
        {"date": dt.date(2026, 3, day), "state": "BE", "minutes": minutes, "activity": activity}
        for day, minutes, activity in ((2, 480, "office"), (3, 0, "on_call"), (4, 0, "on_call_called"))
    ]
    worker = people(1)[0] | {"residence": "LU", "employer_state": "BE", "log": log}
    ledger, facts = write(tmp_path, [worker])
    out = tmp_path / "out.parquet"
    assert main(["batch", str(ledger), str(out), "--workers", str(facts)]) == 0
    file = file_of(worker)
    tax, _ = taxing_rights(file, file.employments[0], employment_days(file, Path(), "given")[0], Rulebook())
    assert tax is not None
    found = pl.read_parquet(out).to_dicts()[0]
    assert found["counted_residence_view"] == tax.views["LU"].counted
    assert found["counted_employer_view"] == tax.views["BE"].counted


def log_with_absence(residence: str, employer: str) -> list[dict[str, Any]]:
    """40 days of telework from February on, after 20 days of leave, sickness and short work at home."""
    absent = ("leave", "sick", "holiday", "rest", "telework")
    first, log = dt.date(2026, 1, 1), []
    for number in range(20):
        activity = absent[number % len(absent)]
        minutes = 0 if activity == "telework" else None
        log.append({"state": residence, "minutes": minutes, "activity": activity})
    log += [{"state": residence, "minutes": None, "activity": "telework"}] * 40
    log += [{"state": employer, "minutes": None, "activity": "office"}] * 100
    return [{"date": first + dt.timedelta(days=number)} | day for number, day in enumerate(log)]


@pytest.mark.parametrize(("residence", "employer"), [("BE", "LU"), ("DE", "LU"), ("FR", "LU"), ("LU", "FR")])
def test_the_threshold_is_crossed_on_the_first_counted_day_above_it_whatever_leave_was_spent_at_home(
    tmp_path: Path, residence: str, employer: str
) -> None:
    worker = people(1)[0] | {"residence": residence, "employer_state": employer, "hours_per_week": 40}
    worker["log"] = log_with_absence(residence, employer)
    file = file_of(worker)
    tax, notes = taxing_rights(file, file.employments[0], employment_days(file, Path(), "given")[0], Rulebook())
    assert tax is not None
    assert tax.threshold is not None
    expected = dt.date(2026, 1, 1) + dt.timedelta(days=20 + round(tax.threshold.days or 0))
    assert [margin.crossing for margin in notes.margins] == [expected]
    ledger, facts = write(tmp_path, [worker])
    assert forecast(ledger, facts).frame["crosses_tax_threshold"].to_list() == [expected]


def test_a_forecast_crosses_the_threshold_when_the_count_of_the_days_until_then_does(tmp_path: Path) -> None:
    workers = people(60)
    ledger, facts = write(tmp_path, workers)
    found = dict(forecast(ledger, facts).frame.select("id", "crosses_tax_threshold").iter_rows())
    crossed = 0
    for worker in workers:
        file = file_of(worker)
        tax, _ = taxing_rights(file, file.employments[0], employment_days(file, Path(), "given")[0], Rulebook())
        if tax is None or tax.threshold is None or tax.threshold.kept:
            continue
        limit = tax.threshold.days
        for number in range(len(worker["log"])):
            part = file_of(worker | {"log": worker["log"][: number + 1]})
            days = employment_days(part, Path(), "given")[0]
            until, _ = taxing_rights(part, part.employments[0], days, Rulebook())
            assert until is not None
            assert limit is not None
            if (until.views[worker["residence"]].counted or 0) > limit:
                assert found[worker["id"]] == worker["log"][number]["date"]
                crossed += 1
                break
    assert crossed > 5


@pytest.mark.parametrize(
    ("span", "outside"),
    [
        ({"from": "2026-02-01"}, "2026-01-05"),
        ({"from": "2026-01-05", "to": "2026-03-01"}, "2026-03-02"),
        ({"from": "2026-01-05", "to": "2026-03-02"}, None),
    ],
)
def test_a_day_outside_the_employment_is_an_error_of_its_worker_alone(
    tmp_path: Path, span: dict[str, str], outside: str | None
) -> None:
    ledger, facts, out = tmp_path / "days.csv", tmp_path / "workers.csv", tmp_path / "out.parquet"
    days = [(name, day, "BE") for name in ("one", "other") for day in ("2026-01-05", "2026-03-02")]
    pl.DataFrame(days, schema=["id", "date", "state"], orient="row").write_csv(ledger)
    person = {"year": 2026, "residence": "BE", "employer_state": "NL"}
    pl.DataFrame([{"id": "one", **person, "from": "", "to": ""} | span, {"id": "other", **person}]).write_csv(
        facts
    )
    assert main(["batch", str(ledger), str(out), "--workers", str(facts)]) == 0
    found, other = pl.read_parquet(out).to_dicts()
    assert other["error"] is None
    assert other["counted_residence_view"] == 2
    if outside is None:
        assert found["counted_residence_view"] == 2
    else:
        assert found["error"].startswith(f"date {outside} is outside the employment")
