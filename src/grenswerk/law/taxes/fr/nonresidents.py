"""Income tax of a non-resident on wages for work in France: withholding, minimum rate, mean rate (CGI)."""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.law.rounding import half_up
from grenswerk.law.taxes.fr.parameters import Parameters
from grenswerk.law.taxes.fr.scale import collected, tax_after_cap
from grenswerk.law.taxes.fr.taxable_income import deductible_contributions, work_expenses
from grenswerk.model.pay import Contributions, Partnership, Person, Wage
from grenswerk.model.states import State

_EURO = 1.0


class Withholding(NamedTuple):
    """The withholding of art. 182 A CGI on a year's wage, EUR."""

    withholding_base: float
    withheld_middle: float  # the layer at 12 %: final
    withheld_upper: float  # the layer at 20 %: credited
    withholding_tax: float


class MeanRate(NamedTuple):
    """The option for the rate of the tax on world income, EUR/year."""

    world_income: float
    tax_on_world_income: float
    mean_rate: float  # share
    tax_at_mean_rate: float


class FrNonresidentTax(NamedTuple):
    """The assessment of a non-resident, EUR/year."""

    contributions_deducted: float
    taxable_wage_here: float
    work_expenses: float
    french_income: float
    withholding: Withholding
    assessed_income: float  # above the final layer
    scale_tax: float
    minimum_tax: float
    assessed_tax: float
    upper_withholding_credited: float
    tax_without_option: float
    treated_as_resident: bool  # taxed at the mean rate, on request
    mean: MeanRate
    tax: float
    partner_tax: float
    church_tax: float
    credits: float


def withholding_on(base: float, months: float, p: Parameters) -> Withholding:
    """The withholding on a year's pay after the 10 % allowance, EUR.

    The bounds of the year are taken for the months of employment (CGI art. 182 A III and IV).
    """
    rates = p.nonresidents
    part = months / 12.0
    lower = rates.withholding_lower_bound * part
    upper = rates.withholding_upper_bound * part
    middle = half_up(max(0.0, min(base, upper) - lower) * rates.withholding_middle_rate, _EURO)
    above = half_up(max(0.0, base - upper) * rates.withholding_upper_rate, _EURO)
    return Withholding(base, middle, above, middle + above)


def minimum_tax(income: float, p: Parameters) -> float:
    """The least tax of a non-resident on `income`, EUR/year (CGI art. 197 A).

    One rate up to the end of the scale's second bracket, and a higher one above.
    """
    rates = p.nonresidents
    bound = p.income_tax.bracket_bounds[1]
    tax = min(income, bound) * rates.minimum_rate + max(0.0, income - bound) * rates.minimum_rate_above
    return half_up(tax, _EURO)


def mean_rate(french_income: float, taxable_world_wage: float, person: Person, p: Parameters) -> MeanRate:
    """The tax at the mean rate of French tax on the world income of the household, EUR/year (CGI art. 197 A a).

    The partner's wage counts after the contributions that the partner owes in the residence state.
    """
    earns = person.partnership == Partnership.COUPLE
    partner = max(0.0, person.partner_gross - person.partner_contributions.employee) if earns else 0.0
    world = taxable_world_wage - work_expenses(taxable_world_wage, p)
    world += partner - work_expenses(partner, p) + person.other_income
    world = max(half_up(world, _EURO), french_income)
    tax = half_up(tax_after_cap(world, person, p), _EURO)
    rate = tax / world if world > 0.0 else 0.0
    return MeanRate(world, tax, rate, half_up(rate * french_income, _EURO))


def tax_of_nonresident(  # noqa: PLR0917
    wage: Wage,
    person: Person,
    residence: State,
    insured: Contributions,
    treated_as_resident: bool,  # noqa: FBT001
    p: Parameters,
) -> FrNonresidentTax:
    """The tax of a non-resident on the wage taxed in France, EUR/year.

    Of the withholding the layer up to the upper bound is final (CGI art. 197 B); what lies above is assessed by
    the scale, at the minimum rate at least. `treated_as_resident`: the option for the mean rate, on the whole
    French wage; granted where it leaves less tax.
    """
    deducted = deductible_contributions(wage, residence, insured, p)
    share = wage.taxed_here / wage.gross if wage.gross > 0.0 else 0.0
    world = max(0.0, wage.gross - deducted)
    here = world * share
    expenses = work_expenses(here, p)
    income = half_up(here - expenses, _EURO)
    withheld = withholding_on(income, wage.months, p)
    assessed = max(0.0, income - p.nonresidents.withholding_upper_bound * wage.months / 12.0)
    by_scale = half_up(tax_after_cap(assessed, person, p), _EURO)
    least = minimum_tax(assessed, p)
    assessed_tax = max(by_scale, least)
    without_option = withheld.withheld_middle + assessed_tax
    mean = mean_rate(income, world, person, p)
    granted = treated_as_resident and mean.tax_at_mean_rate < without_option
    tax = without_option
    if granted:
        tax = collected(mean.tax_at_mean_rate, p)
    return FrNonresidentTax(
        contributions_deducted=deducted,
        taxable_wage_here=here,
        work_expenses=expenses,
        french_income=income,
        withholding=withheld,
        assessed_income=assessed,
        scale_tax=by_scale,
        minimum_tax=least,
        assessed_tax=assessed_tax,
        upper_withholding_credited=min(withheld.withheld_upper, assessed_tax),
        tax_without_option=without_option,
        treated_as_resident=granted,
        mean=mean,
        tax=tax,
        partner_tax=0.0,
        church_tax=0.0,
        credits=0.0,
    )
