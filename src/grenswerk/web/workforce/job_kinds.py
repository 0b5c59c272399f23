"""What the workforce does in the background: reading a file, and inviting everybody in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import override

from grenswerk.model.errors import BadInput
from grenswerk.population.fields import is_ledger
from grenswerk.web.jobs.kinds import MEGABYTE, Limits, Payload, Report, kind
from grenswerk.web.organisations.access import standing_of
from grenswerk.web.organisations.models import Role
from grenswerk.web.workforce.inviting import invite_everybody
from grenswerk.web.workforce.ledger import accept_ledger, preview_ledger
from grenswerk.web.workforce.models import Upload
from grenswerk.web.workforce.uploads import Outdated, accept, preview

DAY = dt.timedelta(days=1)
LARGEST = 20 * MEGABYTE  # bytes of an uploaded file
# the time holds the first compiling of the rules too
READING = Limits(waiting=3, seconds=900, memory=6144 * MEGABYTE, given=LARGEST, kept=DAY)
INVITING = Limits(waiting=3, seconds=900, memory=2048 * MEGABYTE, kept=DAY)


@kind("workforce.upload", limits=READING)
def read_upload(payload: Payload, report: Report) -> Mapping[str, Any] | None:
    """Read a file of workers or a day ledger and fill its preview; what is wrong with it stands there too."""
    from grenswerk.population.sources import open_source

    upload = Upload.objects.get(pk=payload["upload"])
    path = report.given / payload["file"]
    try:
        if is_ledger(open_source(path).names):
            upload.kind = Upload.Kind.LEDGER
            preview_ledger(upload, path, report)
        else:
            preview(upload, path, report)
    except BadInput as error:
        upload.state, upload.wrong = Upload.State.REFUSED, str(error).replace(str(path), upload.name)
    path.unlink()
    with transaction.atomic():
        upload.save(update_fields=["state", "kind", "wrong", "counts", "errors", "content"])
        report.finish({"state": upload.state})
    return {"state": upload.state}


@kind("workforce.accept", limits=READING)
def take_over(payload: Payload, report: Report) -> Mapping[str, Any] | None:
    """Write the rows of an upload that somebody has accepted, all of them or none."""
    upload = Upload.objects.get(pk=payload["upload"])
    if upload.state == Upload.State.ACCEPTED:  # by an earlier run that could not say so any more
        return {"state": upload.state}
    person = User.objects.get(pk=payload["person"])
    report("writing", 0.1)
    try:
        with transaction.atomic():
            standing = standing_of(person, upload.organisation_id, Role.HR)
            if upload.kind == Upload.Kind.LEDGER:
                accept_ledger(standing, upload)
            else:
                accept(standing, upload)
            report.finish({"state": Upload.State.ACCEPTED})
    except Outdated:
        Upload.objects.filter(pk=upload.pk).update(state=Upload.State.OUTDATED, content=None)
    return {"state": Upload.objects.get(pk=upload.pk).state}


@kind("workforce.invite", limits=INVITING)
def invite_all(payload: Payload, report: Report) -> Mapping[str, Any]:
    """Invite everybody whose row has an address and no account."""
    person = User.objects.get(pk=payload["person"])
    with override(payload["language"]):
        return {
            "invited": invite_everybody(person, payload["organisation"], payload["year"], payload["site"], report)
        }
