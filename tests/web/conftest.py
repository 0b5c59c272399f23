"""What the tests of the site share: compiled texts and a visitor."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from django.test import Client

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session", autouse=True)
def _compiled_texts() -> None:
    spec = importlib.util.spec_from_file_location("build_catalogues", ROOT / "build_catalogues.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.compile_catalogues()


@pytest.fixture
def visitor() -> Client:
    """Someone without an account."""
    return Client(headers={"host": "localhost"})
