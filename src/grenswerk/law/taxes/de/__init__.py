"""Germany: social insurance, income tax of residents and non-residents, wage tax."""

from __future__ import annotations

from pathlib import Path

from grenswerk.law.taxes.de.contributions import DeContributions, contributions
from grenswerk.law.taxes.de.income_tax import DeResidentTax, tax_of_resident
from grenswerk.law.taxes.de.limited_liability import DeNonresidentTax, tax_of_nonresident
from grenswerk.law.taxes.de.parameters import Parameters

PARAMETERS = Path(__file__).parent / "parameters.yaml"

# whether what the insured owe depends on what of their wage the state taxes
CONTRIBUTIONS_FOLLOW_TAX = False

__all__ = [
    "CONTRIBUTIONS_FOLLOW_TAX",
    "PARAMETERS",
    "DeContributions",
    "DeNonresidentTax",
    "DeResidentTax",
    "Parameters",
    "contributions",
    "tax_of_nonresident",
    "tax_of_resident",
]
