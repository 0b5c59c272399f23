"""What all tests share: compiled texts, and properties without wall-clock limits, the same in every run of CI."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "grenswerk",
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("grenswerk")

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session", autouse=True)
def _compiled_texts() -> None:
    spec = importlib.util.spec_from_file_location("build_catalogues", ROOT / "build_catalogues.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.compile_catalogues()
