"""Signing in by the provider of an organisation (OpenID Connect): which providers, and what is asked of them.

The flow is allauth's: authorisation code with PKCE (S256) and a state of the browser's session. Beyond it the
identity token must carry the nonce of that session, and a mail address counts as confirmed only where the provider
says so and the address is of a domain for which it may. An existing account is never taken over by mail: its owner
connects the provider while signed in.
"""

from __future__ import annotations

from secrets import token_urlsafe
from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, _build_apps_from_settings
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

NONCE = "oidc_nonce"


class OrganisationProvider(OpenIDConnectProvider):  # type: ignore[misc]  # allauth has no types
    """A provider of OpenID Connect whose answer belongs to the session that asked."""

    @classmethod
    def get_package(cls) -> str:
        """Its addresses are those of allauth's own provider."""
        package: str = OpenIDConnectProvider.get_package()
        return package

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, Any]:  # noqa: ARG002
        """The nonce of the session; nothing that stands in the address of who sent the person here."""
        nonce = request.session.setdefault(NONCE, token_urlsafe(24))
        return {**self.get_auth_params(), "nonce": nonce}

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:  # noqa: ARG002
        """No more than is needed, whatever the address says."""
        scope: list[str] = self.get_scope()
        return scope

    def sociallogin_from_response(self, request: HttpRequest, response: dict[str, Any]) -> Any:
        """Who signs in; raises `OAuth2Error` for an identity token of another session or of nobody."""
        expected = request.session.pop(NONCE, "")
        token = response.get("id_token") or {}
        if not expected or not constant_time_compare(str(token.get("nonce", "")), expected):
            raise OAuth2Error("the identity token does not carry the nonce of this session")
        if response.get("userinfo") and response["userinfo"].get("sub") != token.get("sub"):
            raise OAuth2Error("the identity token and the user info are of two persons")
        login = super().sociallogin_from_response(request, response)
        login.account.extra_data = {}  # who it is, by number, is enough
        return login

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        """The mail address, confirmed only where the provider's word counts."""
        addresses: list[Any] = super().extract_email_addresses(data)
        domains = self.app.settings.get("domains", ())
        for address in addresses:
            address.verified = address.verified is True and address.email.rpartition("@")[2].casefold() in domains
        return addresses


class MailAlone(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Knows the providers of the environment alone, and takes of what they tell nothing but the mail address."""

    def list_apps(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> list[Any]:  # noqa: ARG002
        """The providers; none stands in the database, where a secret would be in every backup."""
        found = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for apps in found.values() for app in apps]

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        """The account that would be made."""
        return super().populate_user(request, sociallogin, {"email": data.get("email")})
