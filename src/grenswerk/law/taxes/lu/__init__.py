"""Luxembourg: social insurance, and the income tax of residents and non-residents (LIR)."""

from __future__ import annotations

from pathlib import Path

from grenswerk.law.taxes.lu.contributions import LuContributions, LuEmployerLines, contributions
from grenswerk.law.taxes.lu.credits import LuCredits
from grenswerk.law.taxes.lu.income_tax import (
    LuNonresidentTax,
    LuResidentTax,
    tax_of_nonresident,
    tax_of_resident,
)
from grenswerk.law.taxes.lu.parameters import Parameters
from grenswerk.law.taxes.lu.withholding import LuWithholding, withholding

PARAMETERS = Path(__file__).with_name("parameters.yaml")

# whether what the insured owe depends on what of their wage the state taxes
CONTRIBUTIONS_FOLLOW_TAX = False

__all__ = [
    "CONTRIBUTIONS_FOLLOW_TAX",
    "PARAMETERS",
    "LuContributions",
    "LuCredits",
    "LuEmployerLines",
    "LuNonresidentTax",
    "LuResidentTax",
    "LuWithholding",
    "Parameters",
    "contributions",
    "tax_of_nonresident",
    "tax_of_resident",
    "withholding",
]
