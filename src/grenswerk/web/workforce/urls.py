"""The addresses of the workforce, below those of its organisation."""

from __future__ import annotations

from django.urls import path

from grenswerk.web.workforce import views_own, views_plan, views_table, views_upload

ONE = "<uuid:organisation>/"
ROW = f"{ONE}workers/<int:worker>/"
UPLOAD = f"{ONE}workers/uploads/<int:upload>/"
OWN = f"{ONE}mine/<int:worker>/"

urlpatterns = [
    path(f"{ONE}workers/", views_table.table, name="workforce_table"),
    path(f"{ONE}workers/export/", views_table.export, name="workforce_export"),
    path(f"{ONE}workers/invite/", views_table.invite_all, name="workforce_invite_all"),
    path(f"{ONE}workers/uploads/", views_upload.upload, name="workforce_upload"),
    path(f"{ONE}workers/template/", views_upload.template, name="workforce_template"),
    path(UPLOAD, views_upload.preview, name="workforce_preview"),
    path(f"{UPLOAD}accept/", views_upload.accept_upload, name="workforce_accept"),
    path(f"{UPLOAD}discard/", views_upload.discard, name="workforce_discard"),
    path(f"{UPLOAD}<str:part>.xlsx", views_upload.download, name="workforce_download"),
    path(ROW, views_table.worker, name="workforce_worker"),
    path(f"{ROW}change/", views_table.change, name="workforce_change"),
    path(f"{ROW}remove/", views_table.remove, name="workforce_remove"),
    path(f"{ROW}invite/", views_table.invite, name="workforce_invite"),
    path(f"{ONE}duties/", views_plan.duties, name="workforce_duties"),
    path(f"{ONE}duties/calendar.ics", views_plan.duties_ics, name="workforce_duties_ics"),
    path(f"{ONE}forecast/", views_plan.forecast, name="workforce_forecast"),
    path(f"{ONE}policies/", views_plan.policies, name="workforce_policies"),
    path(f"{ONE}policies/new/", views_plan.policy_new, name="workforce_policy_new"),
    path(f"{ONE}policies/<int:policy>/remove/", views_plan.policy_remove, name="workforce_policy_remove"),
    path(f"{ONE}mine/", views_own.mine, name="workforce_mine"),
    path(OWN, views_own.mine_row, name="workforce_mine_row"),
    path(f"{OWN}share/", views_own.share_row, name="workforce_share"),
]
