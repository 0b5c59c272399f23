"""The page of an assessment: a label never runs into its line."""

from __future__ import annotations

from pathlib import Path

from grenswerk.assess.assessment import assess
from grenswerk.days import employment_days, worker_file
from grenswerk.render.page import page
from grenswerk.render.speech import LANGUAGES, Speech
from grenswerk.render.spoken import spoken

WORKER = {
    "year": 2025,
    "worker": {"residence": "DE"},
    "employments": [{"employer_state": "NL"}],
    "days": {"counts": {"work": 180, "home": 40}},
}


def test_a_label_never_runs_into_its_line() -> None:
    file = worker_file(WORKER, "worker")
    answer = assess(file, employment_days(file, Path(), "worker"))
    for language in LANGUAGES:
        speech = Speech(language)
        shown = page(spoken(answer, speech), speech, "worker", colour=False, explain=False)
        for code in ("employment", "tax", "establishment", "insurance", "limits", "duties", "reasons"):
            label = speech.say(f"page.{code}")
            assert f"\n{label} " in shown, (language, label)
