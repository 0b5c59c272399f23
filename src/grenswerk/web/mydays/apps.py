"""My days as a Django application."""

from django.apps import AppConfig


class MyDaysConfig(AppConfig):
    """The day log."""

    name = "grenswerk.web.mydays"
    label = "mydays"
