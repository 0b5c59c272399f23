"""Which certificate is needed, and how a request under the framework agreement decides where one is insured."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from grenswerk.law.social_security.coordination import Basis, Competent, Legislation
from grenswerk.law.social_security.framework_agreement import (
    AgreementLimits,
    Coverage,
    Day,
    Obstacle,
    coverage,
    earliest_start,
    later,
)

NO_DAY = Day(0, 0, 0)  # a date that was not given


class Wanted(NamedTuple):
    """The dates of a request; `NO_DAY` where not given."""

    start: Day
    requested: Day


class Request(IntEnum):
    """Where the request under the framework agreement stands."""

    NOT_GIVEN = -1
    NONE = 0
    REQUESTED = 1
    GRANTED = 2
    REFUSED = 3


class Way(IntEnum):
    """What the framework agreement does with the ordinary rule."""

    ORDINARY = 0  # nothing
    CERTIFICATE = 1  # the employer's state, for as long as the certificate runs
    REQUEST_NOT_KNOWN = 2  # depends on a request that was not told of
    STATE_OUTSIDE = 3  # depends on whether work outside the Regulation stands in the way


class Document(IntEnum):
    """Whether and by which way a portable document A1 is to be asked for."""

    NOT_REQUIRED = 0
    REQUIRED = 1
    FRAMEWORK_AGREEMENT = 2


def by_substantial_part(legislation: Legislation, only_seat_is_residence: bool) -> bool:  # noqa: FBT001
    """Whether art. 13(1)(a) leads to the residence state, which is what the framework agreement departs from."""
    if legislation.competent != Competent.RESIDENCE or not legislation.substantial or only_seat_is_residence:
        return False
    basis = legislation.basis
    ordinary = basis == Basis.WORK_STATE or basis == Basis.SUBSTANTIAL_PART  # noqa: PLR1714  (compiles only so)
    return ordinary or basis == Basis.EMPLOYED_AND_SELF_EMPLOYED


def way_of(obstacle: Obstacle, request: Request) -> Way:
    """What a request under the framework agreement leads to."""
    if obstacle != Obstacle.NONE and obstacle != Obstacle.OTHER_STATE_OUTSIDE_EU:  # noqa: PLR1714
        return Way.ORDINARY
    if request == Request.NONE or request == Request.REFUSED:  # noqa: PLR1714
        return Way.ORDINARY
    if obstacle == Obstacle.OTHER_STATE_OUTSIDE_EU:
        return Way.STATE_OUTSIDE
    if request == Request.NOT_GIVEN:
        return Way.REQUEST_NOT_KNOWN
    return Way.CERTIFICATE


def certificate(
    wanted: Wanted, span_start: Day, binds: Day, transition_ends: Day, limits: AgreementLimits
) -> Coverage:
    """When the certificate of a request runs: framework agreement art. 4.

    Without a start it begins on the day of the request; without any date, with the span.
    """
    start = later(span_start, binds)
    if wanted.start > NO_DAY:
        start = wanted.start
    elif wanted.requested > NO_DAY:
        start = wanted.requested
    earliest = binds
    if wanted.requested > NO_DAY:
        earliest = earliest_start(wanted.requested, binds, transition_ends, limits)
    return coverage(start, earliest, limits)


def document(basis: Basis, work_in_that_state_only: bool) -> Document:  # noqa: FBT001
    """The portable document for a competent state that is known."""
    if basis == Basis.FRAMEWORK_AGREEMENT:
        return Document.FRAMEWORK_AGREEMENT
    if basis == Basis.WORK_STATE or (basis == Basis.CIVIL_SERVANT and work_in_that_state_only):
        return Document.NOT_REQUIRED
    return Document.REQUIRED
