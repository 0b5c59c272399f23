"""The addresses of my days."""

from __future__ import annotations

from django.urls import path

from grenswerk.web.mydays import views_account, views_log, views_year

urlpatterns = [
    path("", views_log.mydays, name="mydays"),
    path("new/", views_year.new_year, name="mydays_new"),
    path("account/", views_account.account, name="account"),
    path("account/export/", views_account.export, name="account_export"),
    path("account/delete/", views_account.delete, name="account_delete"),
    path("<int:year>/", views_log.year_page, name="mydays_year"),
    path("<int:year>/paint/", views_log.paint, name="mydays_paint"),
    path("<int:year>/changes/", views_log.changes_page, name="mydays_changes"),
    path("<int:year>/changes/<int:number>/undo/", views_log.undo_change, name="mydays_undo"),
    path("<int:year>/facts/", views_year.facts_page, name="mydays_facts"),
    path("<int:year>/result/", views_year.result_page, name="mydays_result"),
    path("<int:year>/import/", views_year.import_page, name="mydays_import"),
    path("<int:year>/import/accept/", views_year.import_accept, name="mydays_import_accept"),
    path("<int:year>/download/<str:kind>/", views_year.download, name="mydays_download"),
    path("<int:year>/statement/", views_year.statement, name="mydays_statement"),
    path("<int:year>/share/", views_year.share_page, name="mydays_share"),
    path("<int:year>/share/<int:feed>/revoke/", views_year.revoke_feed, name="mydays_revoke"),
    path("<int:year>/<str:date>/", views_log.day_page, name="mydays_day"),
]
