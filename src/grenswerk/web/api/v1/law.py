"""The rules as data."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Router

from grenswerk.model.states import STATE_CODES
from grenswerk.requests.law import FIRST_YEAR, LAST_YEAR, matrix_shown, rule_shown, sources_shown, timeline_shown
from grenswerk.requests.naming import as_field
from grenswerk.web.api.scopes import Scope
from grenswerk.web.api.v1.law_asked import AsOf, Law, Year, law_asked
from grenswerk.web.api.v1.operations import line, operation
from grenswerk.web.api.v1.parameters import path, query

router = Router(tags=["law"])
PAIRS = [f"{one}-{other}" for one in STATE_CODES for other in STATE_CODES if one != other]


@operation(router, "GET", "/timeline", Scope.LAW, "LawTimeline")
def law_timeline(request: HttpRequest, as_of: AsOf = None, law: Law = []) -> HttpResponse:  # noqa: ARG001, B006
    """Every pair of states in every year"""
    return line(timeline_shown(law_asked(as_of, law)))


@operation(router, "GET", "/matrix", Scope.LAW, "LawMatrix")
def law_matrix(  # noqa: PLR0917
    request: HttpRequest,  # noqa: ARG001
    year: Year,
    gross: Annotated[float, query("gross pay, EUR/year", minimum=0, maximum=1e9)],
    home_per_week: Annotated[float, query("home days a week", minimum=0, maximum=5)] = 0.0,
    as_of: AsOf = None,
    law: Law = [],  # noqa: B006
) -> HttpResponse:
    """Net pay and taxing rights of all 25 combinations"""
    cells = matrix_shown(year, gross, home_per_week, law_asked(as_of, law), as_field)
    return line([cell._asdict() for cell in cells])


@operation(router, "GET", "/sources", Scope.LAW, "LawSources")
def law_sources(request: HttpRequest, containing: str = "") -> HttpResponse:  # noqa: ARG001
    """The bibliography, or what has a text in its id, title or identifier"""
    return line(sources_shown(containing))


@operation(router, "GET", "/{pair}/{int:year}", Scope.LAW, "LawRule")
def law_rule(
    request: HttpRequest,  # noqa: ARG001
    pair: Annotated[str, path("residence and employer's state", enum=PAIRS)],
    year: Annotated[int, path("the tax year", minimum=FIRST_YEAR, maximum=LAST_YEAR)],
    as_of: AsOf = None,
    law: Law = [],  # noqa: B006
) -> HttpResponse:
    """The rule of a pair of states in a year

    The worker lives in the first state of the pair, e.g. NL-BE; each state reads the rule in its own way.
    """
    return line(rule_shown(pair, year, law_asked(as_of, law), as_field))
