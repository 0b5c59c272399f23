"""Many workers: the law's own rules, compiled, over columns."""

from grenswerk.population.engine import evaluate, evaluate_all, evaluate_batch

__all__ = ["evaluate", "evaluate_all", "evaluate_batch"]
