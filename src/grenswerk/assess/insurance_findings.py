"""What the insurance part says beside its answer: findings and reasons, as codes with facts and sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from grenswerk.assess.insurance_outcome import Outcome, Stretch, date_of
from grenswerk.law.social_security.coordination import Basis, employed, marginal, posting_holds
from grenswerk.law.social_security.dated import SocialSecurityLaw, TeleworkWithoutEffect
from grenswerk.law.social_security.framework_agreement import Obstacle, wholly_rounded
from grenswerk.model.answer import Fact, Finding, Level, Reason
from grenswerk.model.worker import AgreementStatus, WorkerFile

_ROUNDING_STEP = 0.01  # institutions write whole percents
_ASKED = (AgreementStatus.REQUESTED, AgreementStatus.GRANTED)
_SOURCES = {
    "share_projected": ["reg-987-2009"],
    "share_planned": ["reg-987-2009"],
    "framework_agreement_not_known": ["framework-agreement"],
    "outside_eu_state_not_settled": ["framework-agreement", "c-743-23"],
    "time_and_pay_differ": ["reg-987-2009"],
    "pandemic_cause_not_known": ["decision-h14", "efka-h14"],
    "luxembourg_rounding": ["ccss-telework-2023"],
    "luxembourg_declares_every_telework": ["ccss-telework-2023", "ccss-demdet"],
    "incidental_but_substantial": ["c-570-15"],
    "old_rules_until_2022": ["lexgo-465-2012"],
    "posting_unclear": ["reg-883-2004", "svb-telework"],
    "posting_possible": ["reg-883-2004", "svb-telework"],
    "posting_too_long": ["reg-883-2004"],
    "posting_not_insured_before": ["reg-987-2009"],
    "posting_part_time": ["svb-telework"],
    "posting_dates_not_known": ["reg-883-2004"],
    "a1_missing": ["reg-987-2009"],
    "employer_registers": ["reg-987-2009"],
    "individual_exception_possible": ["dvka-telework", "svb-exception"],
}


def finding(level: Level, name: str, **facts: Fact) -> Finding:
    """A finding of this room."""
    sources = _SOURCES.get(name, ["framework-agreement"] if name.startswith("framework") else ["reg-883-2004"])
    return Finding(level=level, code=f"social_security.{name}", facts=facts, sources=list(sources))


def findings_of(
    file: WorkerFile,
    outcomes: Sequence[Outcome],
    stretches: Sequence[Stretch],
    year_share: float,
    law: SocialSecurityLaw,
) -> tuple[Finding, ...]:
    """All findings, each once, in the order in which a reader needs them."""
    found: list[Finding] = []
    if not outcomes:
        return (finding(Level.WARNING, "no_employment_in_year", year=file.year),)
    last = outcomes[-1]
    for each in outcomes:
        found += [
            finding(Level.WARNING, question.code.removeprefix("social_security."), **question.facts)
            for question in each.questions
        ]
        found += _posting(each, law) + _facts_in_doubt(each, law)
    found += _agreement(file, last) + _shares(file, last, year_share, law)
    found += _consequences(last, stretches)
    if file.year <= 2022 and any(s.basis in _NEW_SEAT_RULES for s in stretches):
        found.append(finding(Level.INFO, "old_rules_until_2022"))
    unique = {(each.code, str(each.facts)): each for each in found}
    return tuple(unique.values())


_NEW_SEAT_RULES = (
    Basis.EMPLOYERS_IN_ONE_STATE,
    Basis.EMPLOYERS_IN_TWO_STATES,
    Basis.EMPLOYERS_IN_SEVERAL_STATES,
)


def _shares(file: WorkerFile, last: Outcome, year_share: float, law: SocialSecurityLaw) -> list[Finding]:
    """Which share the rule read, and how near it stands to a limit."""
    now, found = last.situation, []
    if now.seats == (now.residence,) and now.work_states == (now.residence,):
        return []
    if file.next_12_months is not None:
        found.append(finding(Level.INFO, "share_planned", share=now.share, year_share=year_share))
    else:
        found.append(finding(Level.INFO, "share_projected", share=now.share))
    if not now.where.residence or now.posting_state:
        return found
    telework, agreement = now.where.telework + now.where.incidental_telework, file.worker.framework_agreement
    through_luxembourg = "LU" in now.seats and now.residence != "LU"
    for limit in (law.limits.values.substantial, law.agreement_limits.values.telework_below):
        rounded = wholly_rounded(now.share)
        exact = abs(now.share - limit) < 1e-9
        if through_luxembourg and not exact and (now.share >= limit) != (rounded >= limit):
            asked = agreement is not None and agreement.status in _ASKED
            decides = not asked if limit == law.limits.values.substantial else asked or agreement is None
            facts = {"share": now.share, "rounded": rounded, "limit": limit, "decides": decides}
            found.append(finding(Level.WARNING, "luxembourg_rounding", **facts))
        elif abs(now.share - limit) <= _ROUNDING_STEP + 1e-9:
            found.append(finding(Level.INFO, "near_limit", share=now.share, limit=limit))
    if through_luxembourg and telework:
        found.append(finding(Level.INFO, "luxembourg_declares_every_telework", share=now.share))
    return found


def _facts_in_doubt(each: Outcome, law: SocialSecurityLaw) -> list[Finding]:
    """Facts that contradict one another, or that rest on a supposition."""
    now, limits, found = each.situation, law.limits.values, []
    habitual = now.where.share(now.where.telework + now.where.other_in_residence)
    if marginal(habitual, limits) and each.legislation.substantial and now.where.incidental_telework:
        found.append(
            finding(
                Level.WARNING, "incidental_but_substantial", share=now.share, employer_state=each.agreement_state
            )
        )
    if len(now.administrations) > 1:
        found.append(finding(Level.WARNING, "two_administrations", states=", ".join(now.administrations)))
    if now.facts.civil_servant:
        otherwise = now.state_of(employed(now.facts, limits).competent)
        if otherwise != each.ordinary_state:
            state = each.ordinary_state
            found.append(finding(Level.INFO, "civil_servant_supposed", state=state, otherwise=otherwise))
    if each.legislation.basis is Basis.NONE:
        found.append(finding(Level.WARNING, "no_member_state", share=now.share))
    if not any(job.days.working_time.total for job in each.span.jobs):
        found.append(finding(Level.WARNING, "no_working_time"))
    if now.self_employed > 0 and marginal(now.self_employed, limits) and each.obstacle is Obstacle.SELF_EMPLOYED:
        found.append(finding(Level.WARNING, "marginal_self_employment", share=now.self_employed))
    return found


def _posting(each: Outcome, law: SocialSecurityLaw) -> list[Finding]:
    """Whether a posting that was given holds, and whether one was forgotten."""
    now, limits = each.situation, law.limits.values
    posted = sorted((job.employment for job in each.span.jobs if job.employment.posting), key=lambda job: job.id)
    given = posted[0].posting if posted else None
    posting = now.facts.posting
    if given is None:
        everything = now.share >= 1 - limits.marginal and now.seats != (now.residence,)
        if everything and not now.facts.civil_servant and each.agreement_state:
            return [
                finding(Level.INFO, "posting_possible", state=each.agreement_state, months=limits.posting_months)
            ]
        return []
    if posting.posted and not posting_holds(posting, limits):
        if not posting.insured_before:
            return [finding(Level.WARNING, "posting_not_insured_before", state=given.state)]
        months = posting.expected_months
        return [
            finding(
                Level.WARNING, "posting_too_long", state=given.state, months=months, limit=limits.posting_months
            )
        ]
    if given.state == posted[0].employer_state:
        return [finding(Level.WARNING, "posting_within_the_state", state=given.state)]
    if given.state not in law.states.states:
        return [finding(Level.WARNING, "posting_outside_the_regulation", state=given.state)]
    if not posting.posted and not now.posting_unclear:
        return [finding(Level.INFO, "posting_part_time", state=given.state)]
    return []


def _agreement(file: WorkerFile, last: Outcome) -> list[Finding]:
    """What stands in the way of the framework agreement, and what its dates do."""
    agreement, now, found = file.worker.framework_agreement, last.situation, []
    asked = agreement is not None and agreement.status in _ASKED
    if last.obstacle is not Obstacle.NONE:
        if asked and last.obstacle is not Obstacle.OTHER_STATE_OUTSIDE_EU:
            name = f"framework_agreement_{last.obstacle.name.lower()}"
            if last.obstacle is Obstacle.NOT_NEEDED:
                return [finding(Level.INFO, name, share=now.share, state=last.ordinary_state)]
            return [
                finding(Level.WARNING, name, share=now.share, state=last.ordinary_state),
                finding(Level.INFO, "individual_exception_possible"),
            ]
        return []
    if agreement and not asked:
        facts = {"with": last.agreement_state, "without": last.ordinary_state, "share": now.share}
        return [finding(Level.INFO, "framework_agreement_would_lead", **facts)]
    if agreement is None or last.coverage is None:
        return []
    start, end = date_of(last.coverage.start), date_of(last.coverage.end)
    if agreement.institution and agreement.institution != last.agreement_state:
        facts = {"institution": agreement.institution, "expected": last.agreement_state}
        found.append(finding(Level.WARNING, "framework_wrong_institution", **facts))
    if last.coverage.cut and agreement.start:
        facts = {"wanted": agreement.start.isoformat(), "start": start.isoformat()}
        found.append(finding(Level.WARNING, "framework_start_cut", **facts))
    if agreement.start is None:
        found.append(finding(Level.INFO, "framework_start_not_given", start=start.isoformat()))
    if agreement.requested_on and start < agreement.requested_on:
        facts = {"start": start.isoformat(), "requested": agreement.requested_on.isoformat()}
        found.append(finding(Level.INFO, "framework_contributions_not_known", **facts, state=last.agreement_state))
    if end < dt.date(file.year, 12, 31):
        found.append(finding(Level.WARNING, "framework_expires", end=end.isoformat(), state=last.ordinary_state))
    found.append(finding(Level.INFO, "framework_without_request", state=last.ordinary_state, share=now.share))
    third = sum(time for state, time in now.where.elsewhere.items() if state not in (*now.seats, now.residence))
    if third:
        found.append(finding(Level.INFO, "framework_occasional_state", share=now.where.share(third)))
    return found


def _consequences(last: Outcome, stretches: Sequence[Stretch]) -> list[Finding]:
    """What changes if the certificate is not asked for."""
    end = stretches[-1]
    across = end.basis not in (Basis.WORK_STATE, Basis.FRAMEWORK_AGREEMENT, Basis.NONE, Basis.CIVIL_SERVANT)
    if end.state is None or not across:
        return []
    residence = last.situation.residence
    if end.state == residence and last.agreement_state:
        return [finding(Level.INFO, "employer_registers", state=end.state, employer_state=last.agreement_state)]
    return [finding(Level.INFO, "a1_missing", state=end.state, residence=residence)]


def reasons_of(
    outcomes: Sequence[Outcome], stretches: Sequence[Stretch], law: SocialSecurityLaw
) -> tuple[Reason, ...]:
    """Why each period has its state, and which rules shaped the share."""
    reasons = [_of_stretch(stretch, _outcome_at(stretch, outcomes), law) for stretch in stretches]
    limits = law.limits.values
    for each in outcomes:
        now = each.situation
        if each.span.without_effect is not None and any(
            job.days.working_time.residence_telework or job.days.counted.covid_home for job in each.span.jobs
        ):
            period = each.span.without_effect
            kind = "any" if period.telework is TeleworkWithoutEffect.ANY else "pandemic"
            facts: dict[str, Fact] = {"from": period.start.isoformat(), "to": period.end.isoformat()}
            reasons.append(_reason(f"telework_without_effect_{kind}", facts, period.sources))
        if now.outside:
            facts = {"states": ", ".join(now.outside), "share": now.share}
            reasons.append(_reason("third_countries_in_denominator", facts, ["c-743-23"]))
        if now.where.incidental_telework and not each.legislation.substantial:
            facts = {"share": now.where.share(now.where.incidental_telework)}
            reasons.append(_reason("incidental_telework", facts, ["c-570-15"]))
        elif now.where.residence and marginal(now.share, limits):
            reasons.append(
                _reason(
                    "marginal_in_residence", {"share": now.share}, ["practical-guide-2013", "rsz-marginal-2012"]
                )
            )
    unique = {(reason.code, str(reason.facts)): reason for reason in reasons}
    return tuple(unique.values())


def _outcome_at(stretch: Stretch, outcomes: Sequence[Outcome]) -> Outcome:
    return next(each for each in outcomes if each.span.start <= stretch.end and stretch.start <= each.span.end)


def _reason(name: str, facts: dict[str, Fact], sources: list[str]) -> Reason:
    return Reason(code=f"social_security.{name}", facts=facts, sources=sources)


def _of_stretch(stretch: Stretch, each: Outcome, law: SocialSecurityLaw) -> Reason:
    now, provision = each.situation, law.provision(stretch.basis)
    facts: dict[str, Fact] = {
        "state": stretch.state,
        "residence": now.residence,
        "share": now.share,
        "from": stretch.start.isoformat(),
        "to": stretch.end.isoformat(),
        "provision": provision.provision if provision else None,
    }
    if stretch.basis is Basis.FRAMEWORK_AGREEMENT and each.coverage is not None:
        facts["certificate_from"] = date_of(each.coverage.start).isoformat()
        facts["certificate_to"] = date_of(each.coverage.end).isoformat()
    name = stretch.basis.name.lower()
    if stretch.state is None:
        name = "depends" if each.questions else "no_rule"
    return _reason(name, facts, provision.sources if provision else ["reg-883-2004"])
