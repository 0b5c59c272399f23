"""The rules as data and as a page: thresholds, counting, status, certainty, sources."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from grenswerk.law.bibliography import bibliography
from grenswerk.law.rulebook import PAIRS, Rule, Rulebook, backing, treaty
from grenswerk.law.treaties.allocation import Frontier, Reading
from grenswerk.law.treaties.versions import Topic, Version
from grenswerk.model.certainty import Status
from grenswerk.render.speech import Speech


def rule_as_data(residence: str, employer_state: str, year: int, rulebook: Rulebook) -> dict[str, Any]:
    """All that applies to a pair in a year: the rule, the frontier regime, what is pending, the treaty."""
    file = treaty(residence, employer_state)
    rule = rulebook.rule(residence, employer_state, year)
    frontier = rulebook.frontier_rule(residence, employer_state, year)
    pandemic = file.pandemic
    if pandemic is not None and not pandemic.start.year <= year <= pandemic.end.year:
        pandemic = None
    return {
        "pair": f"{residence}-{employer_state}",
        "year": year,
        "treaty": msgspec.to_builtins(file.convention),
        "rule": _rule(rule),
        "frontier": _rule(frontier) if frontier else None,
        "pandemic": msgspec.to_builtins(pandemic),
        "pending": [
            _version(version, status) for version, status in rulebook.pending(residence, employer_state, year)
        ],
        "dossier": list(dict.fromkeys([*file.dossier, *rule.version.dossier])),
    }


def _rule(rule: Rule) -> dict[str, Any]:
    topics = {
        topic.value: {
            "certainty": found.certainty.value,
            "sources": list(found.sources),
        }
        for topic in Topic
        if (found := backing(rule.version, next(iter(rule.readings)), topic)) and topic in rule.version.backing
    }
    reading = next(iter(rule.readings.values()))
    return {
        **_version(rule.version, rule.status),
        "limit_days": reading.limit_days if reading.limit_days >= 0 else None,
        "limit_share": reading.limit_share or None,
        "readings": {state: _reading(reading) for state, reading in rule.readings.items()},
        "points": topics,
    }


def _version(version: Version, status: Status) -> dict[str, Any]:
    return {
        "id": version.id,
        "status": status.value,
        "applies_from": version.applies_from,
        "dates": {name: str(day) for name, day in msgspec.structs.asdict(version.dates).items() if day},
        "certainty": version.certainty.value,
        "sources": list(version.sources),
        "limit_days": version.reading.limit_days if version.reading else None,
        "limit_share": version.reading.limit_share if version.reading else None,
        "dossier": list(version.dossier),
    }


def _reading(reading: Reading) -> dict[str, Any]:
    return {
        name: value.name.lower() if hasattr(value, "name") else value for name, value in reading._asdict().items()
    }


def rule_page(data: dict[str, Any], speech: Speech) -> str:
    """The rule of a pair as a page of text."""
    residence, employer_state = data["pair"].split("-")
    lines = [
        speech.say("law.title", {"residence": residence, "employer_state": employer_state, "year": data["year"]}),
        "",
        f"{speech.say('law.treaty')}: {data['treaty']['title']}",
        f"{speech.say('law.presence')}: {speech.say('law.period.' + data['treaty']['presence_183']['period'])}"
        f" ({speech.say('law.certainty.' + data['treaty']['presence_183']['certainty'])})",
        "",
        *_rule_lines(data["rule"], speech),
    ]
    if data["frontier"]:
        lines += ["", speech.say("law.frontier"), *_rule_lines(data["frontier"], speech)]
    if data["pandemic"]:
        lines += ["", speech.say("law.pandemic", data["pandemic"])]
    if data["pending"]:
        lines += ["", f"{speech.say('law.pending')}:"]
        lines += [f"  {item['id']}: {version_said(item, speech)}" for item in data["pending"]]
    if data["dossier"]:
        lines += ["", f"{speech.say('law.dossier')}: {', '.join(data['dossier'])}"]
    sources = dict.fromkeys(_all_sources(data))
    lines += ["", f"{speech.say('law.sources')}:"]
    lines += [f"  {key}: {bibliography()[key].title}" for key in sources if key in bibliography()]
    return "\n".join(lines)


def version_said(item: dict[str, Any], speech: Speech) -> str:
    """The limit of a rule version with its status and how sure it is."""
    status, certainty = (
        speech.say(f"law.status.{item['status']}"),
        speech.say(f"law.certainty.{item['certainty']}"),
    )
    limit = ""
    if item["limit_days"]:
        limit = speech.say("law.days", {"days": item["limit_days"]}) + ", "
    elif item["limit_share"]:
        limit = speech.percent(item["limit_share"]) + ", "
    return f"{limit}{status}, {certainty}"


def _rule_lines(rule: dict[str, Any], speech: Speech) -> list[str]:
    dates = ", ".join(f"{speech.say(f'law.date.{name}')} {day}" for name, day in rule["dates"].items())
    lines = [f"{rule['id']}: {version_said(rule, speech)}{f' ({dates})' if dates else ''}"]
    for state, reading in rule["readings"].items():
        lines.append(f"  {speech.say('law.reading_of', {'state': state})}:")
        lines += [f"    {line}" for line in reading_lines(reading, speech)]
    for topic, found in rule["points"].items():
        certainty = speech.say(f"law.certainty.{found['certainty']}")
        lines.append(f"  {speech.say(f'law.topic.{topic}')}: {certainty} [{', '.join(found['sources'])}]")
    return lines


def reading_lines(reading: dict[str, Any], speech: Speech) -> list[str]:
    """How a state reads a rule, a line a point."""
    if reading["frontier"] != "none":
        lines = [speech.say(f"law.frontier.{reading['frontier']}", {"days": reading["frontier_days"]})]
        if reading["frontier_part_year_share"]:
            lines.append(speech.say("law.frontier.part_year", {"share": reading["frontier_part_year_share"]}))
        return lines
    if reading["limit_share"]:
        code = "law.limit_share_below" if reading["limit_is_below"] else "law.limit_share"
        limit = speech.say(code, {"share": reading["limit_share"]})
    elif reading["limit_days"] < 0:
        limit = speech.say("law.no_limit")
    else:
        limit = speech.say("law.limit", {"days": reading["limit_days"]})
    lines = [limit]
    if reading["limit_days"] >= 0 or reading["limit_share"]:
        lines.append(speech.say("law.counts_30" if reading["counts_from_30_minutes"] else "law.counts_any"))
        lines.append(speech.say(f"law.part_time.{reading['part_time']}"))
        lines += [speech.say("law.excess_only")] if reading["excess_only"] else []
    lines += [
        speech.say("law.on_call.counts" if reading["on_call_counts"] else "law.on_call.left_out"),
        speech.say(f"law.sick.{reading['sick']}"),
        speech.say(f"law.public_pay.{reading['public_pay']}"),
    ]
    return lines


def _all_sources(data: dict[str, Any]) -> Iterable[str]:
    yield from data["treaty"]["sources"]
    for rule in (data["rule"], data["frontier"]):
        if rule:
            yield from rule["sources"]
            for found in rule["points"].values():
                yield from found["sources"]
    for item in data["pending"]:
        yield from item["sources"]


def timeline_as_data(years: Iterable[int], rulebook: Rulebook) -> list[dict[str, Any]]:
    """One row a pair and year: threshold, counting rule, status, certainty."""
    rows = []
    for first, second in PAIRS:
        for year in years:
            rule = rulebook.rule(first, second, year)
            frontier = rulebook.frontier_rule(first, second, year)
            reading = rule.readings[first]
            pandemic = treaty(first, second).pandemic
            rows.append(
                {
                    "pair": f"{first}-{second}",
                    "year": year,
                    "rule": rule.version.id,
                    "limit_days": reading.limit_days if reading.limit_days >= 0 else None,
                    "limit_share": reading.limit_share or None,
                    "counts_from_30_minutes": reading.counts_from_30_minutes,
                    "frontier_days": frontier.readings[first].frontier_days
                    if frontier and frontier.readings[first].frontier is not Frontier.NONE
                    else None,
                    "pandemic": pandemic is not None and pandemic.start.year <= year <= pandemic.end.year,
                    "status": rule.status.value,
                    "certainty": rule.version.certainty.value,
                }
            )
    return rows


def timeline_table(rows: list[dict[str, Any]], speech: Speech) -> list[list[str]]:
    """The timeline as a table: pairs down, years across; equal years stand together."""
    years = sorted({row["year"] for row in rows})
    spans: list[list[int]] = []
    by_year = {year: [_cell(row, speech) for row in rows if row["year"] == year] for year in years}
    for year in years:
        if spans and by_year[spans[-1][0]] == by_year[year]:
            spans[-1].append(year)
        else:
            spans.append([year])
    heads = [str(span[0]) if len(span) == 1 else f"{span[0]}-{span[-1]}" for span in spans]
    pairs = list(dict.fromkeys(row["pair"] for row in rows))
    table = [[speech.say("law.pair"), *heads]]
    for index, pair in enumerate(pairs):
        table.append([pair, *(by_year[span[0]][index] for span in spans)])
    return table


def _cell(row: dict[str, Any], speech: Speech) -> str:
    if row["limit_share"]:
        text = speech.percent(row["limit_share"])
    elif row["limit_days"] is None:
        text = "-"
    else:
        text = f"{row['limit_days']:g} {'30′' if row['counts_from_30_minutes'] else 'F'}"
    if row["frontier_days"]:
        text += f" R{row['frontier_days']:g}"
    if row["pandemic"]:
        text += " C"
    if row["status"] != Status.IN_FORCE.value:
        text += f" ({speech.say('law.status.' + row['status'])})"
    return text + {"confirmed": "", "reported": " ~", "unconfirmed": " ?"}[row["certainty"]]
