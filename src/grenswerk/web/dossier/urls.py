"""The addresses of the dossier."""

from __future__ import annotations

from django.urls import path

from grenswerk.web.dossier import views

urlpatterns = [
    path("", views.dossier, name="dossier"),
    path("citations/", views.citations, name="dossier_citations"),
    path("changes.atom", views.feed, {"kind": "atom"}, name="dossier_atom"),
    path("terms.ics", views.feed, {"kind": "ics"}, name="dossier_ics"),
]
