"""Policies of an employer: which rows break one, and which ones a row breaks."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from grenswerk.web.organisations.models import Organisation
from grenswerk.web.speaking import speech
from grenswerk.web.workforce.models import Policy, Worker

_FIELDS = {
    Policy.Measure.WEEK: "home_per_week",
    Policy.Measure.YEAR: "home_days",
    Policy.Measure.SHARE: "planned_share",
}
_DUST = 1e-6
NONE = Q(pk__in=())


def policies_of(organisation: Organisation) -> QuerySet[Policy]:
    """The policies of an employer."""
    return Policy.objects.filter(organisation=organisation)


def breaking(policies: Iterable[Policy]) -> Q:
    """The rows whose plan breaks one of these."""
    return reduce(or_, (_breaking(policy) for policy in policies), NONE)


def _breaking(policy: Policy) -> Q:
    found = Q(**{f"{_FIELDS[Policy.Measure(policy.measure)]}__gt": policy.most + _DUST})
    if policy.residence:
        found &= Q(residence=policy.residence)
    if policy.employer_state:
        found &= Q(employer_state=policy.employer_state)
    return found


def broken_by(worker: Worker, policies: Iterable[Policy]) -> list[Policy]:
    """The policies that the plan of a row breaks."""
    return [
        policy for policy in policies if _applies(policy, worker) and planned(worker, policy) > policy.most + _DUST
    ]


def _applies(policy: Policy, worker: Worker) -> bool:
    return policy.residence in ("", worker.residence) and policy.employer_state in ("", worker.employer_state)


def planned(worker: Worker, policy: Policy) -> float:
    """What the plan of a row comes to, in the measure of a policy."""
    return float(getattr(worker, _FIELDS[Policy.Measure(policy.measure)]))


def said(policy: Policy) -> str:
    """A policy in words."""
    own = speech()
    residence, employer = (
        own.state(code) if code else own.say("workforce.policy.any")
        for code in (policy.residence, policy.employer_state)
    )
    facts = {"most": policy.most, "residence": residence, "employer": employer}
    return own.say(f"workforce.policy.{policy.measure}", facts)


def warning(worker: Worker, policy: Policy) -> str:
    """That a row breaks a policy, with what its plan comes to."""
    facts = {"policy": said(policy), "planned": planned(worker, policy)}
    return speech().say(f"workforce.broken.{policy.measure}", facts)
