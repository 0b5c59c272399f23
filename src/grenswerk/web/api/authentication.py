"""Who asks: the token in the header `Authorization`, what it may ask, and how often."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest
from ninja.security import HttpBearer

from grenswerk.web.api.models import Token
from grenswerk.web.api.refusals import NO_TOKEN, Refused
from grenswerk.web.api.scopes import Scope
from grenswerk.web.api.tokens import token_of
from grenswerk.web.audit.recording import Actor
from grenswerk.web.limits import spend
from grenswerk.web.organisations.models import Kind, Organisation


class Bearer(HttpBearer):
    """A valid token with a scope; raises `Refused`: 401 without one, 403 for another scope, 429 too often."""

    openapi_description = "A token that an owner of the organisation, or the person itself, made on the site."

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Token:
        """The token of a request."""
        kind, _, secret = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "bearer" or not secret.strip():
            raise Refused(401, NO_TOKEN, WWW_Authenticate="Bearer")
        return self.authenticate(request, secret.strip())

    def authenticate(self, request: HttpRequest, token: str) -> Token:
        """The token with this text."""
        found = token_of(token)
        if found is None:
            unknown = "Authorization: the token is unknown, ended or revoked: expected a valid one"
            raise Refused(401, unknown, WWW_Authenticate='Bearer error="invalid_token"')
        if not spend(request, "api", f"token-{found.pk}"):
            raise Refused(429, "the token has asked too often: expected a pause of a minute", Retry_After="60")
        if self.scope not in found.allowed:
            may = ", ".join(found.allowed)
            raise Refused(403, f"Authorization: the token may {may}: expected a token that may {self.scope}")
        return found


def token_asking(request: HttpRequest) -> Token:
    """The token that `Bearer` has found in a request."""
    token: Token = request.auth  # type: ignore[attr-defined]
    return token


def organisation_of(token: Token, organisation: UUID, kind: Kind | None = None) -> Organisation:
    """The organisation of a token that asks within it; raises `Http404` for any other."""
    own = token.organisation
    if own is None or own.pk != organisation or (kind is not None and own.kind != kind):
        raise Http404
    return own


def actor_of(token: Token) -> Actor:
    """Who acts, for the audit log."""
    return Actor(token=token.pk)
