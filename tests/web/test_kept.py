"""Parts of a page that are drawn once: the same for everybody."""

from __future__ import annotations

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils.translation import override


def test_a_kept_part_sees_nothing_of_a_person_that_it_does_not_name() -> None:
    page = Template("{% kept room=room %}{{ room }}:{{ mail }}{% endkept %} {{ mail }}")
    assert page.render(Context({"room": "law", "mail": "ann@example.org"})) == "law: ann@example.org"
    assert page.render(Context({"room": "law", "mail": "bob@example.org"})) == "law: bob@example.org"


def test_a_kept_part_is_drawn_anew_for_another_value_and_another_language() -> None:
    page = Template("{% kept room=room %}{{ room }} {% say 'web.yes' %}{% endkept %}")
    with override("nl"):
        assert page.render(Context({"room": "law"})) == "law Ja"
        assert page.render(Context({"room": "days"})) == "days Ja"
    with override("fr"):
        assert page.render(Context({"room": "law"})) == "law Oui"


def test_a_kept_part_escapes_the_values_that_it_names() -> None:
    page = Template("{% kept room=room %}{{ room }}{% endkept %}")
    for _ in range(2):
        assert page.render(Context({"room": "<b>"})) == "&lt;b&gt;"


def test_a_kept_part_holds_no_more_than_its_bound_of_drawings() -> None:
    page = Template("{% kept number=number %}{{ number }}{% endkept %}")
    assert [page.render(Context({"number": str(number)})) for number in range(1000)] == list(map(str, range(1000)))
    (node,) = page.nodelist
    assert len(node.drawn) <= 256  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "wrong", ["{% kept room %}{% endkept %}", "{% kept %}{% block a %}{% endblock %}{% endkept %}"]
)
def test_a_kept_part_with_what_is_of_one_page_is_refused_when_it_is_read(wrong: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="kept: found"):
        Template(wrong)
