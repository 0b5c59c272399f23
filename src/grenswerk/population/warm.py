"""Compiles the rooms of some states into the cache: `python -m grenswerk.population.warm NL LU`."""

from __future__ import annotations

import sys

from grenswerk.model.states import State
from grenswerk.population.engine import compile_rooms

if __name__ == "__main__":
    compile_rooms([State[name] for name in sys.argv[1:]])
