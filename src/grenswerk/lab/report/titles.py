"""What a reform is called; apart, since the pages that name one need nothing else of a report."""

from __future__ import annotations

from grenswerk.law.reform import Reform
from grenswerk.law.rulebook import PAIRS, treaty
from grenswerk.render.speech import Speech


def title_of(reform: Reform, speech: Speech) -> str:
    """The title of a reform; where it has none, the pair of its rule and the limit that the rule sets."""
    if reform.title:
        return reform.titled(speech.language)
    for pair in PAIRS:
        for version in treaty(*pair).versions:
            if version.id == reform.id and version.reading is not None:
                limit = ""
                if version.reading.limit_days is not None:
                    limit = speech.say("lab.days", {"days": speech.number(version.reading.limit_days)})
                elif version.reading.limit_share is not None:
                    limit = speech.percent(version.reading.limit_share)
                return ": ".join(filter(None, ("-".join(pair), limit)))
    return reform.id
