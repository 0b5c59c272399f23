"""What is kept of a sign-in by the provider of an organisation."""

from __future__ import annotations

from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken

from grenswerk.web.privacy.declarations import Activity, Erasure, Ground, Kept, Table, declare

declare(
    Kept(
        "provider",
        Activity.ACCOUNT,
        Ground.CONTRACT,
        (
            Table(SocialAccount, person=("user",)),
            Table(SocialToken, person=("account__user",), secret=("token", "token_secret")),
            Table(SocialApp, secret=("secret",), erasure=Erasure.NOBODY),
        ),
    ),
)
