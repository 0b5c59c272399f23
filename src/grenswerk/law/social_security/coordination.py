"""Which state's legislation applies: Regulation (EC) 883/2004 Title II with Regulation (EC) 987/2009 art. 14.

Shares are of working time or of pay, 0-1, with all work worldwide in the denominator. The order of the rules is
the order in which the articles exclude one another: civil servants, postings, then marginal activities, one state,
more states.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

_DUST = 1e-9  # a share that is a quotient of sums may miss its exact value by less than this


class Limits(NamedTuple):
    """The limits of Title II."""

    marginal: float  # share below which an activity is disregarded
    substantial: float  # share from which an activity is a substantial part
    posting_months: float  # longest anticipated duration of a posting


class Basis(IntEnum):
    """The provision by which a legislation applies."""

    NONE = 0  # no rule of Title II modelled here leads to a state
    WORK_STATE = 1  # art. 11(3)(a)
    CIVIL_SERVANT = 2  # art. 11(3)(b)
    POSTED = 3  # art. 12(1)
    SUBSTANTIAL_PART = 4  # art. 13(1)(a)
    ONE_EMPLOYER = 5  # art. 13(1)(b)(i)
    EMPLOYERS_IN_ONE_STATE = 6  # art. 13(1)(b)(ii)
    EMPLOYERS_IN_TWO_STATES = 7  # art. 13(1)(b)(iii)
    EMPLOYERS_IN_SEVERAL_STATES = 8  # art. 13(1)(b)(iv)
    SELF_EMPLOYED_SUBSTANTIAL = 9  # art. 13(2)(a)
    SELF_EMPLOYED_CENTRE = 10  # art. 13(2)(b)
    EMPLOYED_AND_SELF_EMPLOYED = 11  # art. 13(3)
    CIVIL_SERVANT_AND_OTHER = 12  # art. 13(4)
    FRAMEWORK_AGREEMENT = 13  # art. 16(1), by the framework agreement on telework


class Competent(IntEnum):
    """Which state is competent, by its part in the facts."""

    NONE = 0
    RESIDENCE = 1
    EMPLOYER = 2  # the one seat of an employer outside the residence state
    WORK = 3  # the only state in which work is done, neither of the two above
    CENTRE = 4  # centre of interest of self-employed activities


class Posting(NamedTuple):
    """A posting, as the employer plans it."""

    posted: bool  # all work is done in another state for the time of the posting
    expected_months: float
    insured_before: bool  # under the legislation of the sending state, immediately before


class Employers(NamedTuple):
    """The registered offices of the employers whose work is not marginal."""

    number: int
    in_residence: bool  # at least one in the residence state
    seats_elsewhere: int  # different states other than the residence state


class WorkPlaces(NamedTuple):
    """Where work is normally done, after marginal and ad hoc work is left out."""

    in_residence: bool
    in_employer_state: bool  # the one seat of the employers outside the residence state
    in_other_states: int  # further states that apply the Regulation


class Facts(NamedTuple):
    """What the rules for employed persons need to know."""

    residence_share: float  # of all employed work worldwide
    places: WorkPlaces
    employers: Employers
    civil_servant: bool  # of an administration outside the residence state, or of one in it
    administration_in_residence: bool
    other_activity_elsewhere: bool  # a civil servant with another activity outside the state of the administration
    self_employed_elsewhere: bool  # self-employed, not marginally, in another state than the employed work
    posting: Posting


class Legislation(NamedTuple):
    """The outcome, with what led to it."""

    competent: Competent
    basis: Basis
    states_of_work: int  # that apply the Regulation and where work is not marginal
    substantial: bool  # a substantial part of the work is done in the residence state


def marginal(share: float, limits: Limits) -> bool:
    """Whether an activity is disregarded: Reg. 987/2009 art. 14(5b), 5 % by the Commission's practical guide."""
    return share < limits.marginal - _DUST


def substantial_part(share: float, limits: Limits) -> bool:
    """Whether an activity is a substantial part: Reg. 987/2009 art. 14(8); a hard floor by C-203/24."""
    return share >= limits.substantial - _DUST


def posting_holds(posting: Posting, limits: Limits) -> bool:
    """Whether the sending state's legislation goes on: Reg. 883/2004 art. 12(1), Reg. 987/2009 art. 14(1)."""
    return posting.posted and posting.insured_before and posting.expected_months <= limits.posting_months


def states_of_work(places: WorkPlaces) -> int:
    """The number of states in which work is normally done: Reg. 987/2009 art. 14(5)."""
    return int(places.in_residence) + int(places.in_employer_state) + places.in_other_states


def one_state(places: WorkPlaces) -> Competent:
    """The only state of work: Reg. 883/2004 art. 11(3)(a)."""
    if places.in_residence:
        return Competent.RESIDENCE
    if places.in_employer_state:
        return Competent.EMPLOYER
    return Competent.WORK


def without_substantial_part(employers: Employers) -> Basis:
    """The seat rule that applies when no substantial part is in the residence state: art. 13(1)(b)."""
    if employers.number == 1:
        return Basis.ONE_EMPLOYER
    if employers.seats_elsewhere + int(employers.in_residence) == 1:
        return Basis.EMPLOYERS_IN_ONE_STATE
    if employers.seats_elsewhere == 1:
        return Basis.EMPLOYERS_IN_TWO_STATES
    return Basis.EMPLOYERS_IN_SEVERAL_STATES


def state_of_seat_rule(basis: Basis, employers: Employers) -> Competent:
    """The state to which a seat rule leads: art. 13(1)(b)(i)-(iv)."""
    if basis == Basis.EMPLOYERS_IN_SEVERAL_STATES:
        return Competent.RESIDENCE
    if basis == Basis.EMPLOYERS_IN_TWO_STATES or employers.seats_elsewhere == 1:
        return Competent.EMPLOYER
    return Competent.RESIDENCE


def employed(facts: Facts, limits: Limits) -> Legislation:
    """The legislation for a person who is employed only: Reg. 883/2004 arts 11(3)(a) and 13(1)."""
    states = states_of_work(facts.places)
    substantial = facts.places.in_residence and substantial_part(facts.residence_share, limits)
    if states == 0:
        return Legislation(Competent.NONE, Basis.NONE, states, substantial)
    if states == 1:
        return Legislation(one_state(facts.places), Basis.WORK_STATE, states, substantial)
    if substantial:
        return Legislation(Competent.RESIDENCE, Basis.SUBSTANTIAL_PART, states, substantial)
    basis = without_substantial_part(facts.employers)
    return Legislation(state_of_seat_rule(basis, facts.employers), basis, states, substantial)


def applicable_legislation(facts: Facts, limits: Limits) -> Legislation:
    """The legislation for a person with at least one employment, before any exception under art. 16.

    A failed posting leaves the ordinary rules, with the places of work as the facts give them.
    """
    ordinary = employed(facts, limits)
    if facts.civil_servant:
        administration = Competent.RESIDENCE if facts.administration_in_residence else Competent.EMPLOYER
        basis = Basis.CIVIL_SERVANT_AND_OTHER if facts.other_activity_elsewhere else Basis.CIVIL_SERVANT
        return Legislation(administration, basis, ordinary.states_of_work, ordinary.substantial)
    if posting_holds(facts.posting, limits):
        sending = Competent.EMPLOYER if facts.employers.seats_elsewhere == 1 else Competent.RESIDENCE
        return Legislation(sending, Basis.POSTED, ordinary.states_of_work, ordinary.substantial)
    if facts.self_employed_elsewhere and ordinary.competent != Competent.NONE:
        basis = Basis.EMPLOYED_AND_SELF_EMPLOYED
        return Legislation(ordinary.competent, basis, ordinary.states_of_work, ordinary.substantial)
    return ordinary


def self_employed(residence_share: float, states: int, limits: Limits) -> Legislation:
    """The legislation for a person who is self-employed only: Reg. 883/2004 arts 11(3)(a) and 13(2).

    `residence_share` is the share of the self-employed activities, by turnover, working time, number of services
    or income (Reg. 987/2009 art. 14(8)); `states` is the number of states in which they are not marginal.
    """
    substantial = substantial_part(residence_share, limits)
    if states <= 1:
        competent = Competent.RESIDENCE if substantial else Competent.WORK
        return Legislation(competent, Basis.WORK_STATE, states, substantial)
    if substantial:
        return Legislation(Competent.RESIDENCE, Basis.SELF_EMPLOYED_SUBSTANTIAL, states, substantial)
    return Legislation(Competent.CENTRE, Basis.SELF_EMPLOYED_CENTRE, states, substantial)


def sides_differ(time_share: float, pay_share: float, limits: Limits) -> bool:
    """Whether working time and pay fall on different sides of the substantial part: art. 14(8), "and/or"."""
    return substantial_part(time_share, limits) != substantial_part(pay_share, limits)
