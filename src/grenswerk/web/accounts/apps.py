"""Signing in, as a part of the site."""

from django.apps import AppConfig


class Accounts(AppConfig):
    """Passwords, second factors, sessions."""

    name = "grenswerk.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Hear of sign-ins."""
        from grenswerk.web.accounts import sign_in  # noqa: F401
