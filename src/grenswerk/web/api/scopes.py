"""What a token may be allowed, and which role within an organisation that takes."""

from __future__ import annotations

from enum import StrEnum

from grenswerk.web.organisations.models import Role


class Scope(StrEnum):
    """One kind of question or change."""

    ASSESS = "assess"  # one worker, given with the question; compare too
    BATCH = "batch"  # many workers, given with the question
    LAW = "law"
    DOSSIER = "dossier"
    DAYS_READ = "days:read"  # the day log of the person whose token it is
    DAYS_WRITE = "days:write"
    ORGANISATION_READ = "organisation:read"  # what a viewer sees
    ORGANISATION_MEMBERS = "organisation:members"  # who belongs to it, as HR sees it
    ORGANISATION_WRITE = "organisation:write"  # what HR changes

    @property
    def code(self) -> str:
        """The scope as a part of a code of the texts."""
        return self.value.replace(":", "_")

    @property
    def role(self) -> Role | None:
        """The role as which a token with this scope acts within its organisation; never that of an owner."""
        return _ROLES.get(self)


_ROLES = {
    Scope.ORGANISATION_READ: Role.VIEWER,
    Scope.ORGANISATION_MEMBERS: Role.HR,
    Scope.ORGANISATION_WRITE: Role.HR,
}
ANYBODYS = (Scope.ASSESS, Scope.BATCH, Scope.LAW, Scope.DOSSIER)
OF_A_PERSON = (*ANYBODYS, Scope.DAYS_READ, Scope.DAYS_WRITE)
OF_AN_ORGANISATION = (*ANYBODYS, Scope.ORGANISATION_READ, Scope.ORGANISATION_MEMBERS, Scope.ORGANISATION_WRITE)
