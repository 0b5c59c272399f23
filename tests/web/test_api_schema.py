"""The API as its own description says it is: asked with what fits and what does not, by schemathesis."""

from __future__ import annotations

from typing import Any, cast

import pytest
import schemathesis
from django.contrib.auth.models import User
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from grenswerk.web.api.v1.api import api
from grenswerk.web.wsgi import application
from tests.web.api_world import founded, token_for

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
EXAMPLES = 12


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("label", OPERATIONS)
def test_every_answer_is_one_that_the_description_promises(
    label: str, mode: GenerationMode, claire: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grenswerk.web.api.authentication.spend", lambda *_: True)
    token = token_for(claire, founded("Clinique du Nord", claire))
    operation = OPERATIONS[label]

    @given(data=st.data())
    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def ask(data: Any) -> None:
        case = data.draw(operation.as_strategy(generation_mode=mode))
        case.call_and_validate(headers={"Authorization": f"Bearer {token}", "Host": "localhost"}, checks=CHECKS)

    ask()
