"""Where one is signed in."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from allauth.usersessions.views import list_usersessions
from django.contrib.auth.decorators import login_required

sessions = login_required(reauthentication_required(list_usersessions, allow_get=True))
