"""The methods page: every assumption of an experiment, with its source and how sure it is."""

from __future__ import annotations

from collections.abc import Iterator

from grenswerk.lab.experiment import Experiment
from grenswerk.lab.margins import Margins, Shares, Sourced, Trait, margins
from grenswerk.lab.report.content import Cells, Section, table
from grenswerk.lab.report.titles import title_of
from grenswerk.lab.synthesis import Population, fit, largest_misfit
from grenswerk.law.bibliography import bibliography
from grenswerk.law.reform import in_language
from grenswerk.law.rulebook import Rulebook
from grenswerk.model.states import pair_name
from grenswerk.render.speech import Speech

_METHOD_SOURCES = ("deming-stephan-1940", "lovelace-ballas-2013", "ey-2024")


def reforms_section(laws: tuple[Rulebook, ...], speech: Speech) -> Section:
    """What each reform changes, supposes and rests on."""
    reforms = {reform.id: reform for law in laws for reform in law.reforms}
    rows = [
        [
            reform.id,
            title_of(reform, speech),
            speech.say(f"law.status.{reform.status}"),
            speech.say(f"law.certainty.{reform.certainty}"),
            in_language(reform.assumption, speech.language),
            ", ".join([*reform.sources, *reform.dossier]),
        ]
        for reform in reforms.values()
    ]
    heads = [
        speech.say(f"lab.head.{name}") for name in ("reform", "what", "status", "certainty", "supposed", "sources")
    ]
    return Section(speech.say("lab.section.reforms"), (), (), (table(heads, rows, words=len(heads)),))


def law_section(
    base: Rulebook, laws: tuple[Rulebook, ...], flows: list[tuple[str, str]], year: int, speech: Speech
) -> Section:
    """The rule that each flow falls under, in the baseline and under each reform."""
    rows = []
    for residence, employer in dict.fromkeys(flows):
        for law in (base, *laws):
            rule = law.rule(residence, employer, year)
            if law is not base and rule == base.rule(residence, employer, year):
                continue
            for state, reading in rule.readings.items():
                limit = speech.say("lab.no_limit")
                if reading.limit_share:
                    limit = ("< " if reading.limit_is_below else "≤ ") + speech.percent(reading.limit_share)
                elif reading.limit_days >= 0:
                    limit = speech.say("lab.days", {"days": speech.number(reading.limit_days)})
                rows.append(
                    [
                        pair_name(residence, employer),
                        rule.version.id,
                        speech.say(f"law.status.{rule.status}"),
                        speech.say(f"law.certainty.{rule.version.certainty}"),
                        speech.state(state),
                        limit,
                        speech.say(f"law.part_time.{reading.part_time.name.lower()}"),
                        ", ".join(rule.version.sources),
                    ]
                )
    heads = [
        speech.say(f"lab.head.{name}")
        for name in ("flow", "rule", "status", "certainty", "read_by", "limit", "part_time", "sources")
    ]
    return Section(
        speech.say("lab.section.law"), (speech.say("lab.law"),), (), (table(heads, rows, words=len(heads)),)
    )


def definitions_section(asked: Experiment, speech: Speech) -> Section:
    """What is counted how: money, treasuries, limits, behaviours, ranges."""
    codes = ["money", "treasury", "two_states", "duties", "limits", "conflict", "household", "year"]
    paragraphs = [speech.say(f"lab.definition.{code}") for code in codes]
    behaviours = [
        [speech.say(f"lab.behaviour.{name}"), speech.say(f"lab.behaviour.{name}.means")]
        for name in asked.behaviours
    ]
    heads = [speech.say("lab.head.behaviour"), speech.say("lab.head.means")]
    if asked.population is not None and asked.uncertainty.draws:
        paragraphs.append(speech.say("lab.definition.draws", {"draws": asked.uncertainty.draws}))
    return Section(
        speech.say("lab.section.definitions"), tuple(paragraphs), (), (table(heads, behaviours, words=2),)
    )


def population_section(made: Population, speech: Speech) -> Section:
    """How the population was made, and every margin behind it."""
    known, flows = margins(), [stock.flow for stock in made.stocks]
    fits = fit(made)
    paragraphs = (
        speech.say("lab.population.made", {"rows": speech.number(made.frame.height, 0), "seed": made.order.seed}),
        speech.say("lab.population.fit", {"misfit": largest_misfit(fits)}),
        speech.say("lab.population.worlds"),
        speech.say("lab.population.not_found", {"flows": ", ".join(known.flows.not_found)}),
    )
    worlds = [
        [
            flow.flow,
            world.counter,
            world.counts,
            speech.number(flow.workers.value, 0),
            _range(flow.workers.low, flow.workers.high, speech),
            str(flow.workers.year),
            speech.say(f"law.certainty.{flow.workers.certainty}"),
            ", ".join(flow.workers.sources),
        ]
        for flow in flows
        for world in (known.flows.worlds[flow.world],)
    ]
    heads = [
        speech.say(f"lab.head.{name}")
        for name in ("flow", "counter", "counts", "workers", "range", "of_year", "certainty", "sources")
    ]
    return Section(
        speech.say("lab.section.population"),
        paragraphs,
        (),
        (
            table(heads, worlds, words=3, caption=speech.say("lab.table.flows")),
            _margin_table(made, known, speech),
            _assumption_table(made, known, speech),
        ),
    )


def _range(low: float, high: float, speech: Speech) -> str:
    return f"{speech.number(low, 0)} … {speech.number(high, 0)}"


def _margin_table(made: Population, known: Margins, speech: Speech) -> Cells:
    """Every margin that the population rests on, once."""
    found: list[tuple[str, str, Shares]] = []
    for stock in made.stocks:
        found.append((stock.flow.flow, "region", stock.flow.regions))
        found += [(stock.flow.flow, trait.value, known.of_trait(trait, stock.flow)) for trait in Trait]
    joined: dict[int, tuple[list[str], str, Shares]] = {}
    for flow, trait, margin in found:
        joined.setdefault(id(margin), ([], trait, margin))[0].append(flow)
    rows = [
        [
            speech.say(f"lab.trait.{trait}"),
            ", ".join(dict.fromkeys(names)),
            "; ".join(
                f"{_category(name, trait, speech)} {speech.percent(share)}"
                for name, share in margin.shares.items()
            ),
            f"± {speech.percent(margin.spread)}",
            str(margin.year or "–"),
            speech.say(f"law.certainty.{margin.certainty}"),
            ", ".join(margin.sources),
            margin.note,
        ]
        for names, trait, margin in joined.values()
        if len(margin.shares) > 1
    ]
    heads = [
        speech.say(f"lab.head.{name}")
        for name in ("trait", "flows", "shares", "range", "of_year", "certainty", "sources", "note")
    ]
    return table(heads, rows, words=len(heads), caption=speech.say("lab.table.margins"))


def _category(name: str, trait: str, speech: Speech) -> str:
    return name if trait == Trait.WISH else speech.say(f"lab.category.{name}")


def _assumption_table(made: Population, known: Margins, speech: Speech) -> Cells:
    """Pay, growth, and what all workers have in common."""
    flows = [stock.flow for stock in made.stocks]
    facts: list[tuple[str, str, Sourced]] = []
    for flow in flows:
        pay = known.pay_of(flow)
        points = (("P10", pay.p10), ("P50", pay.median), ("P90", pay.p90), (speech.say("lab.mean"), pay.mean))
        curve = ", ".join(f"{name} {speech.number(value, 0)}" for name, value in points if value)
        text = f"{curve} ({pay.year})"
        facts.append((f"{speech.say('lab.pay')} {flow.flow}", text, pay))
    facts.append((speech.say("lab.uprating"), speech.percent(known.traits.uprating.rate), known.traits.uprating))
    for name, common in known.traits.common.items():
        value = common.value if name != "agreement" else float(made.order.agreement)
        facts.append((speech.say(f"lab.common.{name}"), speech.number(value), common))
    for trait, tilt in known.traits.tilts.items():
        facts.append((speech.say("lab.tilt", {"trait": speech.say(f"lab.trait.{trait}")}), "", tilt))
    rows = [
        [what, value, speech.say(f"law.certainty.{fact.certainty}"), ", ".join(fact.sources), fact.note]
        for what, value, fact in facts
    ]
    heads = [speech.say(f"lab.head.{name}") for name in ("supposed", "value", "certainty", "sources", "note")]
    return table(heads, rows, words=len(heads), caption=speech.say("lab.table.assumptions"))


def left_out_section(speech: Speech) -> Section:
    """What no figure of the report contains."""
    codes = (
        "wages",
        "firms",
        "housing",
        "extras",
        "premium",
        "public",
        "compensation",
        "partner",
        "pay_range",
        "notes",
    )
    return Section(speech.say("lab.section.left_out"), tuple(speech.say(f"lab.left_out.{code}") for code in codes))


def sources_section(
    laws: tuple[Rulebook, ...], made: Population | None, flows: list[tuple[str, str]], year: int, speech: Speech
) -> Section:
    """The bibliography of what the report names."""
    known, keys = bibliography(), list(_METHOD_SOURCES)
    for law in laws:
        for reform in law.reforms:
            keys += reform.sources
        for residence, employer in flows:
            keys += law.rule(residence, employer, year).version.sources
    if made is not None:
        keys += list(_population_sources(made))
    rows = []
    for key in sorted(dict.fromkeys(keys)):
        source = known.get(key)
        if source is not None:
            rows.append(
                [key, source.title, " · ".join(filter(None, (source.identifier, str(source.date), source.url)))]
            )
    heads = [speech.say(f"lab.head.{name}") for name in ("source", "title", "identifier")]
    return Section(speech.say("lab.section.sources"), (), (), (table(heads, rows, words=3),))


def _population_sources(made: Population) -> Iterator[str]:
    known = margins()
    for stock in made.stocks:
        flow = stock.flow
        yield from (*known.flows.worlds[flow.world].sources, *flow.workers.sources, *flow.regions.sources)
        yield from known.pay_of(flow).sources
        for trait in Trait:
            yield from known.of_trait(trait, flow).sources
    for tilt in known.traits.tilts.values():
        yield from tilt.sources
    for common in (known.traits.uprating, *known.traits.common.values()):
        yield from common.sources
