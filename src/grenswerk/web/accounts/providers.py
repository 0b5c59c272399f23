"""The providers of OpenID Connect that `GRENSWERK_OIDC` names; read before Django is there."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import msgspec

from grenswerk.model.errors import BadInput

VARIABLE = "GRENSWERK_OIDC"
EXAMPLE = (
    'expected [{"id": "works", "name": "Works", "issuer": "https://login.works.example", "client_id": "…",'
    ' "secret": "…", "domains": ["works.example"]}]'
)
ON_THIS_MACHINE = ("localhost", "127.0.0.1")


class Provider(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A provider: its name for people, its address, and what it knows this site by.

    `domains` are those whose mail addresses it may call confirmed; `pages` are origins of its page to sign in,
    where that stands elsewhere than the issuer.
    """

    id: str
    name: str
    issuer: str
    client_id: str
    secret: str
    domains: list[str] = []
    pages: list[str] = []

    @property
    def origins(self) -> list[str]:
        """Where a browser is sent to sign in."""
        parts = urlsplit(self.issuer)
        return [f"{parts.scheme}://{parts.netloc}", *self.pages]

    @property
    def app(self) -> dict[str, Any]:
        """The same for allauth."""
        settings = {"server_url": self.issuer, "domains": [domain.casefold() for domain in self.domains]}
        known = {"provider_id": self.id, "name": self.name, "client_id": self.client_id, "secret": self.secret}
        return {**known, "settings": {**settings, "oauth_pkce_enabled": True}}


def read_providers(given: str, *, production: bool) -> list[Provider]:
    """The providers; raises `BadInput` with a line that does not hold the secret."""
    if not given:
        return []
    try:
        found = msgspec.json.decode(given.encode(), type=list[Provider])
    except msgspec.DecodeError as error:
        where = str(error) if isinstance(error, msgspec.ValidationError) else "is no JSON"
        raise BadInput(f"{VARIABLE}: {where}: {EXAMPLE}") from None
    for provider in found:
        if not (provider.id.isidentifier() and provider.client_id and provider.secret):
            raise BadInput(f'{VARIABLE}: "{provider.id}": id, client_id or secret cannot be used: {EXAMPLE}')
        for address in (provider.issuer, *provider.pages):
            _refuse_unsafe(provider, address, production=production)
    if len({provider.id for provider in found}) < len(found):
        raise BadInput(f"{VARIABLE}: two providers have one id: {EXAMPLE}")
    return found


def _refuse_unsafe(provider: Provider, address: str, *, production: bool) -> None:
    parts = urlsplit(address)
    own = parts.scheme == "http" and parts.hostname in ON_THIS_MACHINE and not production
    if not (parts.hostname and (parts.scheme == "https" or own)):
        raise BadInput(f'{VARIABLE}: "{provider.id}": found {parts.scheme}://{parts.hostname}: expected https')
