"""Every amount of France's results has a label, a paragraph and a source."""

from __future__ import annotations

import typing

import pytest
import yaml

from grenswerk.law.parameters import parameters_of
from grenswerk.law.taxes.fr import (
    PARAMETERS,
    FrContributions,
    FrNonresidentTax,
    FrResidentTax,
    Parameters,
)
from grenswerk.model.certainty import Certainty


def fields_of(kind: type) -> set[str]:
    """The names of all fields, nested ones too."""
    names = set()
    for name, annotation in typing.get_type_hints(kind).items():
        names.add(name)
        if hasattr(annotation, "_fields"):
            names |= fields_of(annotation)
    return names


@pytest.mark.parametrize("kind", [FrContributions, FrResidentTax, FrNonresidentTax])
def test_every_amount_is_labelled_in_french_and_english_and_has_its_paragraph(kind: type) -> None:
    dated = parameters_of(PARAMETERS, Parameters, 2025)
    for name in fields_of(kind):
        amount = dated.amounts[name]
        assert set(amount.label) >= {"fr", "en"}, name
        assert amount.paragraph, name
        assert dated.of_amount(name).sources, name


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_every_source_stands_in_the_bibliography(year: int) -> None:
    known = yaml.safe_load((PARAMETERS.parents[2] / "sources" / "fr.yaml").read_text())
    dated = parameters_of(PARAMETERS, Parameters, year)
    cited = {source for fact in dated.provenance.values() for source in fact.sources}
    cited |= {source for name in dated.amounts for source in dated.of_amount(name).sources}
    assert cited <= set(known)


def test_the_income_tax_of_2026_rests_on_the_scale_of_2025_and_is_unconfirmed() -> None:
    before, after = (parameters_of(PARAMETERS, Parameters, year) for year in (2025, 2026))
    assert after.values.income_tax == before.values.income_tax
    assert after.of_amount("tax").certainty is Certainty.UNCONFIRMED
    assert before.of_amount("tax_with_all_parts").certainty is Certainty.CONFIRMED
    assert after.values.employee.monthly_ceiling > before.values.employee.monthly_ceiling
    assert after.of_amount("old_age_capped").certainty is Certainty.CONFIRMED
