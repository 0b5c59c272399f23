"""The addresses of organisations."""

from __future__ import annotations

from django.urls import path

from grenswerk.web.organisations import views

ONE = "<uuid:organisation>/"

urlpatterns = [
    path("", views.organisations, name="organisations"),
    path(ONE, views.organisation, name="organisation"),
    path(f"{ONE}members/", views.members, name="organisation_members"),
    path(f"{ONE}members/<int:member>/role/", views.change_role, name="organisation_role"),
    path(f"{ONE}members/<int:member>/remove/", views.remove, name="organisation_remove"),
    path(f"{ONE}invitations/", views.invite, name="organisation_invite"),
    path(f"{ONE}invitations/<int:invitation>/revoke/", views.revoke, name="organisation_revoke"),
    path(f"{ONE}leave/", views.leave, name="organisation_leave"),
    path(f"{ONE}settings/", views.settings_page, name="organisation_settings"),
    path(f"{ONE}delete/", views.delete, name="organisation_delete"),
    path(f"{ONE}log/", views.audit, name="organisation_audit"),
]
