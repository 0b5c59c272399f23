"""`grenswerk batch --forecast`: who crosses which limit when, from a ledger of part of a year."""

from __future__ import annotations

import argparse

from grenswerk.days.pace import LIMITS
from grenswerk.population.forecast import forecast, months
from grenswerk.population.pieces import batches_of
from grenswerk.population.targets import open_target
from grenswerk.render.speech import Speech


def run_forecast(arguments: argparse.Namespace, speech: Speech) -> int:
    """Write the dates of each worker, and print how many cross in each month."""
    found = forecast(arguments.source, arguments.workers)
    with open_target(arguments.target) as writer:
        for batch in batches_of(found.frame.to_arrow()):
            writer.write(batch)
    if arguments.json:
        import msgspec

        print(msgspec.json.encode(found.by_month).decode())
        return 0
    titles = [speech.say(f"batch.crosses_{name}") for name in LIMITS]
    for number, title in enumerate(titles, start=1):
        print(f"{number}  {title}")
    heads = [str(number) for number in range(1, len(LIMITS) + 1)]
    print(f"{speech.say('batch.month'):<9}" + "".join(f"{head:>9}" for head in heads))
    for month, counts in months(found):
        print(f"{month:<9}" + "".join(f"{count:>9}" for count in counts))
    return 0
