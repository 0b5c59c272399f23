"""Parts of a page that are the same for everybody: drawn once for each of a few values, and kept."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.template.loader_tags import BlockNode
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()
MOST = 256  # drawings of one part: languages times values


class Kept(template.Node):
    """A part of a page that sees nothing but its language and the values that it names.

    So what it shows of somebody can only be what it names: no value may be personal.
    """

    def __init__(self, nodelist: NodeList, values: dict[str, FilterExpression]) -> None:
        self.nodelist, self.values = nodelist, values
        self.drawn: dict[tuple[Any, ...], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """The part as it was drawn before, or drawn now."""
        values = {name: value.resolve(context) for name, value in self.values.items()}
        key = (get_language(), *values.values())
        found = self.drawn.get(key)
        if found is None:
            found = self.nodelist.render(context.new(values))
            if len(self.drawn) >= MOST:
                self.drawn.clear()
            self.drawn[key] = found
        return found


@register.tag
def kept(parser: Parser, token: Token) -> Kept:
    """`{% kept room=room %}…{% endkept %}`: drawn once a language and room."""
    words = token.split_contents()[1:]
    values = token_kwargs(words, parser)
    if words:
        raise template.TemplateSyntaxError(f"kept: found {words[0]!r}: expected name=value")
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    if nodelist.get_nodes_by_type(BlockNode):
        raise template.TemplateSyntaxError("kept: found a block: expected none, for its content is of one page")
    return Kept(nodelist, values)
