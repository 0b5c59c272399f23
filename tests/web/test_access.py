"""Accounts: who comes in, who does not, and what is said to a browser."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client

from grenswerk.model.errors import BadInput
from grenswerk.web.environment import read_environment

PASSWORD = "three-days-at-home"


def _sign_in(browser: Client, password: str) -> int:
    data = {"login": "claire@example.org", "password": password}
    return browser.post("/en/account/login/", data).status_code


@pytest.mark.django_db
def test_an_account_is_made_with_a_mail_address_and_a_password(visitor: Client) -> None:
    answer = visitor.post("/fr/account/signup/", {"email": "new@example.org", "password1": "a-long-enough-word"})
    assert answer.status_code == 302
    assert User.objects.get().email == "new@example.org"
    assert visitor.get("/fr/mydays/new/").status_code == 200


@pytest.mark.usefixtures("claire")
def test_five_wrong_passwords_lock_the_account_even_for_the_right_one(visitor: Client) -> None:
    for _ in range(5):
        _sign_in(visitor, "wrong")
    assert _sign_in(visitor, PASSWORD) == 200
    assert visitor.get("/en/mydays/").status_code == 302
    cache.clear()
    assert _sign_in(visitor, PASSWORD) == 302


@pytest.mark.usefixtures("claire")
def test_a_form_without_its_token_is_refused() -> None:
    strict = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    assert _sign_in(strict, PASSWORD) == 403


@pytest.mark.usefixtures("claire")
def test_a_second_factor_and_passkeys_can_be_added(visitor: Client) -> None:
    _sign_in(visitor, PASSWORD)
    assert visitor.post("/nl/account/reauthenticate/", {"password": PASSWORD}).status_code == 302
    for page in ("", "totp/activate/", "webauthn/add/"):
        assert visitor.get(f"/nl/account/2fa/{page}").status_code == 200
    assert "data:image/svg" in visitor.get("/nl/account/2fa/totp/activate/").content.decode()


@pytest.mark.django_db
def test_the_page_to_sign_in_offers_a_passkey(visitor: Client) -> None:
    assert "passkey_login" in visitor.get("/nl/account/login/").content.decode()


def test_the_production_settings_pass_djangos_deployment_check() -> None:
    given = {
        **os.environ,
        "GRENSWERK_PRODUCTION": "1",
        "GRENSWERK_SECRET_KEY": "k3y-" + "".join(chr(33 + number % 90) for number in range(7, 77)),
        "GRENSWERK_HOSTS": "grenswerk.example",
        "DJANGO_SETTINGS_MODULE": "grenswerk.web.settings",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    command = [sys.executable, "-m", "grenswerk.web", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, env=given, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_production_site_without_a_key_does_not_start() -> None:
    with pytest.raises(BadInput, match="GRENSWERK_SECRET_KEY"):
        read_environment({"GRENSWERK_PRODUCTION": "1", "GRENSWERK_HOSTS": "grenswerk.example"})


PRODUCTION = {"GRENSWERK_PRODUCTION": "1", "GRENSWERK_SECRET_KEY": "k3y" * 20, "GRENSWERK_HOSTS": "a.example"}


@pytest.mark.parametrize("key", ["short", "k" * 31])
def test_a_production_site_whose_key_is_short_does_not_start(key: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=f"GRENSWERK_SECRET_KEY: found {len(key)} characters"):
        read_environment({**PRODUCTION, "GRENSWERK_DATA": str(tmp_path), "GRENSWERK_SECRET_KEY": key})


@pytest.mark.parametrize("hosts", ["https://a.example", "a.example:443", "a.example b.example", "*", ","])
def test_what_is_no_name_of_a_host_is_told_at_the_start(hosts: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match='GRENSWERK_HOSTS: found "'):
        read_environment({**PRODUCTION, "GRENSWERK_DATA": str(tmp_path), "GRENSWERK_HOSTS": hosts})


def test_names_of_hosts_are_taken(tmp_path: Path) -> None:
    given = {**PRODUCTION, "GRENSWERK_DATA": str(tmp_path)}
    hosts = "a.example, www.a.example,127.0.0.1,[::1],.b.example"
    assert len(read_environment({**given, "GRENSWERK_HOSTS": hosts}).hosts) == 5


@pytest.mark.parametrize(
    "url", ["smtp://u:se#cret@m.example:587", "smtp://u:se/cret@m.example", "smtp://u:p@m:x", "m"]
)
def test_an_address_of_mail_that_cannot_be_read_is_told_without_its_password(url: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="GRENSWERK_MAIL is") as refused:
        read_environment({"GRENSWERK_DATA": str(tmp_path), "GRENSWERK_MAIL": url})
    assert "se" not in str(refused.value).partition("expected")[0]


@pytest.mark.django_db
def test_models_and_migrations_agree() -> None:
    from django.core.management import call_command

    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_a_folder_of_data_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    taken = tmp_path / "file"
    taken.write_text("")
    with pytest.raises(BadInput, match="GRENSWERK_DATA"):
        read_environment({"GRENSWERK_DATA": str(taken / "data")})


def test_the_key_of_a_machine_is_made_once_and_read_by_its_user_alone(tmp_path: Path) -> None:
    given = {"GRENSWERK_DATA": str(tmp_path / "data")}
    key = read_environment(given).secret_key
    assert len(key) > 60
    assert read_environment(given).secret_key == key
    assert (tmp_path / "data" / "secret-key").stat().st_mode & 0o077 == 0


def test_a_database_url_moves_everything_to_postgresql(tmp_path: Path) -> None:
    url = "postgresql://gren:p%40ss@db.example:5433/works?sslmode=require"
    found = read_environment({"GRENSWERK_DATA": str(tmp_path), "DATABASE_URL": url}).database
    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert (found["USER"], found["PASSWORD"], found["HOST"]) == ("gren", "p@ss", "db.example")
    assert (found["PORT"], found["NAME"], found["OPTIONS"]["sslmode"]) == (5433, "works", "require")


def test_a_database_url_may_name_a_file_of_sqlite_which_writes_as_surely(tmp_path: Path) -> None:
    found = read_environment(
        {"GRENSWERK_DATA": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/a.db"}
    ).database
    assert found["NAME"] == str(tmp_path / "a.db")
    assert "synchronous=FULL" in found["OPTIONS"]["init_command"]


@pytest.mark.parametrize(
    "url",
    [
        "mysql://gren:s3cret@db/works",
        "s3cret",
        "postgresql://gren:s3cret@db:port/works",
        "postgresql://gren:s3cret@db",
        "postgresql://gren:s3#cret@db/works",
    ],
)
def test_a_wrong_database_url_is_told_in_one_line_without_its_password(tmp_path: Path, url: str) -> None:
    with pytest.raises(BadInput, match="DATABASE_URL") as refused:
        read_environment({"GRENSWERK_DATA": str(tmp_path), "DATABASE_URL": url})
    said = str(refused.value)
    assert "expected postgresql://" in said
    assert "cret" not in said
    assert "\n" not in said
