"""Cells of the laboratory's tables."""

from __future__ import annotations

from django import template
from django.utils.html import conditional_escape, format_html

register = template.Library()


@register.filter
def figure(cell: str) -> str:
    """A cell; the range of a figure stands under it."""
    value, _, rest = cell.partition(" (")
    if rest and "…" in rest:
        return format_html("{}<br><small>({}</small>", value, rest)
    return conditional_escape(cell)
