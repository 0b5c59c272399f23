"""What a part of the assessment says beside its answer."""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.model.answer import Finding, Margin, Reason
from grenswerk.model.certainty import Certainty


class Notes(NamedTuple):
    """Findings, reasons and margins of one part, and the certainties that its answer rests on."""

    findings: tuple[Finding, ...] = ()
    reasons: tuple[Reason, ...] = ()
    margins: tuple[Margin, ...] = ()
    certainties: tuple[Certainty, ...] = ()

    def __add__(self, other: object) -> Notes:
        """These notes and then the other's."""
        if not isinstance(other, Notes):
            return NotImplemented
        return Notes(
            self.findings + other.findings,
            self.reasons + other.reasons,
            self.margins + other.margins,
            self.certainties + other.certainties,
        )
