"""The insurance of the posted and the self-employed, row by row, by the explained rules."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from msgspec.structs import replace

from grenswerk.assess.baseline import without_telework
from grenswerk.assess.insurance import insurance
from grenswerk.days import employment_days
from grenswerk.law.social_security.certificate import Document
from grenswerk.model.answer import SocialSecurity
from grenswerk.model.errors import BadInput
from grenswerk.population.columns import Faults, state_code
from grenswerk.population.tables import Law
from grenswerk.population.worker_files import worker_file_of

Array = npt.NDArray[Any]


def fill_insurance(
    batch: pa.RecordBatch,
    names: Mapping[str, str],
    records: tuple[Array, Array, Array],
    law: Law,
    faults: Faults,
) -> None:
    """Fills in the insurance of the special rows; `records` are the rows, and the rights as they are and without
    telework. A row that fails becomes a fault.
    """
    rows, *found = records
    for index in np.flatnonzero(rows["special"] & rows["usable"]).tolist():
        values = {
            own: batch.column(batch.schema.get_field_index(given))[index].as_py() for own, given in names.items()
        }
        try:
            file = worker_file_of(values)
            days = employment_days(file, Path(), "row")
        except BadInput as error:
            faults.add(np.array([index]), lambda _, error=error: str(error).removeprefix("row: "))  # type: ignore[misc]
            rows["usable"][index] = False
            continue
        of_year = law.rulebook.social_security(file.year)
        _write(found[0][index], insurance(file, days, of_year)[0], law.provisions)
        if found[0]["any_telework"][index]:
            at_work = [without_telework(each) for each in days]
            plain = replace(file, next_12_months=None)
            _write(found[1][index], insurance(plain, at_work, of_year)[0], law.provisions)


def _write(out: Any, answer: SocialSecurity, provisions: tuple[str, ...]) -> None:
    out["residence_share"] = answer.residence_share
    out["competent"] = state_code(answer.competent_state or "") or 0
    out["insurance_basis"] = provisions.index(answer.basis) if answer.basis else 0
    out["document"] = -1 if answer.a1 is None else Document[answer.a1.upper()]
