"""An assessment as a PDF to print and sign, set by Typst."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from grenswerk.model.answer import Assessment
from grenswerk.render.sections import Tone, sections
from grenswerk.render.speech import Speech

TEMPLATE = Path(__file__).parent / "assessment.typ"


def pdf(assessment: Assessment, speech: Speech, name: str, *, explain: bool) -> bytes:
    """The sections of the page as a PDF (A4, tagged); texts must be filled in already."""
    import typst

    found = [
        {
            "title": section.label,
            "lines": [{"text": _plain(line.text), "bold": line.tone is Tone.STRONG} for line in section.lines],
        }
        for section in sections(assessment, speech, explain=explain)
    ]
    labels = {
        "title": f"{name} · {speech.state(assessment.residence)} · {assessment.year}",
        "subtitle": speech.say(f"page.certainty.{assessment.certainty}"),
        "footer": speech.say("page.not_advice"),
        "language": speech.language,
    }
    content = typst.compile(
        TEMPLATE,
        sys_inputs={"data": msgspec.json.encode(found).decode(), "labels": msgspec.json.encode(labels).decode()},
    )
    assert isinstance(content, bytes)
    return content


def _plain(text: str) -> str:
    """Without the control characters that no page can show."""
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", " ", text)
