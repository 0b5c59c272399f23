"""The API as its own description says it is: asked with what fits and what does not, by schemathesis."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, cast

import pytest
import schemathesis
from django.contrib.auth.models import User
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from grenswerk.web.api.job_kinds import BATCH
from grenswerk.web.api.v1.api import api
from grenswerk.web.jobs.models import Job
from grenswerk.web.mydays.demo import FACTS
from grenswerk.web.mydays.models import Year
from grenswerk.web.organisations.models import Organisation
from grenswerk.web.workforce.models import Upload
from grenswerk.web.wsgi import application
from tests.web.api_world import founded, token_for
from tests.web.workforce import made_worker

DESCRIBED = api.get_openapi_schema(path_prefix="/api/v1/")
SCHEMA = schemathesis.openapi.from_dict(DESCRIBED)
SCHEMA.app = application
OPERATIONS = {
    operation.label: operation for found in SCHEMA.get_all_operations() for operation in [cast("Any", found).ok()]
}
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
EXAMPLES = 8


class Rows(NamedTuple):
    """What there is to find: an organisation with a file and a job, and a year of days."""

    organisation: Organisation
    named: dict[str, Any]


def rows_of(claire: User) -> Rows:
    """The rows, and what the description calls them in an address."""
    organisation = founded("Clinique du Nord", claire)
    made_worker(organisation, "1", name="Zoë")
    upload = Upload.objects.create(organisation=organisation, name="workers.csv", state=Upload.State.READING)
    asked = {"given": "csv", "wanted": "csv"}
    job = Job.objects.create(owner=claire, organisation=organisation, kind=BATCH, payload=asked)
    Year.objects.create(owner=claire, year=2026, facts=FACTS)
    named = {"organisation": str(organisation.pk), "upload": upload.pk, "job": str(job.pk), "year": 2026}
    return Rows(organisation, named)


@pytest.mark.parametrize(
    ("address", "name", "said"),
    [
        ("assess", "lang", {"enum": ["en", "nl", "fr", "de"]}),
        ("assess", "as_of", {"format": "date"}),
        ("batch", "answer", {"enum": ["json", "csv", "xlsx", "parquet"]}),
        ("organisations/{organisation}/workers", "page", {"minimum": 1}),
        ("organisations/{organisation}/workers", "policy", {"enum": ["", "broken"]}),
        ("law/matrix", "gross", {"minimum": 0, "maximum": 1e9}),
        ("law/{pair}/{year}", "year", {"minimum": 2015, "maximum": 2027}),
    ],
)
def test_the_description_says_which_values_an_address_takes(address: str, name: str, said: dict[str, Any]) -> None:
    found = [
        parameter["schema"]
        for operation in DESCRIBED["paths"][f"/api/v1/{address}"].values()
        for parameter in operation["parameters"]
        if parameter["name"] == name
    ]
    assert found
    assert all(said.items() <= schema.items() for schema in found), found


def test_a_database_that_is_away_and_a_full_disk_are_answers_that_the_description_has() -> None:
    for operations in DESCRIBED["paths"].values():
        for operation in operations.values():
            assert {"503", "507"} <= {str(status) for status in operation["responses"]}


@pytest.fixture(autouse=True)
def _connection_of_the_test_stays() -> Iterator[None]:
    """A request by WSGI closes the connection at its end; this one is in the midst of the test's change."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("label", OPERATIONS)
def test_every_answer_is_one_that_the_description_promises(
    label: str, mode: GenerationMode, claire: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grenswerk.web.api.authentication.spend", lambda *_: True)
    operation = OPERATIONS[label]
    rows = rows_of(claire)
    token = token_for(claire, None if "/days" in label else rows.organisation)
    named = rows.named if mode.is_positive and "/law" not in label else {}
    fixed = {name: value for name, value in named.items() if f"{{{name}}}" in label}

    @given(data=st.data())
    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def ask(data: Any) -> None:
        case = data.draw(operation.as_strategy(generation_mode=mode, path_parameters=fixed or None))
        case.call_and_validate(headers={"Authorization": f"Bearer {token}", "Host": "localhost"}, checks=CHECKS)

    ask()
