"""The Netherlands: national insurance and income tax as one combined levy, credits split between the two.

Wet inkomstenbelasting 2001, Wet financiering sociale verzekeringen, Besluit voorkoming dubbele belasting 2001, and
for the payroll the Rekenvoorschriften voor de geautomatiseerde loonadministratie (`withholding`).
"""

from grenswerk.law.taxes.nl.contributions import NlContributions, NlEmployerLines, contributions
from grenswerk.law.taxes.nl.income_tax import (
    NlNonresidentTax,
    NlResidentTax,
    tax_of_nonresident,
    tax_of_resident,
)
from grenswerk.law.taxes.nl.parameters import PARAMETERS, Parameters

# whether what the insured owe depends on what of their wage the state taxes
CONTRIBUTIONS_FOLLOW_TAX = True

__all__ = [
    "CONTRIBUTIONS_FOLLOW_TAX",
    "PARAMETERS",
    "NlContributions",
    "NlEmployerLines",
    "NlNonresidentTax",
    "NlResidentTax",
    "Parameters",
    "contributions",
    "tax_of_nonresident",
    "tax_of_resident",
]
