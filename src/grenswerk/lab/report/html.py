"""A report as one HTML file that needs nothing else: styles and drawings stand in it, no script, no network."""

from __future__ import annotations

from html import escape

from grenswerk.lab.report.content import Cells, Plot, Report, Section, split_range

_STYLE = """
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
body{color:#1f2937;background:#fff}
h1{font-size:1.7rem;line-height:1.2;margin-bottom:.2rem}h2{font-size:1.2rem;margin-top:2.4rem;color:#0b6e75}
.sub{color:#6b7280;margin-top:0}nav ul{columns:2;padding-left:1.2rem}
.scroll{overflow-x:auto}table{border-collapse:collapse;font-size:.85rem;margin:.8rem 0;min-width:40%}
caption{text-align:left;font-weight:600;padding:.3rem 0}
th,td{padding:.25rem .6rem;border-bottom:1px solid #e5e7eb;text-align:left;vertical-align:top}
small{color:#6b7280}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
th{border-bottom:2px solid #0b6e75}figure{margin:1rem 0}figure svg{max-width:100%;height:auto;background:#fff}
figcaption{color:#4b5563;font-size:.85rem}footer{margin-top:3rem;color:#6b7280;font-size:.85rem}
a{color:#0b6e75}
@media(prefers-color-scheme:dark){body{background:#111827;color:#e5e7eb}h2,a{color:#5ec4cb}
th,td{border-color:#374151}figcaption,.sub,footer{color:#9ca3af}}
@media print{nav{display:none}body{max-width:none}}
"""


def html(report: Report) -> str:
    """The report as a page."""
    entries = "".join(
        f'<li><a href="#s{number}">{escape(section.title)}</a></li>'
        for number, section in enumerate(report.sections)
    )
    body = "".join(_section(number, section) for number, section in enumerate(report.sections))
    return (
        f'<!doctype html><html lang="{report.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(report.title)}</title><style>{_STYLE}</style></head><body>"
        f'<header><h1>{escape(report.title)}</h1><p class="sub">{escape(report.subtitle)}</p></header>'
        f"<nav><ul>{entries}</ul></nav><main>{body}</main><footer>{escape(report.footer)}</footer></body></html>\n"
    )


def _section(number: int, section: Section) -> str:
    paragraphs = "".join(f"<p>{escape(text)}</p>" for text in section.paragraphs)
    plots = "".join(_figure(plot) for plot in section.plots)
    tables = "".join(_table(cells) for cells in section.tables)
    return f'<section id="s{number}"><h2>{escape(section.title)}</h2>{paragraphs}{plots}{tables}</section>'


def _figure(plot: Plot) -> str:
    drawing = plot.svg.replace("<svg ", f'<svg role="img" aria-label="{escape(plot.caption, quote=True)}" ', 1)
    return f"<figure>{drawing}<figcaption>{escape(plot.caption)}</figcaption></figure>"


def _cell(value: str) -> str:
    """A cell; the range of a figure stands under it."""
    figure, ends = split_range(value)
    return f"{escape(figure)}<br><small>{escape(ends)}</small>" if ends else escape(value)


def _table(cells: Cells) -> str:
    def row(values: tuple[str, ...], tag: str, scope: str = "") -> str:
        marked = "".join(
            f"<{tag}{scope}{' class=n' if index in cells.numbers else ''}>{_cell(value)}</{tag}>"
            for index, value in enumerate(values)
        )
        return f"<tr>{marked}</tr>"

    caption = f"<caption>{escape(cells.caption)}</caption>" if cells.caption else ""
    body = "".join(row(values, "td") for values in cells.rows)
    head = row(cells.heads, "th", " scope=col")
    return f'<div class="scroll"><table>{caption}<thead>{head}</thead><tbody>{body}</tbody></table></div>'
