"""The addresses that machines ask; they stand under no language."""

from __future__ import annotations

from django.urls import path

from grenswerk.web.operations import views

urlpatterns = [
    path("health/", views.health, name="health"),
    path("ready/", views.ready, name="ready"),
    path("metrics/", views.metrics, name="metrics"),
]
