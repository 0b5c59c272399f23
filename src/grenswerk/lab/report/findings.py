"""The findings of an experiment as sections of a report."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from grenswerk.lab.experiment import Experiment, name_of
from grenswerk.lab.margins import margins
from grenswerk.lab.report.content import Cells, Plot, Section, millions, ranged, signed, table, thousands
from grenswerk.lab.report.plots import bars, lines
from grenswerk.lab.trial import Scenario, Trial
from grenswerk.law.reform import in_language
from grenswerk.model.states import STATE_CODES
from grenswerk.render.speech import Speech

_MILLION = 1e6
Cell = Callable[[str], dict[str, float | None]]


class Findings:
    """Reads the table of a trial and writes it in one language."""

    def __init__(self, asked: Experiment, found: Trial, speech: Speech) -> None:
        self.asked, self.found, self.speech = asked, found, speech
        self.worlds = found.table["world"].unique(maintain_order=True).to_list() if found.table.height else []
        self.scenarios = [
            Scenario(name_of(law, found.base), behaviour) for law in found.laws for behaviour in asked.behaviours
        ]

    def sections(self) -> Iterator[Section]:
        """The sections with findings."""
        yield self.summary()
        yield self.treasuries()
        yield self.gains()
        yield self.burdens()
        yield self.parts()
        yield self.checks()

    def say(self, code: str, **facts: object) -> str:
        """A text of the laboratory."""
        return self.speech.say(f"lab.{code}", facts)

    def row(self, scenario: Scenario, world: str, by: str = "all", name: str = "") -> Cell:
        """The measures of one scenario and group: each with `baseline`, `then`, `change`, `low`, `high`."""
        rows = self.found.table.filter(
            reform=scenario.reform, behaviour=scenario.behaviour, world=world, by=by, name=name
        )
        found = {row["measure"]: row for row in rows.iter_rows(named=True)}
        return lambda measure: found[measure]

    def states(self, world: str) -> list[str]:
        """The states whose treasuries take part in a world."""
        flows = [stock.flow for stock in self.found.made.stocks if stock.flow.world == world]
        used = {flow.residence for flow in flows} | {flow.employer_state for flow in flows}
        return [state for state in STATE_CODES if state in used]

    def caption(self, world: str) -> str:
        """The counter of a world and the number of workers."""
        workers = sum(float(one.cells.sum()) for one in self.found.made.stocks if one.flow.world == world)
        counter = margins().flows.worlds[world].counter
        return self.say("world", counter=counter, workers=self.speech.number(workers, 0))

    def _names(self, scenario: Scenario) -> tuple[str, str]:
        return scenario.reform, self.say(f"behaviour.{scenario.behaviour}")

    def summary(self) -> Section:
        """One row a reform and behaviour, with what most readers ask for."""
        tables = []
        for world in self.worlds:
            states = self.states(world)
            heads = [
                self.say("head.reform"),
                self.say("head.behaviour"),
                *(
                    self.say(f"measure.{name}")
                    for name in ("freed_of_second_state", "newly_in_two_states", "duties")
                ),
                *(self.say(f"measure.{name}") for name in ("gainers", "losers")),
                self.say("head.net_millions"),
                *(self.say("head.treasury", state=state) for state in states),
                self.say("head.employer_millions"),
            ]
            rows = []
            for scenario in self.scenarios:
                of = self.row(scenario, world)
                rows.append(
                    [
                        *self._names(scenario),
                        *(self._change(of, name) for name in ("freed_of_second_state", "newly_in_two_states")),
                        self._change(of, "duties"),
                        *(self._change(of, name) for name in ("gainers", "losers")),
                        self._millions(of, "net"),
                        *(
                            millions(
                                _number(of(f"tax_{state}")) + _number(of(f"contributions_{state}")), self.speech
                            )
                            for state in states
                        ),
                        self._millions(of, "employer_cost"),
                    ]
                )
            tables.append(table(heads, rows, words=2, caption=self.caption(world)))
        question = in_language(self.asked.question, self.speech.language)
        paragraphs = [text for text in (question, self.say("summary"), self.say("range")) if text]
        if len(self.worlds) > 1:
            paragraphs.append(self.say("worlds_apart"))
        return Section(self.say("section.summary"), tuple(paragraphs), (), tuple(tables))

    def _change(self, of: Cell, measure: str) -> str:
        row = of(measure)
        return ranged(signed(_number(row), self.speech), row["low"], row["high"], self.speech)

    def _millions(self, of: Cell, measure: str) -> str:
        row = of(measure)
        return ranged(millions(_number(row), self.speech), row["low"], row["high"], self.speech, scale=_MILLION)

    def treasuries(self) -> Section:
        """What each treasury gains or loses, tax and contributions apart."""
        tables, plots = [], []
        for world in self.worlds:
            rows, drawn = [], []
            for scenario in self.scenarios:
                of = self.row(scenario, world)
                for state in self.states(world):
                    total = _number(of(f"tax_{state}")) + _number(of(f"contributions_{state}"))
                    rows.append(
                        [
                            *self._names(scenario),
                            self.speech.state(state),
                            self._millions(of, f"tax_{state}"),
                            self._millions(of, f"contributions_{state}"),
                            millions(total, self.speech),
                        ]
                    )
                    if scenario.behaviour == self.asked.behaviours[0]:
                        drawn.append(
                            {
                                "group": self.speech.state(state),
                                "colour": scenario.reform,
                                "value": total / _MILLION,
                            }
                        )
            heads = [self.say(f"head.{name}") for name in ("reform", "behaviour", "state", "tax", "social", "sum")]
            tables.append(table(heads, rows, words=3, caption=self.caption(world)))
            states = [self.speech.state(state) for state in self.states(world)]
            reforms = list(dict.fromkeys(scenario.reform for scenario in self.scenarios))
            behaviour = self.say(f"behaviour.{self.asked.behaviours[0]}")
            plots.append(
                Plot(
                    bars(drawn, states, self.say("axis.treasury"), reforms),
                    f"{self.say('plot.treasuries', behaviour=behaviour)} {self.caption(world)}",
                )
            )
        return Section(self.say("section.treasuries"), (self.say("treasuries"),), tuple(plots), tuple(tables))

    def gains(self) -> Section:
        """Net pay by decile of pay: the mean change of a worker."""
        tables, plots = [], []
        first = [scenario for scenario in self.scenarios if scenario.behaviour == self.asked.behaviours[0]]
        for world in self.worlds:
            drawn, rows = [], []
            for decile in range(1, 11):
                line = [str(decile)]
                for scenario in first:
                    of = self.row(scenario, world, "decile", str(decile))
                    mean = _number(of("net")) / max(1e-9, _value(of("workers"), "then"))
                    line.append(signed(mean, self.speech, 0))
                    drawn.append({"x": decile, "colour": scenario.reform, "value": mean})
                rows.append(line)
            heads = [self.say("head.decile"), *(scenario.reform for scenario in first)]
            tables.append(table(heads, rows, caption=f"{self.say('table.decile')} {self.caption(world)}"))
            plots.append(
                Plot(
                    lines(drawn, self.say("head.decile"), self.say("axis.net_mean")),
                    f"{self.say('table.decile')} {self.caption(world)}",
                )
            )
        return Section(self.say("section.gains"), (self.say("gains"),), tuple(plots), tuple(tables))

    def burdens(self) -> Section:
        """How many are over each limit, taxed in two states, and what duties they have."""
        names = (
            "over_tax_limit",
            "over_substantial_part",
            "over_half",
            "taxed_in_two_states",
            "insured_in_residence_state",
            "duties",
            "home_days",
            "double_taxed",
            "untaxed",
        )
        tables = []
        for world in self.worlds:
            rows = []
            for scenario in self.scenarios:
                of = self.row(scenario, world)
                for name in names:
                    row = of(name)
                    if _value(row, "baseline") == _value(row, "then") == 0.0:
                        continue
                    rows.append(
                        [
                            *self._names(scenario),
                            self.say(f"measure.{name}"),
                            thousands(_value(row, "baseline"), self.speech),
                            thousands(_value(row, "then"), self.speech),
                            self._change(of, name),
                        ]
                    )
            heads = [
                self.say(f"head.{name}") for name in ("reform", "behaviour", "measure", "today", "then", "change")
            ]
            tables.append(table(heads, rows, words=3, caption=self.caption(world)))
        return Section(self.say("section.burdens"), (self.say("burdens"),), (), tuple(tables))

    def parts(self) -> Section:
        """The same by flow, region and branch."""
        tables = [
            cells
            for world in self.worlds
            for by in ("flow", "region", "branch")
            if (cells := self._part(world, by))
        ]
        return Section(self.say("section.parts"), (self.say("parts"),), (), tuple(tables))

    def _part(self, world: str, by: str) -> Cells | None:
        names = self.found.table.filter(world=world, by=by)["name"].unique(maintain_order=True).to_list()
        if not names:
            return None
        rows = []
        for scenario in self.scenarios:
            if scenario.behaviour != self.asked.behaviours[0]:
                continue
            for name in names:
                of = self.row(scenario, world, by, name)
                rows.append(
                    [
                        scenario.reform,
                        name if by == "flow" else self.say(f"category.{name}"),
                        thousands(_value(of("workers"), "then"), self.speech),
                        *(thousands(_number(of(measure)), self.speech) for measure in ("freed_of_second_state",)),
                        *(thousands(_number(of(measure)), self.speech) for measure in ("gainers", "losers")),
                        self._millions(of, "net"),
                        self._millions(of, "employer_cost"),
                    ]
                )
        heads = [
            self.say("head.reform"),
            self.say(f"head.{by}"),
            *(self.say(f"measure.{name}") for name in ("workers", "freed_of_second_state", "gainers", "losers")),
            self.say("head.net_millions"),
            self.say("head.employer_millions"),
        ]
        return table(heads, rows, words=2, caption=self.caption(world))

    def checks(self) -> Section:
        """Whether the figures add up."""
        rows = [
            [
                self.say(f"check.{check.name}"),
                *self._names(check.scenario),
                self.speech.money(check.difference),
                self.say("holds" if check.holds else "fails"),
            ]
            for check in self.found.checks
        ]
        heads = [self.say(f"head.{name}") for name in ("check", "reform", "behaviour", "difference", "outcome")]
        lost = sum(self.found.not_computed.values())
        paragraphs = [self.say("checks")]
        if lost:
            what = "; ".join(f"{text}: {count}" for text, count in list(self.found.not_computed.items())[:5])
            paragraphs.append(self.say("not_computed", rows=self.speech.number(lost, 0), what=what))
        return Section(self.say("section.checks"), tuple(paragraphs), (), (table(heads, rows, words=3),))


def _number(row: dict[str, float | None]) -> float:
    return _value(row, "change")


def _value(row: dict[str, float | None], name: str) -> float:
    value = row[name]
    return 0.0 if value is None else float(value)
