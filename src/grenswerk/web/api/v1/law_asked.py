"""The law that a query asks for: a day, and reforms by id or as data."""

from collections.abc import Sequence
from typing import Annotated, Any

from grenswerk.documents import parse
from grenswerk.law.rulebook import Rulebook
from grenswerk.model.errors import BadInput
from grenswerk.render.speech import LANGUAGES
from grenswerk.requests.law import FIRST_YEAR, LAST_YEAR
from grenswerk.requests.lawbook import rulebook_asked
from grenswerk.web.api.v1.parameters import query

LONGEST = 4000  # characters of a reform

AsOf = Annotated[
    str | None,
    query("the law as it was known on that day", format="date"),
]
Law = Annotated[
    list[str],
    query("a reform to apply: the id of one, such as nl-be-34, or a reform as JSON; may be repeated"),
]
Year = Annotated[int, query("the tax year", minimum=FIRST_YEAR, maximum=LAST_YEAR)]
Language = Annotated[str, query("language of the texts", enum=list(LANGUAGES))]


def law_asked(as_of: str | None, law: Sequence[str]) -> Rulebook:
    """The rulebook; raises `BadInput`."""
    return rulebook_asked(as_of, [_reform(text, f"law[{index}]") for index, text in enumerate(law)])


def _reform(text: str, where: str) -> Any:
    """An id as it stands, a reform in braces as data."""
    if not text.lstrip().startswith("{"):
        return text
    if len(text) > LONGEST:
        raise BadInput(f"{where}: {len(text)} characters: expected at most {LONGEST}")
    return parse(text, where)
