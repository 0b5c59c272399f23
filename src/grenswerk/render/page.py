"""An assessment as a page of text that a person can read in a minute.

Written with the standard library alone: it is the first thing that anyone sees, and it should come at once.
"""

from __future__ import annotations

import shutil
import textwrap

from grenswerk.model.answer import Assessment
from grenswerk.render.sections import Tone, sections
from grenswerk.render.speech import Speech

_LABEL = 14  # columns of the label at the left
_WIDEST, _NARROWEST = 100, 40
_ACCENT, _END = "\033[36m", "\033[0m"
_STYLES = {Tone.STRONG: "\033[1m", Tone.QUIET: "\033[2m", Tone.WARNING: "\033[33m"}


def page(assessment: Assessment, speech: Speech, name: str, *, colour: bool, explain: bool) -> str:
    """The page of one assessment whose texts are filled in already."""
    width = max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size((_WIDEST, 24)).columns))
    title = f"{name} · {speech.state(assessment.residence)} · {assessment.year}"
    lines = [_styled(title, _STYLES[Tone.STRONG] if colour else "")]
    lines.append(_styled("─" * min(width, max(len(title), _NARROWEST)), _STYLES[Tone.QUIET] if colour else ""))
    for section in sections(assessment, speech, explain=explain):
        label = section.label
        for line in section.lines:
            style = _STYLES.get(line.tone, "") if colour else ""
            for part in _wrapped(line.text, width - _LABEL):
                head = _styled(f"{label:<{_LABEL - 1}} ", _ACCENT if colour else "")
                lines.append(f"{head}{_styled(part, style)}".rstrip())
                label = ""
    lines.append(" " * _LABEL + _styled(speech.say("page.not_advice"), _STYLES[Tone.QUIET] if colour else ""))
    return "\n".join(lines) + "\n\n"


def _wrapped(text: str, width: int) -> list[str]:
    """A paragraph as lines; what belongs to a bullet is set in."""
    indent = "  " if text.startswith("• ") else ""
    return textwrap.wrap(
        text, width, break_long_words=False, break_on_hyphens=False, subsequent_indent=indent
    ) or [""]


def _styled(text: str, style: str) -> str:
    return f"{style}{text}{_END}" if style else text
