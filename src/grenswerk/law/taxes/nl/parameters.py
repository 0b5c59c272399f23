"""The parameters of the Dutch rules, in groups named after the law's topics."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

PARAMETERS = Path(__file__).with_name("parameters.yaml")


class Box1(NamedTuple):
    """The scale of box 1 below state-pension age (Wet IB 2001 art. 2.10)."""

    first_bracket_end: float
    second_bracket_end: float
    first_bracket_rate: float  # income tax alone
    second_bracket_rate: float
    third_bracket_rate: float


class NationalInsurance(NamedTuple):
    """Premiums of the national insurances, on the first bracket only (Wfsv art. 8-12)."""

    old_age_rate: float  # AOW
    survivors_rate: float  # Anw
    long_term_care_rate: float  # Wlz


class GeneralCredit(NamedTuple):
    """Algemene heffingskorting (Wet IB 2001 art. 8.10)."""

    general_credit_maximum: float
    general_credit_full_up_to: float
    general_credit_taper: float


class LabourCredit(NamedTuple):
    """Arbeidskorting (Wet IB 2001 art. 8.11): rates and ends of the three rising segments, then the taper."""

    labour_credit_rates: tuple[float, float, float]
    labour_credit_limits: tuple[float, float, float]
    labour_credit_caps: tuple[float, float, float]
    labour_credit_taper: float


class CombinationCredit(NamedTuple):
    """Inkomensafhankelijke combinatiekorting (Wet IB 2001 art. 8.14a)."""

    combination_credit_threshold: float
    combination_credit_rate: float
    combination_credit_maximum: float


class EmployerPremiums(NamedTuple):
    """Zvw levy and employee insurances, all paid by the employer (Zvw art. 42; Wfsv art. 27-38)."""

    maximum_premium_wage: float
    health_levy_rate: float  # Zvw, werkgeversheffing
    unemployment_low_rate: float  # AWf, written permanent contract
    unemployment_high_rate: float
    public_sector_unemployment_rate: float  # Ufo, instead of AWf
    disability_low_rate: float  # Aof, small employer
    disability_high_rate: float
    childcare_rate: float  # Wko surcharge
    return_to_work_average_rate: float  # Whk, rekenpremie


class HealthInsurance(NamedTuple):
    """The flat premium that every adult insured pays to a health insurer (Zvw art. 16); outside net pay."""

    average_health_premium: float  # EUR/year, of all policies


class ForeignContributions(NamedTuple):
    """How contributions of another state enter the Dutch wage (decree BWBR0035025)."""

    belgian_special_contribution_deductible: float
    luxembourg_sickness_deductible: float
    german_care_employer_rate: float
    german_care_ceiling: float


class Withholding(NamedTuple):
    """The computer rules for wage tax (Rekenvoorschriften)."""

    table_step: float
    table_end: float


class Parameters(NamedTuple):
    """Everything that the Dutch rules need of one tax year."""

    box1: Box1
    premiums: NationalInsurance
    general: GeneralCredit
    labour: LabourCredit
    combination: CombinationCredit
    employer: EmployerPremiums
    health: HealthInsurance
    foreign: ForeignContributions
    withholding: Withholding
    qualifying_share: float  # of world income taxed in the Netherlands, for a qualifying non-resident
