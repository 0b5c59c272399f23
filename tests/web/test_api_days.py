"""The day log through the API: as the site keeps it, by the token of the person alone."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from grenswerk.web.api.scopes import Scope
from grenswerk.web.audit.models import Entry
from grenswerk.web.mydays.models import Year
from tests.web.api_world import founded, program, token_for

HOME = [{"state": "FR", "activity": "telework"}]
OFFICE = [{"state": "BE"}]


@pytest.fixture
def own(claire: User) -> Client:
    """A program of Claire herself."""
    return program(token_for(claire))


def put(client: Client, year: int, seen: int, days: dict[str, Any]) -> Any:
    """The response to a change."""
    return client.put(f"/api/v1/days/{year}", {"seen": seen, "days": days}, content_type="application/json")


def test_what_is_written_is_read_and_assessed(own: Client, year: Year) -> None:
    assert own.get("/api/v1/days").json() == [{"year": 2026, "version": 0}]
    written = put(own, 2026, 0, {"2026-03-02": HOME, "2026-03-03": OFFICE})
    assert written.json() == {"year": 2026, "version": 1, "changed": ["2026-03-02", "2026-03-03"]}
    read = own.get("/api/v1/days/2026").json()
    assert read == {"year": 2026, "version": 1, "days": {"2026-03-02": HOME, "2026-03-03": OFFICE}}
    assert own.get("/api/v1/days/2026/assessment").json()["employments"][0]["pair"] == "FR-BE"
    assert year.changes.get().label == "payroll"
    assert [entry.action for entry in Entry.objects.filter(about=year.owner_id, token__isnull=False)] == [
        "api_days_read",
        "api_days_read",
        "api_days_written",
    ]


def test_the_same_request_sent_again_changes_nothing_and_is_no_conflict(own: Client, year: Year) -> None:
    days = {"2026-03-02": HOME}
    assert put(own, 2026, 0, days).json()["version"] == 1
    again = put(own, 2026, 0, days)
    assert (again.status_code, again.json()) == (200, {"year": 2026, "version": 1, "changed": []})
    assert year.changes.count() == 1


@pytest.mark.usefixtures("year")
def test_a_date_written_by_another_in_between_is_not_overwritten(own: Client) -> None:
    put(own, 2026, 0, {"2026-03-02": HOME})
    refused = put(own, 2026, 0, {"2026-03-02": OFFICE, "2026-03-03": OFFICE})
    assert refused.status_code == 409
    assert refused.json()["error"].startswith("seen: 2026-03-02 written by another change since")
    assert own.get("/api/v1/days/2026").json()["days"] == {"2026-03-02": HOME}
    assert put(own, 2026, 1, {"2026-03-02": []}).json()["changed"] == ["2026-03-02"]
    assert own.get("/api/v1/days/2026").json()["days"] == {}


@pytest.mark.usefixtures("year")
@pytest.mark.parametrize(
    ("days", "said"),
    [
        ({"2025-03-02": HOME}, 'body: days is "2025-03-02": expected a date of 2026'),
        ({"2026-02-30": HOME}, "2026-02-30"),
        ({"2026-3-2": HOME, "2026-03-02": OFFICE}, 'body: days is "2026-3-2": expected 2026-03-02'),
        ({"٢٠٢٦-03-02": HOME}, "expected 2026-03-02"),
        ({"2026-03-02": [{"state": "FR", "employment": "none"}]}, "2026: days.2026-03-02[0]: employment is"),
        ({"2026-03-02": [{"state": "FR"}, {"state": "BE"}]}, "but 2026: days.2026-03-02[0] says a full day"),
        ({"2026-03-02": [{"state": "FR", "employment": "\0"}]}, "2026: days.2026-03-02[0].employment has the"),
        ({"2026-03-02": [{"state": "fr"}]}, "state"),
        ({"2026-03-02": [{"state": "FR", "activity": "nap"}]}, "activity"),
        ({"2026-03-02": [{"state": "FR"}, {"state": "BE"}]}, "2026-03-02"),
        ({"2026-03-02": [{"state": "FR", "minutes": 1}] * 7}, "body"),
        ({"2026-03-02": [{"state": "FR", "where": "home"}]}, "where"),
    ],
)
def test_days_that_cannot_be_are_refused_and_nothing_is_written(own: Client, days: Any, said: str) -> None:
    refused = put(own, 2026, 0, {"2026-03-05": OFFICE, **days})
    assert refused.status_code == 422, refused.content
    assert said in refused.json()["error"]
    assert own.get("/api/v1/days/2026").json()["days"] == {}


@pytest.mark.usefixtures("year")
def test_a_version_that_there_was_never_overwrites_nothing(own: Client) -> None:
    put(own, 2026, 0, {"2026-03-02": HOME})
    refused = put(own, 2026, 7, {"2026-03-02": OFFICE})
    assert refused.status_code == 422
    assert refused.json()["error"] == "body: seen is 7: expected a version that was read, 1 at most"
    assert own.get("/api/v1/days/2026").json()["days"] == {"2026-03-02": HOME}


@pytest.mark.usefixtures("year")
def test_days_are_open_to_the_token_of_the_person_alone(claire: User, own: Client) -> None:
    daan = User.objects.create_user(username="daan", email="daan@example.org", password="three-days-at-home")
    for stranger in (
        program(token_for(daan)),
        program(token_for(daan, None, [Scope.DAYS_WRITE, Scope.DAYS_READ])),
    ):
        assert stranger.get("/api/v1/days").json() == []
        assert stranger.get("/api/v1/days/2026").status_code == 404
        assert put(stranger, 2026, 0, {"2026-03-02": HOME}).status_code == 404
    of_the_firm = program(token_for(claire, founded("Clinique du Nord", claire)))
    assert of_the_firm.get("/api/v1/days/2026").status_code == 403
    reads = program(token_for(claire, None, [Scope.DAYS_READ]))
    assert reads.get("/api/v1/days/2026").status_code == 200
    refused = put(reads, 2026, 0, {"2026-03-02": HOME})
    assert refused.status_code == 403
    assert refused.json()["error"].endswith("the token may days:read: expected a token that may days:write")
    assert own.get("/api/v1/days/2025").status_code == 404


@pytest.mark.usefixtures("year")
def test_days_are_written_in_yaml_with_dates_as_yaml_has_them(own: Client) -> None:
    body = "seen: 0\ndays:\n  2026-01-05:\n  - {state: FR, activity: telework}\n  '2026-01-06': [{state: BE}]\n"
    written = own.put("/api/v1/days/2026", body, content_type="application/yaml")
    assert written.json() == {"year": 2026, "version": 1, "changed": ["2026-01-05", "2026-01-06"]}


@pytest.mark.usefixtures("year")
@pytest.mark.parametrize("key", ["null", "true", "[a]", "2026-02-30", "!!binary YQ=="])
def test_a_key_of_yaml_that_is_no_date_is_refused_in_one_line(own: Client, key: str) -> None:
    refused = own.put("/api/v1/days/2026", f"seen: 0\ndays:\n  {key}: []\n", content_type="application/yaml")
    assert (refused.status_code, list(refused.json())) == (422, ["error"])
