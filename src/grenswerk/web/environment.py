"""What the surroundings say about a run of the site: the folder of its data, its key, its names, its mail.

| variable | meaning | when left out |
|---|---|---|
| `GRENSWERK_DATA` | folder of the database, the key and the cache | the user's data folder |
| `GRENSWERK_PRODUCTION` | `1`: only HTTPS, secure cookies, strict hosts | a site for this machine |
| `GRENSWERK_SECRET_KEY` | signs sessions and links | made once and kept in the data folder |
| `GRENSWERK_HOSTS` | host names, separated by commas | this machine |
| `DATABASE_URL` | `postgresql://user:password@host:port/name`, `sqlite:////path` | SQLite in the data folder |
| `GRENSWERK_MAIL` | `smtp://user:password@host:port`, `smtps://…` | shown at the console, in production nowhere |
| `GRENSWERK_MAIL_FROM` | sender of mail | `grenswerk@localhost` |
| `GRENSWERK_OIDC` | providers of organisations by which people sign in, as JSON (docs/operations.md) | none |
| `GRENSWERK_BACKUPS` | folder of the backups, the journal of SQLite and the list of erasures | no journal |
| `GRENSWERK_LOG` | `json` or `plain`: the form of log lines | `json` in production, else `plain` |
| `GRENSWERK_METRICS_TOKEN` | who brings it as a bearer token reads `/metrics/` | there is no such page |
| `GRENSWERK_PROXIES` | number of proxies in front whose headers are trusted | 0 |
| `GRENSWERK_KEEP` | how long things are kept, e.g. `unused_account=2y feed=180d` | see docs/privacy.md |
| `GRENSWERK_OLD_KEYS` | keys that `GRENSWERK_SECRET_KEY` replaced, separated by blanks | none |
| `GRENSWERK_BREACHED_PASSWORDS` | file of Pwned Passwords (SHA-1, ordered by hash) | Django's own list alone |
| `GRENSWERK_CONTROLLER` | who answers for the data: name, address, mail | the page about privacy names nobody |
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from grenswerk.model.errors import BadInput
from grenswerk.web.accounts.providers import Provider, read_providers
from grenswerk.web.operations.journal import FOLDER as JOURNAL
from grenswerk.web.operations.journal import JournaledConnection
from grenswerk.web.privacy.periods import Periods, read_periods

KEY_FILE = "secret-key"
SHORTEST_KEY = 32  # characters
HOST = re.compile(r"\.?[a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\]", re.IGNORECASE)


class Environment(NamedTuple):
    """The surroundings, read once at the start."""

    data: Path
    production: bool
    secret_key: str
    hosts: list[str]
    database: dict[str, Any]
    mail: dict[str, Any]
    mail_from: str
    proxies: int
    keep: Periods
    controller: str
    old_keys: list[str]
    breached_passwords: str
    log: str
    metrics_token: str
    backups: Path | None
    oidc: list[Provider]


def read_environment(given: Mapping[str, str] = os.environ) -> Environment:
    """The surroundings of this run; raises `BadInput` for a production site without key or hosts."""
    data = _folder("GRENSWERK_DATA", given.get("GRENSWERK_DATA") or _user_data(given))
    kept = given.get("GRENSWERK_BACKUPS", "")
    backups = _folder("GRENSWERK_BACKUPS", kept) if kept else None
    production = given.get("GRENSWERK_PRODUCTION", "") not in ("", "0")
    key, hosts = given.get("GRENSWERK_SECRET_KEY", ""), given.get("GRENSWERK_HOSTS", "")
    if production and not (key and hosts):
        missing = "GRENSWERK_SECRET_KEY" if not key else "GRENSWERK_HOSTS"
        raise BadInput(f"{missing}: is empty: expected a value for a site in production")
    if production and len(key) < SHORTEST_KEY:
        raise BadInput(
            f"GRENSWERK_SECRET_KEY: found {len(key)} characters: expected {SHORTEST_KEY} or more, made at random"
        )
    proxies = given.get("GRENSWERK_PROXIES") or "0"
    if not proxies.isdecimal():
        raise BadInput(f'GRENSWERK_PROXIES is "{proxies}": expected a number')
    return Environment(
        data=data,
        production=production,
        secret_key=key or _own_key(data),
        hosts=_hosts(hosts, production=production) if hosts else ["localhost", "127.0.0.1", "[::1]"],
        database=_database(given.get("DATABASE_URL", ""), data, backups),
        mail=_mail(given.get("GRENSWERK_MAIL", ""), production=production),
        mail_from=given.get("GRENSWERK_MAIL_FROM") or "grenswerk@localhost",
        proxies=int(proxies),
        keep=read_periods(given.get("GRENSWERK_KEEP", "")),
        controller=given.get("GRENSWERK_CONTROLLER", ""),
        old_keys=given.get("GRENSWERK_OLD_KEYS", "").split(),
        breached_passwords=_file(given.get("GRENSWERK_BREACHED_PASSWORDS", "")),
        log=_log(given.get("GRENSWERK_LOG") or ("json" if production else "plain")),
        metrics_token=given.get("GRENSWERK_METRICS_TOKEN", ""),
        backups=backups,
        oidc=read_providers(given.get("GRENSWERK_OIDC", ""), production=production),
    )


def _hosts(given: str, *, production: bool) -> list[str]:
    """Names to which the site answers; in production no pattern of all: mails hold addresses of the site."""
    hosts = [host.strip() for host in given.split(",") if host.strip()]
    for host in hosts or [given]:
        if not HOST.fullmatch(host) and (production or host != "*"):
            raise BadInput(
                f'GRENSWERK_HOSTS: found "{host}": expected names without https:// and port, separated by commas,'
                " e.g. grenswerk.example,www.grenswerk.example"
            )
    return hosts


def _folder(variable: str, given: str | Path) -> Path:
    folder = Path(given).absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise BadInput(
            f"{folder}: {error.strerror}: expected {variable} to be a folder that can be written"
        ) from None
    return folder


def _user_data(given: Mapping[str, str]) -> Path:
    return Path(given.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "grenswerk"


def _own_key(data: Path) -> str:
    """The key of this machine, made at the first run; readable by its user alone."""
    from secrets import token_urlsafe

    path = data / KEY_FILE
    try:
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text().strip()
        with os.fdopen(handle, "w") as stream:
            key = token_urlsafe(64)
            stream.write(key)
        return key
    except OSError as error:
        raise BadInput(
            f"{path}: cannot be written: {error.strerror}: expected GRENSWERK_DATA to be a folder"
        ) from None


def _database(url: str, data: Path, backups: Path | None) -> dict[str, Any]:
    """Django's settings of the database; a wrong address is told without its password."""
    import dj_database_url

    if not url:
        return _sqlite(data / "grenswerk.sqlite3", backups)
    expected = "expected postgresql://user:password@host:port/name or sqlite:////path, each part quoted for a URL"
    scheme = url.partition("://")[0] if "://" in url else ""
    if scheme not in ("postgres", "postgresql", "sqlite"):
        raise BadInput(
            f'DATABASE_URL: found "{scheme}://…": {expected}' if scheme else f"DATABASE_URL: {expected}"
        )
    try:
        found = dict(dj_database_url.parse(url))
    except (ValueError, AssertionError):
        raise BadInput(f'DATABASE_URL: found "{scheme}://…" that cannot be read: {expected}') from None
    if not found["NAME"] or "#" in url:
        raise BadInput(f'DATABASE_URL: found "{scheme}://…" without the name of a database: {expected}')
    return _sqlite(Path(str(found["NAME"])), backups) if scheme == "sqlite" else _postgresql(found)


def _postgresql(found: dict[str, Any]) -> dict[str, Any]:
    """PostgreSQL that is asked whether it is still there before a connection is used again."""
    patience = {"connect_timeout": 5, "tcp_user_timeout": 10_000}
    return {
        **found,
        "OPTIONS": {**patience, **found.get("OPTIONS", {})},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _sqlite(path: Path, backups: Path | None) -> dict[str, Any]:
    """SQLite that has written to the disk before it says so: a day once acknowledged survives a crash.

    With a folder of backups it writes a journal there, too: then such a day survives the loss of the database.
    """
    journaled = {"factory": partial(JournaledConnection, journal=backups / JOURNAL)} if backups else {}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            **journaled,
        },
    }


def _file(name: str) -> str:
    if name and not Path(name).is_file():
        raise BadInput(f'GRENSWERK_BREACHED_PASSWORDS: found "{name}": expected a file')
    return name


def _log(form: str) -> str:
    if form not in ("json", "plain"):
        raise BadInput(f'GRENSWERK_LOG: found "{form}": expected json or plain')
    return form


def _mail(url: str, *, production: bool) -> dict[str, Any]:
    """Django's settings of mail; a wrong address is told without its password."""
    if not url:  # the console of a site in production is its log, which holds nobody's mail
        own, console = "grenswerk.web.operations.smtp.Unsent", "django.core.mail.backends.console.EmailBackend"
        return {"EMAIL_BACKEND": own if production else console}
    scheme, expected = url.partition(":")[0] if "://" in url else "", "expected smtp://user:password@host:port"
    try:
        parts = urlsplit(url)
        beyond = parts.path.strip("/") or parts.query or parts.fragment
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname or beyond:
            raise ValueError
        parts.port  # noqa: B018  # read here, where it may be no number
    except ValueError:
        raise BadInput(f'GRENSWERK_MAIL is "{scheme}://…": {expected}, each part quoted for a URL') from None
    return {
        "EMAIL_BACKEND": "grenswerk.web.operations.smtp.Smtp",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_TIMEOUT": 20,
    }
