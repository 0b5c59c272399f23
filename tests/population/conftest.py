"""The kernels are compiled once for all tests of this folder."""

from __future__ import annotations

import pytest

from grenswerk.population.engine import prepare


@pytest.fixture(scope="session", autouse=True)
def _compiled() -> None:
    prepare()
