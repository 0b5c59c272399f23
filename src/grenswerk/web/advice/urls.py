"""The addresses of an adviser's clients."""

from __future__ import annotations

from django.urls import path

from grenswerk.web.advice import views_archive, views_clients, views_consent, views_facts, views_year

CLIENTS = "<uuid:organisation>/clients/"
ONE = f"{CLIENTS}<int:client>/"
YEAR = f"{ONE}<int:year>/"

urlpatterns = [
    path(CLIENTS, views_clients.clients, name="advice_clients"),
    path(f"{CLIENTS}dates/", views_clients.dates, name="advice_dates"),
    path(f"{CLIENTS}new/", views_clients.new_client, name="advice_new"),
    path(ONE, views_clients.client_page, name="advice_client"),
    path(f"{ONE}edit/", views_clients.edit_client, name="advice_edit"),
    path(f"{ONE}delete/", views_clients.delete_client, name="advice_delete"),
    path(f"{ONE}consent/", views_consent.wording, name="advice_wording"),
    path(f"{ONE}consent/ask/", views_consent.ask, name="advice_ask"),
    path(f"{ONE}consent/record/", views_consent.record_consent, name="advice_record"),
    path(f"{ONE}consent/withdraw/", views_consent.withdraw, name="advice_withdraw"),
    path(f"{ONE}new/", views_facts.new_year, name="advice_new_year"),
    path(f"{ONE}new/file/", views_facts.new_file, name="advice_new_file"),
    path(YEAR, views_year.year_page, name="advice_year"),
    path(f"{YEAR}facts/", views_facts.facts_page, name="advice_facts"),
    path(f"{YEAR}file/", views_facts.file_page, name="advice_file"),
    path(f"{YEAR}compare/", views_year.compare, name="advice_compare"),
    path(f"{YEAR}dossier/", views_year.dossier, name="advice_dossier"),
    path(f"{YEAR}notes/<str:part>/", views_year.notes, name="advice_notes"),
    path(f"{YEAR}notes/<str:part>/write/", views_year.write, name="advice_write_note"),
    path(f"{YEAR}close/", views_archive.close, name="advice_close"),
    path(f"{YEAR}correct/", views_archive.correct, name="advice_correct"),
    path(f"{YEAR}archive/<int:number>/", views_archive.closed_page, name="advice_closed"),
    path(f"{YEAR}archive/<int:number>/pdf/", views_archive.closed_pdf, name="advice_closed_pdf"),
]
