"""Belgium: contributions of an employee, personal income tax of residents, tax of non-residents, withholding tax.

Rijksdienst voor Sociale Zekerheid / Office national de sécurité sociale; Wetboek van de inkomstenbelastingen
1992 / Code des impôts sur les revenus 1992 (WIB/CIR 92). Income year Y is assessment year Y + 1.
"""

from __future__ import annotations

from pathlib import Path

from grenswerk.law.taxes.be.contributions import BeContributions, contributions
from grenswerk.law.taxes.be.income_tax import (
    BeNonresidentTax,
    BeResidentTax,
    tax_of_nonresident,
    tax_of_resident,
)
from grenswerk.law.taxes.be.parameters import Parameters

PARAMETERS = Path(__file__).with_name("parameters.yaml")

# whether what the insured owe depends on what of their wage the state taxes
CONTRIBUTIONS_FOLLOW_TAX = False

__all__ = [
    "CONTRIBUTIONS_FOLLOW_TAX",
    "PARAMETERS",
    "BeContributions",
    "BeNonresidentTax",
    "BeResidentTax",
    "Parameters",
    "contributions",
    "tax_of_nonresident",
    "tax_of_resident",
]
