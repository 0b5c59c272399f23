"""Note where one day was worked, from a program of one's own. Python's standard library only.

    export GRENSWERK_SITE=https://grenswerk.example GRENSWERK_TOKEN=grw_…
    python my_day.py 2026-03-02 FR telework

The token is a personal one with the scopes `days:read` and `days:write`. The log is read first, and its version is
sent with the change: a day written elsewhere in between is not overwritten. Sent again, it changes nothing.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

SITE, TOKEN = os.environ["GRENSWERK_SITE"], os.environ["GRENSWERK_TOKEN"]


def ask(method: str, address: str, data: Any = None) -> Any:
    """The answer as data; ends the program with the error that the site says."""
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    body = None if data is None else json.dumps(data).encode()
    try:
        with urlopen(Request(f"{SITE}/api/v1/{address}", body, headers, method=method), timeout=60) as answer:
            return json.load(answer)
    except HTTPError as refused:
        print(f"my_day: {json.load(refused)['error']}", file=sys.stderr)
        sys.exit(2)


def main(date: str, state: str, activity: str) -> None:
    """Write the day and say what the year comes to."""
    year = date[:4]
    seen = ask("GET", f"days/{year}")["version"]
    ask("PUT", f"days/{year}", {"seen": seen, "days": {date: [{"state": state, "activity": activity}]}})
    for margin in ask("GET", f"days/{year}/assessment")["margins"]:
        print(f"{margin['what']}: {margin['left']}")


if __name__ == "__main__":
    main(*sys.argv[1:4])
