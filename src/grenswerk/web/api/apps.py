"""The API as a part of the site."""

from django.apps import AppConfig


class Api(AppConfig):
    """What the site answers to programs."""

    name = "grenswerk.web.api"
    label = "api"
