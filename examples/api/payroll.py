"""A payroll client: assess the workers of a file and write the answers beside it. Python's standard library only.

    export GRENSWERK_SITE=https://grenswerk.example GRENSWERK_TOKEN=grw_…
    python payroll.py workers.csv answers.csv

The token needs the scope `batch`. Files may end in csv, xlsx, parquet or json. A small file is answered at once, a
large one by a job whose address is asked until it is done. What is wrong is said in one line; exit code 2.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urljoin
from urllib.request import Request, urlopen

SITE, TOKEN = os.environ["GRENSWERK_SITE"], os.environ["GRENSWERK_TOKEN"]
MEDIA_TYPES = {
    ".json": "application/json",
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".parquet": "application/vnd.apache.parquet",
}


def ask(address: str, body: bytes | None = None, media_type: str = "") -> tuple[int, bytes]:
    """Status and content of an answer; ends the program with the error that the site says."""
    headers = {"Authorization": f"Bearer {TOKEN}", **({"Content-Type": media_type} if media_type else {})}
    try:
        with urlopen(Request(urljoin(SITE, address), body, headers), timeout=120) as answer:
            return answer.status, answer.read()
    except HTTPError as refused:
        print(f"payroll: {json.load(refused)['error']}", file=sys.stderr)
        sys.exit(2)


def main(workers: Path, answers: Path) -> None:
    """Send the file, wait where it takes longer, write the answers."""
    wanted = answers.suffix.lstrip(".")
    status, content = ask(f"/api/v1/batch?answer={wanted}", workers.read_bytes(), MEDIA_TYPES[workers.suffix])
    if status == 202:
        job = json.loads(content)
        while job["state"] in ("queued", "running"):
            time.sleep(1)
            job = json.loads(ask(job["address"])[1])
        if job["state"] != "done":
            print(f"payroll: {job['error'] or job['state']}", file=sys.stderr)
            sys.exit(2)
        _, content = ask(job["result"])
    answers.write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
