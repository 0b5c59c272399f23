"""The addresses of jobs."""

from __future__ import annotations

from django.urls import path

from grenswerk.web.jobs import views

urlpatterns = [
    path("", views.jobs, name="jobs"),
    path("<uuid:job>/", views.job, name="job"),
    path("<uuid:job>/cancel/", views.cancel, name="job_cancel"),
    path("<uuid:job>/files/<str:name>", views.file, name="job_file"),
]
