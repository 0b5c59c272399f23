"""The addresses of the laboratory; a result has a permanent one, made from its content."""

from __future__ import annotations

from django.urls import path, register_converter

from grenswerk.web.laboratory import views, views_result


class Key:
    """The key of a result: 32 hexadecimal digits."""

    regex = "[0-9a-f]{32}"

    def to_python(self, value: str) -> str:
        """As it stands in the address."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands in the database."""
        return value


register_converter(Key, "key")
urlpatterns = [
    path("", views.laboratory, name="laboratory"),
    path("new/", views.new, name="laboratory_new"),
    path("<key:key>/", views_result.result, name="laboratory_result"),
    path("<key:key>/plots/<int:section>-<int:number>.svg", views_result.plot, name="laboratory_plot"),
    path("<key:key>/tables/<str:name>", views_result.table, name="laboratory_table"),
    path("<key:key>/report.<str:form>", views_result.document, name="laboratory_report"),
    path("<key:key>/publish/", views.publish, name="laboratory_publish"),
    path("<key:key>/delete/", views.delete, name="laboratory_delete"),
]
