"""What the Belgian parameter file must hold (years, amounts, sources), and the shape of the rules."""

from __future__ import annotations

import typing

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from grenswerk.law.parameters import parameters_of, years_of
from grenswerk.law.taxes import be
from grenswerk.model.pay import ForeignTax, Partnership, Person, Wage
from grenswerk.model.states import State

from .be_year import belgian

SOURCES = be.PARAMETERS.parents[2] / "sources" / "be.yaml"


def fields_of(kind: type) -> set[str]:
    names = set()
    for name, annotation in typing.get_type_hints(kind).items():
        if hasattr(annotation, "_fields"):
            names |= fields_of(annotation)
        else:
            names.add(name)
    return names


def test_the_years_2024_to_2026_are_covered() -> None:
    assert list(years_of(be.PARAMETERS)) == [2024, 2025, 2026]


@pytest.mark.parametrize("kind", [be.BeContributions, be.BeResidentTax, be.BeNonresidentTax])
def test_every_amount_has_a_label_a_paragraph_and_what_it_rests_on(kind: type) -> None:
    amounts = parameters_of(be.PARAMETERS, be.Parameters, 2026).amounts
    for name in fields_of(kind):
        assert {"nl", "fr", "en"} <= set(amounts[name].label), name
        assert amounts[name].paragraph, name
        assert amounts[name].source, name


def test_every_source_stands_in_the_bibliography() -> None:
    known = yaml.safe_load(SOURCES.read_text(encoding="utf-8"))
    for year in (2024, 2025, 2026):
        dated = parameters_of(be.PARAMETERS, be.Parameters, year)
        used = {source for fact in dated.provenance.values() for source in fact.sources}
        for name in dated.amounts:
            used |= set(dated.of_amount(name).sources)
        assert used <= set(known)


def test_what_was_not_seen_published_is_marked_unconfirmed() -> None:
    dated = parameters_of(be.PARAMETERS, be.Parameters, 2026)
    for name in ("tax_free_children", "marital_quotient_maximum", "children_credit_maximum"):
        assert dated.provenance[name].certainty == "unconfirmed"


def household(gross: float, taxed_here: float, person: Person, year: int) -> tuple[float, float]:
    """Tax and what is left of the worker's wage."""
    p = belgian(year)
    wage = Wage(gross, taxed_here, gross - taxed_here)
    due = be.contributions(wage, person, State.BE, p).total
    tax = be.tax_of_resident(wage, person, due, ForeignTax(State.NL, 0.0, gross - taxed_here), p)
    return tax.tax, gross - due.employee - tax.tax + tax.credits


def a_person(partnership: Partnership, partner_gross: float, children: int, surcharge: float) -> Person:
    return Person(
        partnership=partnership,
        partner_gross=partner_gross,
        children=children,
        children_under_3=min(children, 1),
        municipal_surcharge=surcharge,
    )


PERSONS = st.builds(
    a_person,
    st.sampled_from(list(Partnership)),
    st.sampled_from([0.0, 9000.0, 25000.0, 60000.0]),
    st.integers(0, 6),
    st.sampled_from([-1.0, 0.0, 0.09]),
)


@settings(max_examples=150, deadline=None)
@given(gross=st.floats(1000, 300000), person=PERSONS, year=st.sampled_from([2024, 2025, 2026]))
def test_a_little_more_pay_never_leaves_much_less(gross: float, person: Person, year: int) -> None:
    """Continuity: 10 euros more pay change what is left by at most 15 euros, up or down."""
    _, left = household(gross, gross, person, year)
    _, more = household(gross + 10.0, gross + 10.0, person, year)
    assert -15.0 < more - left < 15.0


@settings(max_examples=150, deadline=None)
@given(
    gross=st.floats(5000, 200000),
    share=st.floats(0, 0.99),
    person=PERSONS,
    year=st.sampled_from([2024, 2025, 2026]),
)
def test_a_larger_taxed_share_never_lowers_the_tax_of_the_state(
    gross: float, share: float, person: Person, year: int
) -> None:
    p = belgian(year)
    taxes = []
    for part in (share, share + 0.01):
        wage = Wage(gross, gross * part, gross * (1 - part))
        due = be.contributions(wage, person, State.BE, p).total
        got = be.tax_of_resident(wage, person, due, ForeignTax(State.NL, 0.0, gross * (1 - part)), p)
        taxes.append(got.tax + got.fiscal_work_bonus)
    assert taxes[0] <= taxes[1] + 0.05


@settings(max_examples=100, deadline=None)
@given(gross=st.floats(5000, 200000), person=PERSONS, year=st.sampled_from([2024, 2025, 2026]))
def test_the_parts_of_the_tax_add_up(gross: float, person: Person, year: int) -> None:
    p = belgian(year)
    wage = Wage(gross, gross / 2, gross / 2)
    due = be.contributions(wage, person, State.BE, p).total
    got = be.tax_of_resident(wage, person, due, ForeignTax(State.DE, 0.0, gross / 2), p)
    parts = got.state_tax + got.municipal_tax + got.quotient_tax - got.fiscal_work_bonus
    assert got.tax == pytest.approx(parts, abs=0.03)


@settings(max_examples=60, deadline=None)
@given(gross=st.floats(5000, 200000), person=PERSONS, higher=st.floats(0.0, 0.09))
def test_what_is_left_never_rises_with_the_municipal_surcharge(
    gross: float, person: Person, higher: float
) -> None:
    _, without = household(gross, gross / 2, person._replace(municipal_surcharge=0.0), 2026)
    _, left = household(gross, gross / 2, person._replace(municipal_surcharge=higher), 2026)
    assert left <= without + 0.005
