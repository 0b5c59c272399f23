"""Compiles the rules into the cache, all of them or the rooms of the states that are named."""

from __future__ import annotations

import sys

from grenswerk.model.states import State
from grenswerk.population.engine import compile_rooms, prepare

if __name__ == "__main__":
    if sys.argv[1:]:
        compile_rooms([State[name] for name in sys.argv[1:]])
    else:
        prepare()
