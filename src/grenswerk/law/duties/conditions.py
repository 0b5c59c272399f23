"""When a duty arises: pure conditions over the outcome of an assessment, one a duty.

Shares are of the pay of one employment, as the state named reads them, 0-1; -1 where a fact decides that was not
given. `Applies.OPEN`: the law is unsettled or the fact is missing.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from grenswerk.law.establishment.home_office import Risk
from grenswerk.model.states import State

NOT_KNOWN = -1.0
PROOF_FREE_WAGE = 10000.0  # EUR/year; exempt wage up to which Germany asks for no proof (BMF 2018, Rn. 62)
FIRST_AGREEMENT_YEAR = 2023
SUBSTANTIAL = 0.25  # share of working time, Reg. 987/2009 art. 14(8)
AGREEMENT_LIMIT = 0.5  # framework agreement art. 3: less than this
_DUST = 1e-9


class Applies(IntEnum):
    """Whether a duty arises."""

    OPEN = -1
    NO = 0
    YES = 1


class Insurance(IntEnum):
    """Where the worker is insured, by the part of the state in this employment."""

    NOT_KNOWN = -1
    ELSEWHERE = 0
    RESIDENCE = 1
    EMPLOYER = 2


class Agreement(IntEnum):
    """Where the request under the framework agreement on telework stands."""

    NOT_GIVEN = -1
    NONE = 0
    REQUESTED = 1
    GRANTED = 2
    REFUSED = 3


class Threshold(IntEnum):
    """The tolerance rule of the pair, in the residence state's view."""

    ABSENT = -1
    EXCEEDED = 0
    KEPT = 1


class Situation(NamedTuple):
    """One employment, as the assessment found it; residence and employer's state differ."""

    year: int
    residence: State
    employer: State
    taxed_residence: float = NOT_KNOWN  # what the residence state taxes in its own view
    taxed_employer: float = NOT_KNOWN  # what the employer's state taxes in its own view
    exempt_in_residence: float = NOT_KNOWN  # what the residence state leaves to the employer's state
    gross: float = NOT_KNOWN  # EUR/year
    threshold: Threshold = Threshold.ABSENT
    establishment: Risk = Risk.NONE  # in the residence state's view
    telework_share: float = 0.0  # for this employer
    works_in_residence: bool = False
    several_states: bool = False  # works in more than one state for this employer
    insurance: Insurance = Insurance.NOT_KNOWN
    residence_time: float = 0.0  # share of all working time, over all employments, in the residence state
    a1_required: bool = False
    posted: bool = False  # insured by a posting, art. 12(1)
    agreement: Agreement = Agreement.NOT_GIVEN
    agreement_possible: bool = True  # telework only, both states signatories, no self-employment
    assimilation: bool = False  # asks the employer's state to be taxed like a resident


def _share_taxed(share: float) -> Applies:
    if share < 0.0:
        return Applies.OPEN
    return when(share > _DUST)


def both(left: Applies, right: Applies) -> Applies:
    """Yes when both are, no when one is not, open otherwise."""
    if left == Applies.NO or right == Applies.NO:  # noqa: PLR1714  (compiles only so)
        return Applies.NO
    if left == Applies.OPEN or right == Applies.OPEN:  # noqa: PLR1714
        return Applies.OPEN
    return Applies.YES


def when(condition: bool) -> Applies:  # noqa: FBT001
    """A plain truth as an answer."""
    return Applies.YES if condition else Applies.NO


def agreement_possible(
    year: int,
    self_employed: bool,  # noqa: FBT001
    it_based: bool,  # noqa: FBT001
    other_work_in_residence: bool,  # noqa: FBT001
    work_in_third_state: bool,  # noqa: FBT001
) -> bool:
    """Whether the framework agreement can be asked for, for one employer abroad: only telework, two states."""
    if self_employed or other_work_in_residence or work_in_third_state:
        return False
    return year >= FIRST_AGREEMENT_YEAR and it_based


def establishment(s: Situation) -> Applies:
    """Whether there is an establishment in the residence state to which duties attach."""
    if s.establishment == Risk.LIKELY:
        return Applies.YES
    if s.establishment == Risk.NONE or s.establishment == Risk.UNLIKELY:  # noqa: PLR1714
        return Applies.NO
    return Applies.OPEN


def french_channel(s: Situation) -> Applies:
    """Whether a foreign employer must use the French withholding: French social security applies."""
    if s.insurance == Insurance.NOT_KNOWN:
        return Applies.OPEN
    return when(s.insurance == Insurance.RESIDENCE)


def withholding_in_residence(s: Situation) -> Applies:
    """Wage tax in the residence state by a foreign employer.

    NL, BE, DE (EStG § 38(1), AO §§ 12 and 13): only with an establishment or permanent representative. FR (CGI
    art. 204 C, since 2023): also where French social security applies. LU: without one, unsettled.
    """
    taxed = _share_taxed(s.taxed_residence)
    established = establishment(s)
    if s.residence == State.FR:
        taxed = both(taxed, when(s.works_in_residence))  # work done abroad is outside the French withholding
        if s.year < 2023:  # before: always, by the employer or a fiscal representative
            return taxed
        channel = french_channel(s)
        if established == Applies.YES or channel == Applies.YES:  # noqa: PLR1714
            return taxed
        if established == Applies.OPEN or channel == Applies.OPEN:  # noqa: PLR1714
            return both(taxed, Applies.OPEN)
        return Applies.NO
    if s.residence == State.LU and established != Applies.YES:
        return both(taxed, Applies.OPEN)
    return both(taxed, established)


def withholding_in_employer_state(s: Situation) -> Applies:
    """Wage tax at the employer's own seat, on what that state may tax."""
    return _share_taxed(s.taxed_employer)


def withholding_correction(s: Situation) -> Applies:
    """Above the tolerance rule the payroll must be divided from the first day."""
    return when(s.threshold == Threshold.EXCEEDED)


def withholding_exemption(s: Situation) -> Applies:
    """A German payroll leaves out treaty-exempt wage on a certificate: EStG § 39(4) no. 5."""
    return both(when(s.employer == State.DE), _share_taxed(s.taxed_residence))


def resident_return(s: Situation) -> Applies:
    """The return of the residence state: its own share, or the exempt wage that counts for the rate."""
    return when(s.residence != s.employer)


def non_resident_return(s: Situation) -> Applies:
    """The return of the employer's state; DE and LU settle by withholding unless the worker asks for more."""
    if s.employer == State.DE or s.employer == State.LU:  # noqa: PLR1714
        return both(_share_taxed(s.taxed_employer), when(s.assimilation))
    return _share_taxed(s.taxed_employer)


def income_certificate(s: Situation) -> Applies:
    """The home tax office confirms the income, for who asks to be taxed like a resident."""
    return both(when(s.assimilation), _share_taxed(s.taxed_employer))


def prepayment(s: Situation) -> Applies:
    """Tax of the residence state that nobody withholds is paid in advance: DE EStG § 37, FR CGI art. 204 C."""
    if s.residence == State.FR and s.year < 2023:
        return Applies.NO
    if s.residence != State.DE and s.residence != State.FR:  # noqa: PLR1714
        return Applies.NO
    withheld = withholding_in_residence(s)
    if withheld == Applies.YES:
        return Applies.NO
    return both(_share_taxed(s.taxed_residence), Applies.OPEN if withheld == Applies.OPEN else Applies.YES)


def annual_report(s: Situation) -> Applies:
    """The French once-a-year report of a foreign employer who need not withhold (since 2023)."""
    if s.residence != State.FR or s.year < 2023 or not s.works_in_residence:
        return Applies.NO
    withheld = withholding_in_residence(s)
    if withheld == Applies.YES:
        return Applies.NO
    return both(_share_taxed(s.taxed_residence), Applies.OPEN if withheld == Applies.OPEN else Applies.YES)


def proof_of_foreign_tax(s: Situation) -> Applies:
    """DE EStG § 50d(8): exempt wage above 10,000; FR: credit only where the wage is effectively taxed."""
    exempt = _share_taxed(s.exempt_in_residence)
    if s.residence == State.DE:
        small = s.gross >= 0.0 and s.exempt_in_residence * s.gross <= PROOF_FREE_WAGE
        return both(exempt, when(not small))
    return both(exempt, when(s.residence == State.FR and s.employer == State.LU))


def day_log(s: Situation) -> Applies:
    """Days of work at home or elsewhere must be proved by who relies on them."""
    return when(s.works_in_residence or s.several_states)


def registration(s: Situation) -> Applies:
    """An employer whose staff is insured in the residence state registers there: Reg. 987/2009 art. 21(1)."""
    if s.insurance == Insurance.NOT_KNOWN:
        return Applies.OPEN
    return when(s.insurance == Insurance.RESIDENCE)


def contributions_in_residence(s: Situation) -> Applies:
    """All contributions, on the whole pay, in the residence state: art. 13(5) and Reg. 987/2009 art. 21(1)."""
    return registration(s)


def contributions_in_employer_state(s: Situation) -> Applies:
    """All contributions, on the whole pay, in the employer's state."""
    if s.insurance == Insurance.NOT_KNOWN:
        return Applies.OPEN
    return when(s.insurance == Insurance.EMPLOYER)


def a1_of_several_states(s: Situation) -> Applies:
    """Who works in several states tells the institution of the residence state: Reg. 987/2009 art. 16(1)."""
    agreed = s.agreement == Agreement.REQUESTED or s.agreement == Agreement.GRANTED  # noqa: PLR1714
    return when(s.a1_required and not agreed and not s.posted and s.several_states)


def a1_of_posting(s: Situation) -> Applies:
    """A posting employer informs its institution, in advance where possible: Reg. 987/2009 art. 15(1)."""
    return when(s.posted)


def agreement_request(s: Situation) -> Applies:
    """The request that keeps the worker insured in the employer's state, from 25 % and below 50 % of telework."""
    within = SUBSTANTIAL - _DUST <= s.residence_time < AGREEMENT_LIMIT - _DUST
    open_request = s.agreement == Agreement.NOT_GIVEN or s.agreement == Agreement.REQUESTED  # noqa: PLR1714
    return when(within and open_request and s.agreement_possible and s.telework_share > 0.0)


def agreement_renewal(s: Situation) -> Applies:
    """A certificate under the agreement lasts three years at most."""
    return when(s.agreement == Agreement.GRANTED)


def telework_declaration(s: Situation) -> Applies:
    """Luxembourg: every regular telework of a non-resident is declared, below 25 % too (since July 2023)."""
    return when(s.employer == State.LU and s.telework_share > 0.0 and s.year >= 2023)


def telework_agreement(s: Situation) -> Applies:
    """France, as the employer's state: telework under the framework agreement is put in writing."""
    asked = s.agreement == Agreement.REQUESTED or s.agreement == Agreement.GRANTED  # noqa: PLR1714
    return when(s.employer == State.FR and asked)


def dimona(s: Situation) -> Applies:
    """Belgium, insured there: the employment is declared at once."""
    return both(when(s.residence == State.BE), registration(s))


def limosa(s: Situation) -> Applies:
    """Belgium, insured elsewhere and partly working there: the notice is doubtful for who lives there."""
    if s.residence != State.BE or not s.several_states or not s.works_in_residence:
        return Applies.NO
    if s.insurance == Insurance.NOT_KNOWN:
        return Applies.OPEN
    return when(s.insurance != Insurance.RESIDENCE)


def proof_of_exempt_wage(s: Situation) -> Applies:
    """The wage statement of the employer's state, for who has wage relieved in the residence state."""
    return _share_taxed(s.exempt_in_residence)
