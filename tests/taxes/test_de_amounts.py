"""Every amount of the German results is named in the official language, with its paragraph and sources."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import grenswerk.law
from grenswerk.law.parameters import parameters_of
from grenswerk.law.taxes.de import PARAMETERS, DeContributions, DeNonresidentTax, DeResidentTax, Parameters
from grenswerk.law.taxes.de.contributions import DeEmployerLines

NESTED = ("total", "lines")  # explained by their own fields


@pytest.mark.parametrize("result", [DeContributions, DeEmployerLines, DeResidentTax, DeNonresidentTax])
def test_every_amount_of_a_result_is_explained(result: type[DeContributions]) -> None:
    dated = parameters_of(PARAMETERS, Parameters, 2026)
    for name in (name for name in result._fields if name not in NESTED):
        amount = dated.amounts[name]
        assert amount.label["de"]
        assert amount.label["en"]
        assert "§" in amount.paragraph
        assert dated.of_amount(name).sources


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_every_source_of_the_german_figures_is_in_the_bibliography(year: int) -> None:
    room = Path(grenswerk.law.__file__).parent / "sources" / "de.yaml"
    known = yaml.safe_load(room.read_text(encoding="utf-8"))
    dated = parameters_of(PARAMETERS, Parameters, year)
    cited = {source for fact in dated.provenance.values() for source in fact.sources}
    cited |= {source for name in dated.amounts for source in dated.of_amount(name).sources}
    assert cited <= set(known)
