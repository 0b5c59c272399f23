"""The people of the load test and the employer for whom they work, written straight into the site's database."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any


def people(number: int, workers: int, folder: Path) -> dict[str, Any]:
    """Accounts with a session and a year each, all in the personnel office of one employer."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.models import User
    from django.contrib.sessions.backends.db import SessionStore
    from django.urls import reverse
    from django.utils.translation import override

    from grenswerk.web.mydays.demo import FACTS
    from grenswerk.web.mydays.models import Year
    from grenswerk.web.organisations.models import Membership, Role
    from site_table import uploaded

    employer, _ = uploaded(workers, folder)
    sessions = []
    for one in range(number):
        person = User.objects.create(username=f"person{one}", email=f"person{one}@example.org")
        Year.objects.create(owner=person, year=2026, facts=FACTS)
        Membership.objects.create(organisation=employer, person=person, role=Role.HR)
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
        session.save()
        sessions.append(session.session_key)
    with override("en"):
        address = reverse("workforce_table", kwargs={"organisation": employer.pk})
    return {"year": 2026, "sessions": sessions, "table": address}
