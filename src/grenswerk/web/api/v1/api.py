"""The API of version 1 and its description in OpenAPI 3.1."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from grenswerk.web.api.refusals import say_refusals
from grenswerk.web.api.v1 import assessments, batch, days, dossier, law, organisations, uploads
from grenswerk.web.api.v1.schemas import schemas

ABOUT = """Rules as code for people who live in one of NL, BE, DE, LU, FR and work for an employer in another.

Every operation takes a token: `Authorization: Bearer TOKEN`. An owner makes tokens of an organisation on the site,
a person those of their own days. Answers are the lines that the command line prints with `--json`. Whatever is
refused is answered with `{"error": "…"}`: one line that says where, what was found and what was expected."""


class Api(NinjaAPI):
    """The API with the schemas of the house in its description."""

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> OpenAPISchema:
        """The description; the schemas are added once it was made, and each operation says its scope once."""
        described = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        for operations in described["paths"].values():
            for operation in operations.values():
                operation["security"] = operation["security"][-1:]
        described["components"]["schemas"].update(self._schemas)
        return described

    @cached_property
    def _schemas(self) -> dict[str, Any]:
        return schemas()


api = Api(
    title="Grenswerk",
    version="1",
    description=ABOUT,
    urls_namespace="api-v1",
    docs_url=None,
    openapi_extra={"info": {"license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"}}},
)
say_refusals(api)
api.add_router("", assessments.router)
api.add_router("batch", batch.router)
api.add_router("days", days.router)
api.add_router("organisations", organisations.router)
api.add_router("organisations", uploads.router)
api.add_router("law", law.router)
api.add_router("dossier", dossier.router)
