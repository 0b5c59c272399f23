"""What a reform changes, and that it changes nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grenswerk.assess.assessment import assess
from grenswerk.assess.comparison import tipping_points
from grenswerk.days import employment_days, worker_file
from grenswerk.law.bibliography import bibliography
from grenswerk.law.reform import Change, FrontierRegime, Line, Lines, Reform, load_reform, shipped_reforms
from grenswerk.law.rulebook import PAIRS, Rulebook, reform_of
from grenswerk.law.treaties.allocation import NO_LIMIT, Basis, Contract, Proration, View, allocate
from grenswerk.law.treaties.versions import ReadingGiven
from grenswerk.model.certainty import Certainty, Status
from grenswerk.model.days import CountedDays
from grenswerk.model.errors import BadInput

Pair = tuple[str, str]
DIRECTED: list[Pair] = [(one, other) for pair in PAIRS for one, other in (pair, pair[::-1])]
SHIPPED = (*shipped_reforms(), "nl-be-34", "lu-fr-25", "lu-fr-40")
directed_pairs = st.sampled_from(DIRECTED)
years = st.integers(2015, 2027)
limits = st.integers(0, 230)


def _view(law: Rulebook, pair: Pair, home: float, total: float = 220.0, year: int = 2026) -> View:
    reading = law.rule(*pair, year).readings[pair[0]]
    days = CountedDays(employer=total - home, residence=home, outside_any=home, outside_30=home)
    return allocate(days, Contract(), reading)


def _answer(residence: str, employer: str, home: int, law: Rulebook, **worker: Any) -> Any:
    data = {
        "year": 2026,
        "worker": {"residence": residence, **worker},
        "employments": [
            {
                "employer_state": employer,
                "gross_pay": 50000,
                "telework": {"status": "voluntary", "office_available": True},
            }
        ],
        "days": {"counts": {"work": 220 - home, "home": home}},
    }
    file = worker_file(data, "given")
    return assess(file, employment_days(file, Path(), "given"), law)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_reform_is_a_law_for_every_pair_and_names_sources_that_exist(name: str) -> None:
    law = Rulebook(reforms=[name])
    for pair in DIRECTED:
        assert law.rule(*pair, 2026).readings
    assert set(law.reforms[0].sources) <= set(bibliography())
    for reform in shipped_reforms().values():
        assert {"en", "nl", "fr", "de"} == set(reform.title) == set(reform.assumption)


def test_34_days_between_the_netherlands_and_belgium_keep_the_pay_up_to_the_34th_day() -> None:
    law = Rulebook(reforms=["nl-be-34"])
    assert _view(law, ("BE", "NL"), 34).employer_share == 1.0
    assert _view(law, ("BE", "NL"), 35).employer_share == pytest.approx(185 / 220)
    assert law.rule("BE", "NL", 2026).status is Status.PROPOSED


def test_below_half_is_109_of_220_days_and_40_percent_is_88_and_a_quarter_is_54() -> None:
    for pair in DIRECTED:
        assert _view(Rulebook(reforms=["below-50"]), pair, 0).limit == 109
        assert _view(Rulebook(reforms=["share-40"]), pair, 0).limit == 88
        assert _view(Rulebook(reforms=["ss-25"]), pair, 0).limit == 54


def test_without_thresholds_the_first_home_day_moves_its_share_for_every_pair() -> None:
    law = Rulebook(reforms=["no-thresholds"])
    for pair in DIRECTED:
        view = _view(law, pair, 1)
        assert view.basis is Basis.BY_DAYS
        assert view.residence_share == pytest.approx(1 / 220)


@given(directed_pairs, years, directed_pairs)
def test_a_reform_of_one_pair_leaves_every_other_pair_as_it_is(changed: Pair, year: int, asked: Pair) -> None:
    law = Rulebook(reforms=[Reform(id="x", treaties=[Change(pairs=["-".join(changed)], limit_days=77)])])
    if set(changed) != set(asked):
        assert law.rule(*asked, year) == Rulebook().rule(*asked, year)
    else:
        assert {reading.limit_days for reading in law.rule(*asked, year).readings.values()} == {77}


@given(directed_pairs, years, limits, st.floats(0, 220))
def test_a_limit_in_days_is_a_cliff_at_exactly_that_number_of_days(
    pair: Pair, year: int, limit: int, home: float
) -> None:
    law = Rulebook(reforms=[Reform(id="x", treaties=[Change(pairs=["all"], limit_days=limit)])])
    view = _view(law, pair, home, year=year)
    kept = home <= limit + 1e-9
    expected = 1.0 if kept and (home < 220 or home == 0) else (220 - home) / 220
    assert view.employer_share == pytest.approx(expected)


@given(directed_pairs, limits, limits, st.integers(0, 219))
def test_a_higher_limit_never_gives_the_residence_state_more(pair: Pair, low: int, more: int, home: int) -> None:
    def share(limit: int) -> float:
        return _view(_law(limit_days=limit), pair, home).residence_share

    assert share(min(366, low + more)) <= share(low) + 1e-12


@given(directed_pairs, limits, st.integers(0, 219))
def test_taxing_only_the_excess_never_takes_more_than_the_cliff(pair: Pair, limit: int, home: int) -> None:
    cliff, excess = _law(limit_days=limit), _law(limit_days=limit, excess_only=True)
    assert _view(excess, pair, home).residence_share <= _view(cliff, pair, home).residence_share + 1e-12
    assert _view(excess, pair, home).residence_share == pytest.approx(max(0, home - limit) / 220)


def _law(**words: Any) -> Rulebook:
    return Rulebook(reforms=[Reform(id="x", treaties=[Change(pairs=["all"], **words)])])


@given(st.permutations(["NL-BE", "NL-DE", "BE-LU", "DE-LU"]))
def test_reforms_of_different_pairs_combine_in_any_order(order: list[str]) -> None:
    reforms = [
        Reform(id=pair, treaties=[Change(pairs=[pair], limit_days=10 + len(pair) + ord(pair[0]))])
        for pair in order
    ]
    law = Rulebook(reforms=reforms)
    one_by_one = {reform.id: Rulebook(reforms=[reform]) for reform in reforms}
    for pair, alone in one_by_one.items():
        one, other = pair.split("-")
        assert law.rule(one, other, 2026) == alone.rule(one, other, 2026)


def test_the_later_of_two_reforms_has_the_last_word() -> None:
    first, second = (Reform(id=str(days), treaties=[Change(pairs=["all"], limit_days=days)]) for days in (20, 50))
    assert Rulebook(reforms=[first, second]).rule("NL", "BE", 2026).readings["NL"].limit_days == 50
    assert Rulebook(reforms=[second, first]).rule("NL", "BE", 2026).readings["NL"].limit_days == 20
    assert Rulebook(reforms=[first, "nl-be-34"]).rule("NL", "BE", 2026).readings["NL"].limit_days == 34


def test_a_reform_holds_from_its_tax_year() -> None:
    law = Rulebook(
        reforms=[Reform(id="x", treaties=[Change(pairs=["NL-BE"], start=2027, limit_days=34)])],
    )
    assert law.rule("NL", "BE", 2026).readings["NL"].limit_days == NO_LIMIT
    assert law.rule("NL", "BE", 2027).readings["NL"].limit_days == 34


def test_what_a_change_leaves_out_stays_also_where_one_state_reads_it_in_its_own_way() -> None:
    law = Rulebook(reforms=[Reform(id="x", treaties=[Change(pairs=["BE-LU"], limit_days=60)])])
    readings, before = law.rule("BE", "LU", 2026).readings, Rulebook().rule("BE", "LU", 2026).readings
    assert readings["BE"] == before["BE"]._replace(limit_days=60)
    assert readings["BE"].part_time is Proration.UP
    same = Change(pairs=["BE-LU"], limit_days=60, differs={"BE": ReadingGiven(part_time="none")})
    agreed = Rulebook(reforms=[Reform(id="x", treaties=[same])]).rule("BE", "LU", 2026).readings
    assert agreed["BE"].part_time is agreed["LU"].part_time is Proration.NONE


def test_a_frontier_regime_ends_only_where_a_reform_says_so() -> None:
    ended = Change(pairs=["FR-DE"], no_limit=True, frontier_regime=FrontierRegime.ENDED)
    assert Rulebook(reforms=[Reform(id="x", treaties=[ended])]).frontier_rule("FR", "DE", 2026) is None
    assert Rulebook(reforms=["no-thresholds"]).frontier_rule("FR", "DE", 2026) is not None


def test_a_tax_limit_that_follows_social_security_follows_its_reform() -> None:
    lines = Lines(telework_below=0.6, substantial=0.4)
    for line, share in ((Line.FRAMEWORK_AGREEMENT, 0.6), (Line.SUBSTANTIAL_PART, 0.4)):
        reform = Reform(id="x", treaties=[Change(pairs=["all"], limit_follows=line)], social_security=lines)
        reading = Rulebook(reforms=[reform]).rule("NL", "BE", 2026).readings["NL"]
        assert (reading.limit_share, reading.limit_is_below) == (share, True)


def test_a_line_of_social_security_of_40_percent_keeps_a_worker_at_35_percent_insured_at_work() -> None:
    law = Rulebook(reforms=[Reform(id="x", social_security=Lines(start=2026, substantial=0.4))])
    granted: dict[str, Any] = {"framework_agreement": {"status": "none"}}
    assert _answer("BE", "NL", 77, Rulebook(), **granted).social_security.competent_state == "BE"
    assert _answer("BE", "NL", 77, law, **granted).social_security.competent_state == "NL"
    assert _answer("BE", "NL", 88, law, **granted).social_security.competent_state == "BE"
    assert law.social_security(2025) == Rulebook().social_security(2025)


@settings(max_examples=15, deadline=None)
@given(directed_pairs, st.integers(0, 100))
def test_a_reform_that_repeats_the_law_changes_no_figure(pair: Pair, home: int) -> None:
    reading = Rulebook().rule(*pair, 2026).readings[pair[0]]
    words: dict[str, Any] = {"limit_days": reading.limit_days} if reading.limit_days >= 0 else {"no_limit": True}
    law = Rulebook(reforms=[Reform(id="same", treaties=[Change(pairs=["-".join(pair)], **words)])])
    before, after = _answer(*pair, home, Rulebook()), _answer(*pair, home, law)
    assert before.net_pay == after.net_pay or (
        msgspec.structs.replace(before.net_pay, certainty=Certainty.CONFIRMED)
        == msgspec.structs.replace(after.net_pay, certainty=Certainty.CONFIRMED)
    )
    assert before.employments[0].tax.views == after.employments[0].tax.views


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("treaties: [{pairs: [NL-BE], limit_day: 34}]", 'did you mean "limit_days"?'),
        ("treaties: [{pairs: [NL-B], limit_days: 34}]", 'did you mean "NL-BE"?'),
        ("treaties: [{rule: nl-be-43}]", 'did you mean "nl-be-34"?'),
        ("treaties: [{pairs: [NL-BE], part_time: exct}]", "expected one of none, exact, up"),
        ("treaties: [{pairs: [NL-BE], limit_days: 34, limit_share: 0.4}]", "expected one of them"),
        ("treaties: [{pairs: [NL-BE], limit_days: 400}]", "from 0 to 366"),
        ("treaties: [{limit_days: 40}]", '"pairs" is missing'),
        ("treaties: [{rule: nl-be-34, pairs: [NL-DE]}]", "expected no other pair"),
        ("treaties: [{pairs: [all], limit_follows: substantial}]", "substantial_part"),
        ("social_security: {substantal: 0.4}", 'did you mean "substantial"?'),
        ("social_security: {from: 2027}", "changes nothing"),
        ("title: nothing", "changes nothing"),
        ("treaties: [{pairs: [NL-BE], limit_days: 1, differs: {LU: {part_time: up}}}]", "a state of the pairs"),
    ],
)
def test_a_reform_with_a_wrong_word_is_refused_with_what_was_expected(
    tmp_path: Path, text: str, said: str
) -> None:
    path = tmp_path / "reform.yaml"
    path.write_text(text)
    with pytest.raises(BadInput, match="expected") as refused:
        Rulebook(reforms=[str(path)])
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_reform_file_takes_its_name_from_the_file(tmp_path: Path) -> None:
    path = tmp_path / "forty-eight.yaml"
    path.write_text("treaties: [{pairs: [NL-BE], limit_days: 48}]")
    assert load_reform(path).id == "forty-eight"
    rule = Rulebook(reforms=[str(path)]).rule("BE", "NL", 2026)
    assert (rule.version.id, rule.status) == ("forty-eight", Status.PROPOSED)


def test_an_unknown_name_of_a_reform_is_refused_with_the_nearest_known() -> None:
    with pytest.raises(BadInput, match='did you mean "nl-be-34"'):
        reform_of("nl-be-35")


def test_the_tipping_point_says_whether_all_days_move_or_only_the_excess() -> None:
    data = {
        "year": 2026,
        "worker": {"residence": "BE"},
        "employments": [{"employer_state": "NL"}],
        "days": {"counts": {"work": 180, "home": 40}},
    }
    file = worker_file(data, "given")
    days = employment_days(file, Path(), "given")
    kinds = {
        excess: next(tip.what for tip in tipping_points(file, days, _law(limit_days=30, excess_only=excess)))
        for excess in (True, False)
    }
    assert kinds == {True: "tax_excess", False: "tax"}
