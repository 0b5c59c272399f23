"""The kernels are compiled once for all tests of this folder, and called as they were compiled."""

from __future__ import annotations

from typing import Any

import numba
import pytest

from grenswerk.population.compiling import Kernel
from grenswerk.population.engine import prepare


@pytest.fixture(scope="session", autouse=True)
def _compiled() -> None:
    prepare()


@pytest.fixture(scope="session", autouse=True)
def _called_as_compiled(_compiled: None) -> Any:
    """A kernel does not look at the types of its arguments again: no call may have others than the first.

    Only whether an array may be written is the same to it, as it writes into those alone that are made for it.
    """
    call, first = Kernel.__call__, dict[Kernel, str]()
    typeof: Any = numba.typeof

    def checked(kernel: Kernel, *arguments: Any) -> Any:
        kinds = ", ".join(str(typeof(argument)) for argument in arguments).replace("readonly ", "")
        assert first.setdefault(kernel, kinds) == kinds, f"{kernel.dispatcher}: other types than in its first call"
        return call(kernel, *arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Kernel, "__call__", checked)
        yield
