"""Who crosses what: the answers of a population, counted batch by batch."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from grenswerk.law.social_security.dated import social_security_law
from grenswerk.population.tables import LAST_YEAR


class Line(NamedTuple):
    """One line of the summary: the code of its text, and of how many workers it is true."""

    code: str
    workers: int


_SUBSTANTIAL = social_security_law(LAST_YEAR).limits.values.substantial - 1e-9
_WHERE: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("double_taxation", "conflict", ("double",)),
    ("untaxed", "conflict", ("untaxed",)),
    ("certificate_required", "a1", ("required",)),
    ("framework_certificate", "a1", ("framework_agreement",)),
    ("establishment_possible", "establishment_risk", ("possible", "uncertain")),
    ("establishment_likely", "establishment_risk", ("likely",)),
)


class Summary:
    """Counts as the batches pass."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def add(self, batch: pa.RecordBatch) -> None:
        """Counts one batch of answers."""
        usable = pc.is_null(batch.column("error"))
        self._count("workers", pa.scalar(batch.num_rows))
        self._count("errors", pc.invert(usable))
        for view in ("residence", "employer"):
            self._count(
                f"threshold_crossed_{view}", pc.equal(batch.column(f"kept_{view}_view"), pa.scalar(value=False))
            )
        abroad = pc.and_(usable, pc.is_valid(batch.column("tax_rule")))
        self._count("across_a_border", abroad)
        unknown = pc.is_null(batch.column("share_residence_view_taxable_residence"))
        self._count("tax_not_known", pc.and_(abroad, unknown))
        self._count("insurance_not_known", pc.and_(usable, pc.is_null(batch.column("competent_state"))))
        self._count(
            "substantial_part", pc.and_(abroad, pc.greater_equal(batch.column("residence_share"), _SUBSTANTIAL))
        )
        for name, column, words in _WHERE:
            self._count(name, pc.is_in(batch.column(column), value_set=pa.array(words)))
        self._count("paid", pc.is_valid(batch.column("net")))

    def _count(self, name: str, values: pa.Array | pa.Scalar) -> None:
        self.counts[name] += (values if isinstance(values, pa.Scalar) else pc.sum(values)).as_py() or 0

    def lines(self) -> list[Line]:
        """The lines in the order in which a reader asks; `workers` and `across_a_border` first."""
        order = (
            "workers",
            "across_a_border",
            "threshold_crossed_residence",
            "threshold_crossed_employer",
            "double_taxation",
            "untaxed",
            "tax_not_known",
            "substantial_part",
            "certificate_required",
            "framework_certificate",
            "insurance_not_known",
            "establishment_likely",
            "establishment_possible",
            "paid",
            "errors",
        )
        return [Line(name, self.counts[name]) for name in order]
