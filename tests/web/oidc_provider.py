"""A provider of OpenID Connect as a server of its own, that insists on PKCE, and can be told to answer wrongly."""

from __future__ import annotations

import base64
import hashlib
import io
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # it still uses what a library of it will drop
    import oidc_provider_mock
    from oidc_provider_mock._server import _threaded_server

AUTHORIZE, TOKEN = "/oauth2/authorize", "/oauth2/token"


class WithProofKey:
    """Stands before a provider: no token without the verifier of the challenge that came with the request."""

    def __init__(self, provider: Callable[..., Any]) -> None:
        self.provider = provider
        self.challenges: dict[str, str] = {}  # by code
        self.tokens = 0
        self.nonce = ""  # what the provider gives instead of the nonce that it was asked for

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        """Answer one request."""
        if environ["PATH_INFO"] == AUTHORIZE:
            return self._authorize(environ, start_response)
        if environ["PATH_INFO"] == TOKEN and not self._proved(environ):
            start_response("400 Bad Request", [("Content-Type", "application/json")])
            return [b'{"error": "invalid_grant"}']
        return self.provider(environ, start_response)

    def _authorize(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        asked = parse_qs(environ["QUERY_STRING"])
        if asked.get("code_challenge_method") != ["S256"]:
            start_response("400 Bad Request", [("Content-Type", "text/plain")])
            return [b"no PKCE"]
        if self.nonce:
            environ["QUERY_STRING"] = environ["QUERY_STRING"].replace(asked["nonce"][0], self.nonce)

        def note_code(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            for code in parse_qs(urlsplit(dict(headers).get("Location", "")).query).get("code", []):
                self.challenges[code] = asked["code_challenge"][0]
            return start_response(status, headers, *more)

        return self.provider(environ, note_code)

    def _proved(self, environ: dict[str, Any]) -> bool:
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        environ["wsgi.input"] = io.BytesIO(body)
        sent = parse_qs(body.decode())
        digest = hashlib.sha256(sent.get("code_verifier", [""])[0].encode()).digest()
        expected = self.challenges.pop(sent["code"][0], "")
        self.tokens += 1
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == expected


@contextmanager
def running() -> Iterator[tuple[WithProofKey, str]]:
    """The provider, and its address."""
    front = WithProofKey(oidc_provider_mock.app(require_nonce=True))
    with _threaded_server(front) as server:
        yield front, f"http://localhost:{server.server_port}"
