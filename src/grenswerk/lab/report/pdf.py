"""A report as PDF, set by Typst."""

from __future__ import annotations

import tempfile
from pathlib import Path

import msgspec

from grenswerk.lab.report.content import Report

TEMPLATE = Path(__file__).parent / "report.typ"


def pdf(report: Report) -> bytes:
    """The report as a PDF (A4)."""
    import typst

    with tempfile.TemporaryDirectory() as folder:
        sections = []
        for number, section in enumerate(report.sections):
            drawings = []
            for index, plot in enumerate(section.plots):
                name = f"{number}-{index}.svg"
                (Path(folder) / name).write_text(plot.svg, encoding="utf-8")
                drawings.append({"file": name, "caption": plot.caption})
            tables = [
                {
                    "heads": cells.heads,
                    "rows": cells.rows,
                    "numbers": sorted(cells.numbers),
                    "caption": cells.caption,
                }
                for cells in section.tables
            ]
            sections.append(
                {"title": section.title, "paragraphs": section.paragraphs, "plots": drawings, "tables": tables}
            )
        labels = {
            "title": report.title,
            "subtitle": report.subtitle,
            "footer": report.footer,
            "language": report.language,
        }
        (Path(folder) / "report.typ").write_bytes(TEMPLATE.read_bytes())
        (Path(folder) / "data.json").write_bytes(msgspec.json.encode({"labels": labels, "sections": sections}))
        content = typst.compile(str(Path(folder) / "report.typ"), root=folder)
    assert isinstance(content, bytes)
    return content
