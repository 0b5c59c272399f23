"""Pages of the law: map, rules, parameters, duties, what is proposed, and the words."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from grenswerk.dossier.borders import border as standing_of
from grenswerk.law.bibliography import bibliography
from grenswerk.law.duties.catalogue import duties_of
from grenswerk.law.establishment.positions import positions, versions
from grenswerk.law.rulebook import PAIRS, Rulebook
from grenswerk.model.states import STATE_CODES
from grenswerk.render.law import reading_lines, rule_as_data, version_said
from grenswerk.render.speech import LANGUAGES
from grenswerk.web.calculator.case import this_year
from grenswerk.web.calculator.questions import FIRST_YEAR, LAST_YEAR
from grenswerk.web.forms import number_of
from grenswerk.web.law.region import borders, region
from grenswerk.web.law.rooms import PARAMETERS, cases_of_pair, cases_of_room, parameters
from grenswerk.web.speaking import speech, speech_in

YEARS = range(FIRST_YEAR, LAST_YEAR + 1)
WORDS = (
    "residence_state",
    "work_state",
    "third_state",
    "frontier_worker",
    "telework",
    "workday",
    "threshold",
    "taxing_right",
    "exemption",
    "tax_credit",
    "double_taxation",
    "withholding",
    "establishment",
    "competent_state",
    "substantial_part",
    "a1",
    "framework_agreement",
    "posting",
    "contribution",
    "net_pay",
)


@require_GET
def law_map(request: HttpRequest) -> HttpResponse:
    """The map of a year; the same as a table; the way to every other body of law."""
    year = _year(request.GET.get("year", ""))
    page = {
        "year": year,
        "years": YEARS,
        "region": region(),
        "borders": borders(year, Rulebook()),
        "rooms_of_law": list(PARAMETERS),
        "states": STATE_CODES,
    }
    return render(request, "law/map.html", page)


def _year(text: str) -> int:
    year = number_of(text, this_year())
    return year if year in YEARS else this_year()


@require_GET
def rule(request: HttpRequest, pair: str, year: int) -> HttpResponse:
    """The rule of a pair in a year, as each of its states reads it, with its sources and cases."""
    one, _, other = pair.upper().partition("-")
    if one == other or not {one, other} <= set(STATE_CODES) or year not in YEARS:
        if one == other and one in STATE_CODES:
            return redirect("law")
        raise Http404
    data = rule_as_data(one, other, year, Rulebook())
    found = [("rule", data["rule"]), *([("frontier", data["frontier"])] if data["frontier"] else [])]
    page = {
        "one": one,
        "other": other,
        "year": year,
        "data": data,
        "rules": [_rule(name, version) for name, version in found],
        "pending": [(item, version_said(item, speech())) for item in data["pending"]],
        "before": year - 1 if year - 1 in YEARS else None,
        "after": year + 1 if year + 1 in YEARS else None,
        "cases": cases_of_pair(one, other),
        "standing": standing_of(f"{one}-{other}", localdate()),
        "sources": _sources(data),
    }
    return render(request, "law/rule.html", page)


def _rule(name: str, version: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name,
        "version": version,
        "said": version_said(version, speech()),
        "readings": [(state, reading_lines(reading, speech())) for state, reading in version["readings"].items()],
    }


def _sources(data: dict[str, Any]) -> list[str]:
    found = [*data["treaty"]["sources"], *data["rule"]["sources"]]
    for item in (data["frontier"], *data["pending"]):
        found += item["sources"] if item else []
    return [key for key in dict.fromkeys(found) if key in bibliography()]


@require_GET
def room(request: HttpRequest, name: str) -> HttpResponse:
    """The parameters of a body of law with the cases that it is held to."""
    if name not in PARAMETERS:
        raise Http404
    page = {"name": name, "parameters": parameters(name, speech().language), "cases": cases_of_room(name)}
    return render(request, "law/room.html", page)


@require_GET
def establishment(request: HttpRequest) -> HttpResponse:
    """The texts by which a home office is measured, and which state uses which from when."""
    found = [(state, [held for held in positions() if held.state == state]) for state in STATE_CODES]
    page = {"versions": versions(), "positions": found, "cases": cases_of_room("establishment")}
    return render(request, "law/establishment.html", page)


@require_GET
def duties(request: HttpRequest) -> HttpResponse:
    """The duties towards each state."""
    page = {"states": [(state, duties_of(state)) for state in STATE_CODES], "cases": cases_of_room("duties")}
    return render(request, "law/duties.html", page)


@require_GET
def proposed(request: HttpRequest) -> HttpResponse:
    """What is signed, announced or proposed and not in force, by pair."""
    found: dict[str, dict[str, Any]] = {}
    for one, other in PAIRS:
        for year in YEARS:
            for item in rule_as_data(one, other, year, Rulebook())["pending"]:
                if year >= this_year():
                    known = {"item": item, "said": version_said(item, speech()), "pair": f"{one}-{other}"}
                    found.setdefault(f"{one}-{other}.{item['id']}", known)
    return render(request, "law/proposed.html", {"pending": list(found.values()), "year": this_year()})


@require_GET
def glossary(request: HttpRequest) -> HttpResponse:
    """What the words mean, and what they are called in the other languages."""
    own = speech()
    words = [
        {
            "name": name,
            "word": own.say(f"web.word.{name}"),
            "means": own.say(f"web.word.{name}.means"),
            "states": own.say(f"web.word.{name}.states") if own.knows(f"web.word.{name}.states") else "",
            "others": [
                (code, speech_in(code).say(f"web.word.{name}")) for code in LANGUAGES if code != own.language
            ],
        }
        for name in WORDS
    ]
    words.sort(key=lambda word: str(word["word"]).casefold())
    return render(request, "law/glossary.html", {"words": words})
