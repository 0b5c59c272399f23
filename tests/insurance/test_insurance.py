"""Where a worker is insured, from the worker file to the answer."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grenswerk.assess.insurance_margins import days_left
from grenswerk.law.social_security.coordination import Basis
from grenswerk.law.social_security.framework_agreement import Obstacle
from grenswerk.model.answer import Finding, Reason, SocialSecurity
from grenswerk.model.certainty import Certainty
from tests.insurance.workers import codes, file_of, insured

STATES = ("NL", "BE", "DE", "LU", "FR")
NONE = {"framework_agreement": {"status": "none"}}
GRANTED = {"framework_agreement": {"status": "granted", "from": "2026-01-01"}}
SOURCES = Path(__file__).parents[2] / "src/grenswerk"

jobs = st.tuples(
    st.sampled_from(STATES),
    st.integers(0, 100),
    st.integers(0, 100),
    st.one_of(st.none(), st.floats(1000, 90000)),
    st.sampled_from(("private", "public")),
)


def _file(employments: list[Any], **worker: Any) -> dict[str, Any]:
    return file_of(
        {"counts": {f"job{name}": {"work": work, "home": home} for name, _, work, home, _, _ in employments}},
        employments=[
            {"id": f"job{name}", "employer_state": state, "sector": sector}
            | ({} if pay is None else {"gross_pay": pay})
            for name, state, _, _, pay, sector in employments
        ],
        worker=worker,
    )


@given(st.lists(jobs, min_size=2, max_size=4), st.randoms(), st.sampled_from(STATES))
@settings(max_examples=150, deadline=None)
def test_the_competent_state_does_not_depend_on_the_order_of_the_employments(
    given_jobs: list[Any], chance: Any, residence: str
) -> None:
    numbered = [(index, *job) for index, job in enumerate(given_jobs)]
    mixed = list(numbered)
    chance.shuffle(mixed)
    one, _ = insured(_file(numbered, residence=residence, **NONE))
    other, _ = insured(_file(mixed, residence=residence, **NONE))
    assert (one.competent_state, one.basis, one.a1) == (other.competent_state, other.basis, other.a1)
    assert one.residence_share == pytest.approx(other.residence_share)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(1, 4), st.sampled_from(("none", "granted")))
@settings(max_examples=100, deadline=None)
def test_shares_do_not_depend_on_the_size_of_the_numbers(work: int, home: int, factor: int, status: str) -> None:
    if work + home == 0:
        return
    worker = {"framework_agreement": {"status": status}}
    one, _ = insured(file_of({"counts": {"work": work, "home": home}}, worker=worker))
    other, _ = insured(file_of({"counts": {"work": work * factor, "home": home * factor}}, worker=worker))
    assert one.residence_share == pytest.approx(other.residence_share)
    assert (one.competent_state, one.basis) == (other.competent_state, other.basis)


@given(
    st.integers(2015, 2027),
    st.lists(
        st.tuples(jobs, st.dates(dt.date(2014, 6, 1), dt.date(2027, 12, 1)), st.integers(0, 900)), max_size=3
    ),
    st.sampled_from(STATES),
    st.dates(dt.date(2023, 1, 1), dt.date(2027, 12, 31)),
)
@settings(max_examples=150, deadline=None)
def test_periods_are_in_order_within_the_year_and_never_overlap(
    year: int, given_jobs: list[Any], residence: str, start: dt.date
) -> None:
    first = {"id": "first", "employer_state": "NL"}
    employments, counts = [first], {"first": {"work": 100, "home": 60}}
    for index, (job, begin, length) in enumerate(given_jobs):
        span = {"from": begin.isoformat(), "to": (begin + dt.timedelta(days=length)).isoformat()}
        if begin.year > year or begin.year + 3 < year or (begin + dt.timedelta(days=length)).year < year:
            continue
        employments.append({"id": f"job{index}", "employer_state": job[0], **span})
        counts[f"job{index}"] = {"work": job[1], "home": job[2]}
    worker = {"residence": residence, "framework_agreement": {"status": "granted", "from": start.isoformat()}}
    given_file = file_of({"counts": counts}, year=year, employments=employments, worker=worker)
    answer, notes = insured(given_file)
    assert answer.periods[0].start == dt.date(year, 1, 1)
    assert answer.periods[-1].end == dt.date(year, 12, 31)
    for before, after in zip(answer.periods, answer.periods[1:], strict=False):
        assert before.end + dt.timedelta(days=1) == after.start
        assert (before.state, before.basis) != (after.state, after.basis)
    assert answer.competent_state == answer.periods[-1].state
    assert {reason.code for reason in notes.reasons}


def test_a_period_ends_with_the_employment() -> None:
    one = {"employer_state": "NL", "from": "2026-03-01", "to": "2026-10-31"}
    answer, _ = insured(file_of({"counts": {"work": 150}}, employments=[one]))
    assert [(period.start, period.end) for period in answer.periods] == [
        (dt.date(2026, 3, 1), dt.date(2026, 10, 31))
    ]


def test_an_unknown_request_is_named_with_both_outcomes() -> None:
    _, notes = insured(file_of({"counts": {"work": 132, "home": 88}}))
    (found,) = [finding for finding in notes.findings if finding.code.endswith("framework_agreement_not_known")]
    assert (found.facts["with"], found.facts["without"]) == ("NL", "BE")


def test_an_unknown_request_does_not_matter_below_a_quarter_or_from_a_half() -> None:
    for work, home, state in ((176, 44, "NL"), (110, 110, "BE")):
        answer, notes = insured(file_of({"counts": {"work": work, "home": home}}))
        assert answer.competent_state == state
        assert "framework_agreement_not_known" not in codes(notes)


def test_telework_known_by_the_hour_is_counted_by_the_hour_over_all_employments() -> None:
    rows = [
        {"date": "2026-03-02", "state": "BE", "minutes": 240, "activity": "telework", "employment": "one"},
        {"date": "2026-03-02", "state": "NL", "minutes": 240, "activity": "office", "employment": "one"},
        {"date": "2026-03-03", "state": "NL", "minutes": 120, "activity": "office", "employment": "two"},
    ]
    two = [{"id": "one", "employer_state": "NL"}, {"id": "two", "employer_state": "NL"}]
    answer, _ = insured(file_of({"log": rows}, employments=two, worker=NONE))
    assert answer.residence_share == pytest.approx(240 / 600)


def test_one_row_without_minutes_makes_days_the_measure() -> None:
    rows = [
        {"date": "2026-03-02", "state": "BE", "minutes": 120, "activity": "telework"},
        {"date": "2026-03-03", "state": "NL", "activity": "office"},
    ]
    answer, _ = insured(file_of({"log": rows}, worker=NONE))
    assert answer.residence_share == pytest.approx(0.5)


def test_leave_and_sickness_are_no_working_time() -> None:
    counts = {"work": 165, "home": 55, "sick": 20, "leave": 25, "holiday": 8}
    answer, _ = insured(file_of({"counts": counts}, worker=NONE))
    assert answer.residence_share == 0.25


def test_the_log_decides_whether_a_posting_is_whole() -> None:
    def log(state_of_wednesdays: str) -> list[dict[str, str]]:
        days = [dt.date(2026, 3, 2) + dt.timedelta(days=day) for day in range(60)]
        return [
            {
                "date": day.isoformat(),
                "state": state_of_wednesdays if day.weekday() == 2 else "DE",
                "activity": "trip",
            }
            for day in days
            if day.weekday() < 5
        ]

    posted = [{"employer_state": "NL", "posting": {"state": "DE", "expected_months": 3, "insured_before": True}}]
    whole, _ = insured(file_of({"log": log("DE")}, residence="NL", employments=posted))
    mixed, notes = insured(file_of({"log": log("NL")}, residence="NL", employments=posted))
    assert whole.basis == "883/2004 art. 12(1)"
    assert mixed.basis == "883/2004 art. 13(1)(b)(i)"
    assert "posting_part_time" in codes(notes)


def test_totals_that_do_not_tell_whether_a_posting_is_whole_leave_both_outcomes() -> None:
    posted = [{"employer_state": "NL", "posting": {"state": "BE", "expected_months": 6, "insured_before": True}}]
    answer, notes = insured(file_of({"counts": {"work": 150, "home": 70}}, employments=posted, worker=NONE))
    assert answer.competent_state is None
    assert "posting_unclear" in codes(notes)


def test_a_posting_of_part_of_the_year_leaves_the_rest_to_the_ordinary_rules() -> None:
    days = [day for n in range(365) if (day := dt.date(2026, 1, 1) + dt.timedelta(days=n)).weekday() < 5]
    rows = [
        {
            "date": day.isoformat(),
            "state": "DE" if 4 <= day.month <= 6 else "BE" if day.weekday() < 2 else "NL",
            "activity": "telework",
        }
        for day in days
    ]
    posted = [{"employer_state": "NL", "posting": {"state": "DE", "expected_months": 3, "insured_before": True}}]
    answer, _ = insured(file_of({"log": rows}, employments=posted, worker=NONE))
    assert [(period.start.month, period.state) for period in answer.periods] == [(1, "BE"), (4, "NL"), (7, "BE")]
    totals = {"counts": {"work": 100, "home": 65, "third": {"DE": 55}}}
    undated, notes = insured(file_of(totals, employments=posted, worker=NONE))
    assert undated.competent_state is None
    assert "posting_dates_not_known" in codes(notes)
    kept, _ = insured(file_of(totals, employments=posted, worker=GRANTED))
    assert kept.competent_state == "NL"


def test_pandemic_home_days_have_no_effect_in_any_part_of_their_year() -> None:
    for year in (2020, 2021, 2022):
        answer, _ = insured(file_of({"counts": {"work": 60, "covid_home": 160}}, year=year))
        assert [period.state for period in answer.periods] == ["NL"]


def test_rounding_in_luxembourg_is_no_doubt_where_both_shares_lead_to_one_state() -> None:
    days = {"counts": {"work": 150.8, "home": 49.2}}
    answer, notes = insured(file_of(days, employments=[{"employer_state": "LU"}], worker=GRANTED))
    assert answer.competent_state == "LU"
    assert answer.certainty is Certainty.CONFIRMED
    assert "luxembourg_rounding" in codes(notes)


def test_a_single_trip_to_the_state_of_a_posting_changes_nothing() -> None:
    posted = [{"employer_state": "NL", "posting": {"state": "FR", "expected_months": 6, "insured_before": True}}]
    days = {"counts": {"work": 180, "home": 34, "third": {"FR": 1}}}
    answer, _ = insured(file_of(days, employments=posted, worker=GRANTED))
    assert (answer.competent_state, answer.basis) == ("NL", "883/2004 art. 13(1)(b)(i)")


def test_a_pattern_of_the_pandemic_years_asks_for_its_cause() -> None:
    answer, notes = insured(file_of({"pattern": {"home_per_week": 3}}, year=2021))
    assert answer.competent_state is None
    assert "pandemic_cause_not_known" in codes(notes)


def test_pay_on_the_other_side_of_a_quarter_is_uncertain_and_on_the_same_side_is_not() -> None:
    def two(pay: float) -> SocialSecurity:
        employments = [
            {"id": "one", "employer_state": "NL", "gross_pay": 80_000 - pay},
            {"id": "two", "employer_state": "BE", "gross_pay": pay},
        ]
        counts = {"one": {"work": 176}, "two": {"work": 44}}
        return insured(file_of({"counts": counts}, employments=employments))[0]

    assert two(19_999).competent_state == "NL"
    assert two(20_000).competent_state is None
    assert two(20_000).certainty is Certainty.UNCONFIRMED


def test_the_share_that_rounds_over_a_limit_in_luxembourg_is_a_finding_only_there() -> None:
    days = {"counts": {"work": 150.8, "home": 49.2}}
    for state, expected in (("LU", True), ("NL", False)):
        _, notes = insured(file_of(days, employments=[{"employer_state": state}], worker=NONE))
        assert ("luxembourg_rounding" in codes(notes)) is expected


def test_two_administrations_in_two_states_fall_back_on_the_rules_for_employees() -> None:
    public = [
        {"id": "one", "employer_state": "NL", "sector": "public"},
        {"id": "two", "employer_state": "DE", "sector": "public"},
    ]
    counts = {"one": {"work": 100}, "two": {"work": 100}}
    answer, notes = insured(file_of({"counts": counts}, employments=public))
    assert answer.basis == "883/2004 art. 13(1)(b)(iv)"
    assert answer.certainty is Certainty.UNCONFIRMED
    assert "two_administrations" in codes(notes)


@given(st.integers(1, 366), st.integers(0, 366), st.sampled_from((0.25, 0.5)))
def test_the_days_left_keep_the_share_below_the_limit_and_one_more_does_not(
    total: int, home: int, limit: float
) -> None:
    home = min(home, total)
    left = days_left(home, total, limit)
    if left:
        assert (home + left) / total < limit
    assert (home + left + 1) / total >= limit


def test_a_log_crosses_a_quarter_on_the_day_its_home_days_reach_a_quarter_of_the_year() -> None:
    first = dt.date(2026, 1, 1)
    days = [first + dt.timedelta(days=day) for day in range(365)]
    working = [day for day in days if day.weekday() < 5]
    rows = [
        {
            "date": day.isoformat(),
            "state": "BE" if day.weekday() < 2 else "NL",
            "activity": "telework" if day.weekday() < 2 else "office",
        }
        for day in working
    ]
    _, notes = insured(file_of({"log": rows}, worker=GRANTED))
    home = [day for day in working if day.weekday() < 2]
    expected = next(day for index, day in enumerate(home, 1) if index >= len(working) / 4)
    margins = {margin.code: margin for margin in notes.margins}
    assert margins["substantial_part"].crossing == expected
    assert margins["telework_half"].crossing is None
    assert margins["telework_half"].left == days_left(len(home), len(working), 0.5)


def test_a_log_of_half_a_year_goes_on_at_its_own_pace() -> None:
    first = dt.date(2026, 1, 1)
    working = [day for n in range(181) if (day := first + dt.timedelta(days=n)).weekday() < 5]
    rows = [
        {
            "date": day.isoformat(),
            "state": "BE" if day.weekday() < 2 else "NL",
            "activity": "telework" if day.weekday() < 2 else "office",
        }
        for day in working
    ]
    _, notes = insured(file_of({"log": rows}, worker=GRANTED))
    (crossing,) = [margin.crossing for margin in notes.margins if margin.code == "substantial_part"]
    assert crossing is not None
    assert dt.date(2026, 8, 1) < crossing < dt.date(2026, 9, 1)


LANGUAGES = ("en", "nl", "fr", "de")
_ENTRY = re.compile(r'msgid "(social_security\.\w+)"\nmsgstr ((?:".*"\n)+)')


def _texts(language: str) -> dict[str, set[str]]:
    """The facts that each text names."""
    path = SOURCES / f"locale/{language}/LC_MESSAGES/social_security.po"
    return {
        code: set(re.findall(r"\{(\w+)", text.replace('"\n"', "")))
        for code, text in _ENTRY.findall(path.read_text("utf-8") + "\n")
    }


def test_every_text_names_the_same_facts_in_all_four_languages() -> None:
    english = _texts("en")
    assert len(english) > 60
    for language in LANGUAGES[1:]:
        other = _texts(language)
        assert other.keys() == english.keys()
        assert {code: facts for code, facts in other.items() if facts != english[code]} == {}


def test_every_finding_that_the_code_can_make_has_a_text() -> None:
    texts = _texts("en")
    names = {f"framework_agreement_{member.name.lower()}" for member in Obstacle}
    names -= {"framework_agreement_none", "framework_agreement_other_state_outside_eu"}
    for path in (SOURCES / "assess").glob("insurance*.py"):
        text = path.read_text()
        names |= set(re.findall(r'(?:finding\(\s*Level\.\w+, |_reason\(\s*|"social_security\.)"?(\w{3,})"', text))
    names |= {basis.name.lower() for basis in Basis} - {
        "none",
        "self_employed_substantial",
        "self_employed_centre",
    }
    assert {name for name in names if f"social_security.{name}" not in texts} == set()


@given(
    st.integers(2019, 2027),
    st.lists(jobs, min_size=1, max_size=3),
    st.sampled_from(STATES),
    st.sampled_from((None, "requested", "granted", "none", "refused")),
    st.sampled_from((None, "ES", "US", "BE")),
    st.sampled_from((None, 0.01, 0.4)),
    st.sampled_from((None, 0.0, 0.3, 1.0)),
)
@settings(max_examples=300, deadline=None)
def test_every_code_has_a_text_whose_facts_it_brings(  # noqa: PLR0917
    year: int,
    given_jobs: list[Any],
    residence: str,
    status: str | None,
    third: str | None,
    self_share: float | None,
    plan: float | None,
) -> None:
    worker: dict[str, Any] = {"residence": residence}
    if status:
        worker["framework_agreement"] = {
            "status": status,
            "requested_on": f"{year}-09-01",
            "from": f"{year}-02-01",
        }
    if self_share:
        worker["self_employed"] = {"state": "FR", "share": self_share}
    given_file = _file([(index, *job) for index, job in enumerate(given_jobs)], **worker)
    if third and third not in (residence, given_jobs[0][0]):
        given_file["days"]["counts"]["job0"]["third"] = {third: 40}
        given_file["employments"][0]["posting"] = {"state": third, "expected_months": 30, "insured_before": True}
    if plan is not None:
        given_file["next_12_months"] = {"home_share": plan}
    answer, notes = insured(given_file | {"year": year})
    texts = _texts("en")
    said: list[Finding | Reason] = [*notes.findings, *notes.reasons]
    for note in said:
        assert texts[note.code] <= note.facts.keys(), note
        assert note.sources
    if answer.procedure:
        assert answer.procedure in texts


def test_every_source_that_is_named_stands_in_the_bibliography() -> None:
    known = set(re.findall(r"^([\w-]+):", (SOURCES / "law/sources/social_security.yaml").read_text(), re.M))
    named: set[str] = set()
    for path in (SOURCES / "law/social_security").rglob("*.yaml"):
        text = path.read_text()
        for ids in re.findall(r"source: (?:\{id: )?\[?([\w, -]+)", text):
            named |= {part.strip() for part in ids.split(",") if part.strip() not in ("certainty", "kind")}
    for path in (SOURCES / "assess").glob("insurance*.py"):
        named |= set(re.findall(r'"([a-z]+(?:-[a-z0-9]+)+)"', path.read_text()))
    assert named <= known
