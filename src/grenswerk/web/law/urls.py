"""The addresses of the law."""

from __future__ import annotations

from django.urls import path

from grenswerk.web.law import views

urlpatterns = [
    path("", views.law_map, name="law"),
    path("glossary/", views.glossary, name="glossary"),
    path("establishment/", views.establishment, name="law_establishment"),
    path("duties/", views.duties, name="law_duties"),
    path("proposed/", views.proposed, name="law_proposed"),
    path("parameters/<str:name>/", views.room, name="law_room"),
    path("<str:pair>/<int:year>/", views.rule, name="rule"),
]
