"""The law's own `NamedTuple`s of numbers as NumPy records, whose fields compiled rules read by the same names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt


def shape_of(value: Any) -> Any:
    """The NumPy type that holds a number, a tuple of numbers or a `NamedTuple` of these."""
    if hasattr(value, "_fields"):
        return np.dtype(
            [(name, shape_of(part)) for name, part in zip(value._fields, value, strict=True)], align=True
        )
    if isinstance(value, tuple):
        return np.dtype((np.float64, (len(value),)))
    if isinstance(value, bool):
        return np.dtype(np.bool_)
    return np.dtype(np.int64) if isinstance(value, int) else np.dtype(np.float64)


def _plain(value: Any) -> Any:
    return tuple(_plain(part) for part in value) if isinstance(value, tuple) else value


def records_of(values: Sequence[Any], like: Any = None) -> npt.NDArray[Any]:
    """One record for each of the `values`, all of one `NamedTuple` type and of equal shape."""
    shape = shape_of(values[0] if like is None else like)
    found = np.zeros(len(values), shape)
    for index, value in enumerate(values):
        if shape_of(value) != shape and like is None:
            raise ValueError(f"{type(value).__name__}: tables of different lengths")
        found[index] = _plain(value)
    return found


def small_record(value: Any) -> npt.NDArray[Any]:
    """One record of a `NamedTuple` of few bytes: whole numbers of 16 bits, the widest fields first."""
    shapes = {name: shape_of(part) for name, part in zip(value._fields, value, strict=True)}
    shapes = {name: np.dtype(np.int16) if kind == np.int64 else kind for name, kind in shapes.items()}
    widest_first = sorted(shapes.items(), key=lambda field: -field[1].base.itemsize)
    found = np.zeros(1, np.dtype(widest_first, align=True))
    for name in shapes:
        found[name] = getattr(value, name)
    return found
