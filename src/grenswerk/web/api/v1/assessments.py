"""One worker: the assessment, and the comparison over home days."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Router

from grenswerk.assess.comparison import compare as compared
from grenswerk.render.json import encode
from grenswerk.render.speech import Speech
from grenswerk.requests.comparison import comparisons_shown, home_days_asked
from grenswerk.requests.lawbook import beside_today
from grenswerk.requests.naming import as_field
from grenswerk.requests.worker import worker_of_text
from grenswerk.web.api.scopes import Scope
from grenswerk.web.api.v1.bodies import WHERE, text_of
from grenswerk.web.api.v1.law_asked import AsOf, Language, Law, law_asked
from grenswerk.web.api.v1.operations import line, operation
from grenswerk.web.api.v1.parameters import query

router = Router(tags=["assess"])
Range = Annotated[str | None, query("A..B, or one number")]


@operation(router, "POST", "/assess", Scope.ASSESS, "Assessment", body="WorkerFile")
def assess(request: HttpRequest, as_of: AsOf = None, law: Law = [], lang: Language = "en") -> HttpResponse:  # noqa: B006
    """Assess a worker

    Tax, insurance, establishment, duties and net pay of the worker in the body: the line that
    `grenswerk assess FILE --json` prints, to the byte.
    """
    rulebook, speech = law_asked(as_of, law), Speech(lang)
    return line(encode(worker_of_text(text_of(request), WHERE).answer(rulebook, speech)))


@operation(router, "POST", "/compare", Scope.ASSESS, "Comparison", body="WorkerFile")
def compare(
    request: HttpRequest,
    home_per_week: Range = None,
    home_days: Range = None,
    as_of: AsOf = None,
    law: Law = [],  # noqa: B006
) -> HttpResponse:
    """Compare numbers of home days

    The worker in the body at other numbers of home days a week (`A..B`, 0..5 when left out) or a year. With a
    reform, the answers under today's law and under the other, by name.
    """
    laws = beside_today(law_asked(as_of, law))
    file, days = worker_of_text(text_of(request), WHERE)
    home = home_days_asked(file, days, home_per_week, home_days, as_field)
    return line(comparisons_shown({name: compared(file, days, home, each) for name, each in laws.items()}))
