"""Making, finding and revoking tokens.

A token is 256 random bits, so a plain SHA-256 of it cannot be guessed back, and is found by one look in an index.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from grenswerk.model.errors import BadInput
from grenswerk.web.api.models import Token
from grenswerk.web.api.scopes import OF_A_PERSON, OF_AN_ORGANISATION, Scope
from grenswerk.web.audit.recording import record
from grenswerk.web.organisations.models import Organisation
from grenswerk.web.secret_texts import hash_of, new_secret

MARK = "grw_"  # so that a token that leaks into a file is found as one
SHOWN = 8  # characters
MOST = 50  # tokens that are valid at a time
USE_NOTED = dt.timedelta(minutes=1)


def make_token(
    by: User, organisation: Organisation | None, name: str, scopes: Sequence[Scope], days: int
) -> tuple[Token, str]:
    """A token of an organisation, or of the person where none is given, and its text, which is kept nowhere.

    Raises `BadInput` for a scope that such a token cannot have, and for too many tokens.
    """
    allowed = OF_A_PERSON if organisation is None else OF_AN_ORGANISATION
    if not scopes or not set(scopes) <= set(allowed):
        found = ", ".join(scopes) or "nothing"
        raise BadInput(f"scopes: {found}: expected one or more of {', '.join(allowed)}")
    secret = MARK + new_secret()
    with transaction.atomic():
        if len(valid_tokens(by, organisation)) >= MOST:
            raise BadInput(f"tokens: {MOST} are valid: expected one to be revoked first")
        token = Token.objects.create(
            hash=hash_of(secret),
            begins=secret[:SHOWN],
            name=name,
            organisation=organisation,
            person=by if organisation is None else None,
            made_by=by,
            scopes=sorted(scopes),
            ends=timezone.now() + dt.timedelta(days=days),
        )
        where = None if organisation is None else organisation.pk
        record(
            "token_made", by, where, thing=f"token:{token.pk}", token=token.begins, scopes=", ".join(token.scopes)
        )
    return token, secret


def valid_tokens(person: User, organisation: Organisation | None) -> list[Token]:
    """The tokens that are not revoked and not ended: of an organisation, or of the person where none is given."""
    own = Token.objects.filter(organisation=organisation) if organisation else Token.objects.filter(person=person)
    return list(own.filter(revoked=None, ends__gt=timezone.now()).select_related("made_by"))


def revoke(token: Token, by: User) -> None:
    """End a token at once; a token that was revoked stays so."""
    with transaction.atomic():
        if Token.objects.filter(pk=token.pk, revoked=None).update(revoked=timezone.now()):
            record("token_revoked", by, token.organisation_id, thing=f"token:{token.pk}", token=token.begins)


def token_of(secret: str) -> Token | None:
    """The valid token with this text, or none; that it was used is noted, to the minute."""
    found = Token.objects.select_related("organisation", "person").filter(hash=hash_of(secret)).first()
    if found is None or not found.valid or (found.person is not None and not found.person.is_active):
        return None
    now = timezone.now()
    if found.used is None or found.used < now - USE_NOTED:
        unseen = Q(used=None) | Q(used__lt=now - USE_NOTED)
        Token.objects.filter(unseen, pk=found.pk).update(used=now)
    return found
