"""Organisations as a part of the site."""

from django.apps import AppConfig


class Organisations(AppConfig):
    """Employers and advisers."""

    name = "grenswerk.web.organisations"
    label = "organisations"
