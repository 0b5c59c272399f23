"""Cells of the laboratory's tables."""

from __future__ import annotations

from django import template
from django.utils.html import conditional_escape, format_html

from grenswerk.lab.report.content import split_range

register = template.Library()


@register.filter
def figure(cell: str) -> str:
    """A cell; the range of a figure stands under it."""
    value, ends = split_range(cell)
    return format_html("{}<br><small>{}</small>", value, ends) if ends else conditional_escape(cell)
