"""The settings of workers that run beside the tests: only the rooms that jobs need, and jobs that misbehave."""

from grenswerk.web.settings import *  # noqa: F403

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "grenswerk.web.organisations",
    "django_tasks",
    "django_tasks_db",
    "grenswerk.web.jobs",
    "tests.web.job_examples",
]
JOBS_LEASE = 10.0
