"""How a room declares what it keeps: what, why, on what ground, how long, and what becomes of it.

Each room has a module `kept` that calls `declare`; it is read at the start of the site. From the declarations are
made the page about privacy, the record of processing, the export of a person, the erasure and the retention.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from enum import StrEnum
from typing import Any, NamedTuple

from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.db.models import Field, Model, Q, QuerySet

from grenswerk.model.errors import BadInput


class Ground(StrEnum):
    """Why it is lawful: a letter of art. 6(1) GDPR; for an organisation the ground is that one's (art. 28)."""

    CONSENT = "consent"  # (a)
    CONTRACT = "contract"  # (b)
    OBLIGATION = "obligation"  # (c)
    INTEREST = "interest"  # (f)
    ORGANISATION = "organisation"  # art. 28: the organisation decides
    NONE = "none"  # nothing of a person is kept


class Erasure(StrEnum):
    """What becomes of a row when the account of the person is erased."""

    DELETED = "deleted"
    UNLINKED = "unlinked"  # an organisation keeps it for its own duties, without the account
    NAMELESS = "nameless"  # it names the account by a number that names nobody any more
    NOBODY = "nobody"  # it is of nobody


class Activity(StrEnum):
    """A processing activity, as the record of processing lists them; a section of the page about privacy."""

    ACCOUNT = "account"
    MYDAYS = "mydays"
    ORGANISATIONS = "organisations"
    EMPLOYER = "employer"
    ADVISER = "adviser"
    LABORATORY = "laboratory"
    API = "api"
    SECURITY = "security"


def confirmed(person: User) -> list[str]:
    """The mail addresses of an account that were confirmed: nobody gets rows by claiming somebody's address."""
    return list(EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True))


# Where the site works on behalf of an organisation (art. 28 GDPR).
ON_BEHALF = frozenset({Activity.ORGANISATIONS, Activity.EMPLOYER, Activity.ADVISER})


class Table(NamedTuple):
    """A model, and how a person is found in it.

    `person` are lookups that equal the number of the account, `mail` such that equal a confirmed mail address of
    it, `found` is for rows that are found otherwise. Every field is exported but those in `secret`; `beside` are
    fields of rows that it points to. `remove` deletes rows with what lies beside the database; `unlink` takes the
    person out of rows that an organisation keeps.
    """

    model: type[Model]
    person: tuple[str, ...] = ()
    mail: tuple[str, ...] = ()
    secret: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    erasure: Erasure = Erasure.DELETED
    found: Callable[[User], Q] | None = None
    remove: Callable[[QuerySet[Any]], object] = QuerySet.delete
    unlink: Callable[[QuerySet[Any]], None] | None = None

    def rows_of(self, person: User) -> QuerySet[Any]:
        """The rows that concern a person."""
        found = self.found(person) if self.found else Q(pk__in=[])
        for lookup in self.person:
            found |= Q((lookup, person.pk))
        for address in confirmed(person) if self.mail else ():
            for lookup in self.mail:
                found |= Q((f"{lookup}__iexact", address))
        return self.model._default_manager.filter(found).order_by("pk")

    @property
    def label(self) -> str:
        """The model, as `room.model`."""
        return self.model._meta.label_lower

    @property
    def exported(self) -> list[str]:
        """The names of the fields that the export holds."""
        own = [field.attname for field in self.model._meta.get_fields() if isinstance(field, Field)]
        many = {field.attname for field in self.model._meta.many_to_many}
        return [name for name in own if name not in self.secret and name not in many] + list(self.beside)


class Expiry(NamedTuple):
    """Rows whose time is over: `rows` finds them, given the moment of asking."""

    code: str
    rows: Callable[[dt.datetime], QuerySet[Any]]


class Kept(NamedTuple):
    """One kind of thing that is kept. Its texts are `privacy.<code>.what`, `.why` and `.long`."""

    code: str
    activity: Activity
    ground: Ground
    tables: tuple[Table, ...]
    expiry: tuple[Expiry, ...] = ()


DECLARED: dict[str, Kept] = {}


def declare(*kept: Kept) -> None:
    """Add to what is declared; raises `BadInput` for a code that is another's."""
    for each in kept:
        if DECLARED.get(each.code, each) != each:
            raise BadInput(f"privacy: {each.code}: is declared twice: expected one declaration a code")
        DECLARED[each.code] = each


def tables() -> list[Table]:
    """Every declared model."""
    return [table for kept in DECLARED.values() for table in kept.tables]


def table_of(model: type[Model]) -> Table:
    """The declaration of a model; raises `LookupError` for one that nobody has declared."""
    for table in tables():
        if table.model is model:
            return table
    raise LookupError(model._meta.label)


def expiries() -> list[Expiry]:
    """Everything that has a time."""
    return [expiry for kept in DECLARED.values() for expiry in kept.expiry]


def undeclared() -> list[str]:
    """Models of the site that nobody has declared; proxies and what is not managed here are left out."""
    from django.apps import apps

    known = {table.label for table in tables()}
    models = [model for model in apps.get_models(include_auto_created=True) if not model._meta.proxy]
    return sorted(label for model in models if (label := model._meta.label_lower) not in known)
