"""Compiled rules: the law's own functions, registered with Numba as they are, and kernels cached on disk."""

from __future__ import annotations

import hashlib
import inspect
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import ModuleType
from typing import Any, TypeVar, cast

import numba
from numba.core import config
from numba.extending import register_jitable

F = TypeVar("F", bound=Callable[..., Any])

ROOMS = (
    "grenswerk.law.treaties",
    "grenswerk.law.social_security",
    "grenswerk.law.establishment",
    "grenswerk.law.duties",
    "grenswerk.law.relief",
    "grenswerk.law.taxes",
)
MODULES = (
    "grenswerk.law.rounding",
    "grenswerk.model.days",
    "grenswerk.model.pay",
    "grenswerk.model.period",
    "grenswerk.model.worker",
    "grenswerk.days.totals",
)
# called from compiled code alone; inlined, so that amounts which no kernel asks for are not computed
_INLINED = {"no_cfunc_wrapper": True, "no_cpython_wrapper": True, "forceinline": True}
PATIENCE = 1.5  # seconds of compiling after which the user is told
_LOADING = 10.0  # the same where all kernels lie in the cache, and are loaded alone
_SOURCES = (
    "law",
    "model",
    "days/totals.py",
    *(
        f"population/{name}.py"
        for name in (
            "compiling",
            "rows",
            "views",
            "insured",
            "rights",
            "duties",
            "levies",
            "worker_days",
            "blocks",
            "written",
        )
    ),
)


@cache
def cache_folder() -> Path:
    """Where compiled kernels lie: one folder for each place and state of the sources, of Numba and of Python.

    `GRENSWERK_CACHE` names another place than the user's cache folder.
    """
    package = Path(__file__).parent.parent
    digest = hashlib.sha256(f"{numba.__version__} {sys.version} {package}".encode())
    for name in _SOURCES:
        place = package / name
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            digest.update(path.relative_to(package).as_posix().encode())
            digest.update(path.read_bytes())
    home = os.environ.get("GRENSWERK_CACHE") or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return Path(home) / "grenswerk" / "kernels" / digest.hexdigest()[:16]


def is_complete() -> bool:
    """Whether all kernels were compiled into the cache before."""
    return (cache_folder() / "complete").exists()


def mark_complete() -> None:
    """Notes that all kernels lie in the cache; a cache that cannot be written stays cold."""
    try:
        (cache_folder() / "complete").touch()
    except OSError:
        return


@cache
def register_rules() -> None:
    """Make every function of the law callable from a kernel; each stays the plain Python that it is."""
    for module in _modules():
        for _, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__:
                register_jitable(**_INLINED)(function)


def _modules() -> Iterator[ModuleType]:
    for name in MODULES:
        yield import_module(name)
    for name in ROOMS:
        package = import_module(name)
        yield package
        for found in walk_packages(package.__path__, f"{name}."):
            if ".cases" not in found.name:
                yield import_module(found.name)


def kernel(function: F) -> F:
    """`function` compiled when first called, without the interpreter's lock, and kept on disk."""
    register_rules()
    for name, value in (("OPT", type(config.OPT)(2)), ("LOOP_VECTORIZE", 0)):  # type: ignore[attr-defined]
        setattr(config, name, value)  # a fifth less to compile, and as fast
    folder, writable = cache_folder(), True
    try:
        folder.mkdir(parents=True, exist_ok=True)
        setattr(config, "CACHE_DIR", str(folder))  # noqa: B010  (a setting that has no type)
    except OSError:  # no place to write: compile anew in every process
        writable = False
    return cast(F, Kernel(numba.njit(nogil=True, cache=writable, error_model="numpy")(function)))


class Kernel:
    """A compiled function whose arguments have the same types in every call, arrays being contiguous.

    The first call finds the machine code by the types of its arguments; the others go straight to it, which saves
    most of a call (7 µs where arrays hold records). An array of another size of element is refused by its wrapper.
    """

    def __init__(self, dispatcher: Any) -> None:
        self.dispatcher = dispatcher
        self.entry: Any = None

    def __call__(self, *arguments: Any) -> Any:
        if self.entry is not None:
            return self.entry(*arguments)
        found = self.dispatcher(*arguments)
        compiled, *_ = self.dispatcher.overloads.values()
        self.entry = compiled.entry_point
        return found


def inner(function: F) -> F:
    """`function` compiled into the kernels that call it."""
    register_rules()
    compiled: F = register_jitable(**_INLINED)(function)
    return compiled


@contextmanager
def announced() -> Iterator[None]:
    """Tells the user on standard error when compiling takes long, and how long it took."""
    started, told = time.monotonic(), threading.Event()

    def tell() -> None:
        told.set()
        print("grenswerk: compiling the rules, once for this version …", file=sys.stderr, flush=True)

    timer = threading.Timer(_LOADING if is_complete() else PATIENCE, tell)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        if told.is_set():
            print(f"grenswerk: compiled in {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
