"""How often one visitor may ask for what costs time; the rates stand in `settings.ACCOUNT_RATE_LIMITS`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from allauth.core.internal.ratelimit import consume
from allauth.decorators import rate_limit
from django.http import HttpRequest, HttpResponseBase

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


# What costs time even when it is only looked at; of other actions a GET is free, and shows a form or a page.
COSTLY_TO_GET = frozenset({"document"})


def limited(action: str) -> Callable[[View], View]:
    """A view that answers 429 when it is asked for more often than the rate of the action allows."""
    decorator: Callable[[View], View] = rate_limit(action=action, limit_get=action in COSTLY_TO_GET)
    return decorator


def spend(request: HttpRequest, action: str, key: str) -> bool:
    """Whether the rate of the action allows one more to who is named by `key`; counts it."""
    return consume(request, app="allauth.account", action=action, key=key, limit_get=True) is not None
