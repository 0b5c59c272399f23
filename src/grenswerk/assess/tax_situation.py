"""What the question of the taxing right is asked of: one employment, and how each state reads its days."""

from __future__ import annotations

from typing import NamedTuple

from grenswerk.law.rulebook import Rule, Rulebook
from grenswerk.law.treaties.allocation import Contract, View
from grenswerk.model.days import EmploymentDays
from grenswerk.model.period import months_employed
from grenswerk.model.worker import Employment, Sector, WorkerFile


class Situation(NamedTuple):
    """One employment of one worker, its days, and the law that is asked."""

    file: WorkerFile
    employment: Employment
    days: EmploymentDays
    rulebook: Rulebook

    @property
    def residence(self) -> str:
        """The residence state."""
        return self.file.worker.residence

    @property
    def employer_state(self) -> str:
        """The employer's state."""
        return self.employment.employer_state

    @property
    def contract(self) -> Contract:
        """The facts of the employment that the allocation rule asks for."""
        worker = self.file.worker
        return Contract(
            part_time_share=self.employment.part_time_share,
            months=months_employed(self.employment, self.file.year),
            public=self.employment.sector is Sector.PUBLIC,
            national_of_residence_only=worker.nationality == worker.residence,
        )


class Outcome(NamedTuple):
    """The rule that applies to a worker and how each state reads the days under it."""

    rule: Rule
    views: dict[str, View]
