"""The addresses of the tokens of an organisation."""

from __future__ import annotations

from django.urls import path

from grenswerk.web.api import views
from grenswerk.web.organisations.urls import ONE

urlpatterns = [
    path(f"{ONE}tokens/", views.organisation_tokens, name="organisation_tokens"),
    path(f"{ONE}tokens/<int:token>/revoke/", views.organisation_revoke_token, name="organisation_revoke_token"),
]
