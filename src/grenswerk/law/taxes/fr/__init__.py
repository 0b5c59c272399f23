"""France: contributions with CSG and CRDS, income tax by family parts, the specific withholding of non-residents.

Code de la sécurité sociale, Code général des impôts (CGI), and for relief the conventions with Luxembourg,
Germany, Belgium and the Netherlands.
"""

from grenswerk.law.taxes.fr.contributions import FrContributions, contributions
from grenswerk.law.taxes.fr.firm import FrEmployerLines
from grenswerk.law.taxes.fr.income_tax import FrResidentTax, tax_of_resident
from grenswerk.law.taxes.fr.nonresidents import FrNonresidentTax, tax_of_nonresident
from grenswerk.law.taxes.fr.parameters import PARAMETERS, Parameters

# whether what the insured owe depends on what of their wage the state taxes
CONTRIBUTIONS_FOLLOW_TAX = False

__all__ = [
    "CONTRIBUTIONS_FOLLOW_TAX",
    "PARAMETERS",
    "FrContributions",
    "FrEmployerLines",
    "FrNonresidentTax",
    "FrResidentTax",
    "Parameters",
    "contributions",
    "tax_of_nonresident",
    "tax_of_resident",
]
