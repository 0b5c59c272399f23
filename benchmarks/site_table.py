"""An employer of 10,000 workers: the upload of their file, and each page of the table beside a bare query.

python benchmarks/site_table.py [--workers 10000] [--runs 15]

With DATABASE_URL the site stands on that (empty) PostgreSQL database, without it on SQLite in a folder that is
thrown away. A page is asked of Django in this process, without a network: guard, query, template and all.
"""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from measure import table, taken, timed
from surroundings import empty_site

if TYPE_CHECKING:
    from grenswerk.web.organisations.models import Organisation

PAGES = {
    "first page, by days left": "",
    "sorted by residence share": "sort=-residence_share",
    "sorted by establishment": "sort=establishment",
    "sorted by name": "sort=name",
    "a pair": "pair=BE-LU",
    "near the tax threshold": "limit=near.tax_threshold",
    "25 % reached": "limit=crossed.substantial_part",
    "a policy broken": "policy=broken",
    "text": "text=worker+77",
    "the last page": "page=9999",
}
AIM = 0.3  # seconds


def main() -> None:
    """Make an employer with its workers, then ask for each page and for the bare query."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=15)
    asked = parser.parse_args()
    with empty_site() as folder:
        employer, steps = uploaded(asked.workers, folder)
        table(f"A file of {asked.workers:,} workers", ("step", "seconds"), [(n, f"{s:.1f}") for n, s in steps])
        _pages(employer, asked.runs)


def uploaded(count: int, folder: Path) -> tuple[Organisation, list[tuple[str, float]]]:
    """An employer with its workers, taken over from a file, and how long each step took."""
    import pyarrow.csv as pa_csv
    from django.contrib.auth.models import User
    from tests.population.workers import random_workers

    from grenswerk.population.engine import prepare
    from grenswerk.web.organisations.access import Standing
    from grenswerk.web.organisations.membership import found
    from grenswerk.web.organisations.models import Kind, Role
    from grenswerk.web.workforce.models import Policy, Upload
    from grenswerk.web.workforce.uploads import accept, preview

    owner = User.objects.create_user(username="owner", email="owner@example.org", password="of no use at all")
    employer = found(owner, "A large employer", Kind.EMPLOYER)
    Policy.objects.create(organisation=employer, measure="week", most=2)
    Policy.objects.create(organisation=employer, measure="year", most=80, residence="BE", employer_state="NL")
    workers = random_workers(count, seed=1, first_year=2026, last_year=2026)
    names = [f"Worker {number}" for number in range(count)]
    path = folder / "workers.csv"
    pa_csv.write_csv(workers.append_column("name", [names]), path)
    prepare()
    upload = Upload.objects.create(organisation=employer, name="workers.csv")
    steps = [("read, computed and compared", timed(lambda: preview(upload, path, lambda *_: None))[1].clock)]
    upload.save()
    steps.append(("taken over", timed(lambda: accept(Standing(employer, owner, Role.OWNER), upload))[1].clock))
    return employer, steps


def _pages(employer: Organisation, runs: int) -> None:
    from django.contrib.auth.models import User
    from django.test import Client

    from grenswerk.web.workforce.models import Worker

    browser = Client(headers={"host": "localhost"})
    browser.force_login(User.objects.get(), backend="allauth.account.auth_backends.AuthenticationBackend")
    home = f"/en/organisations/{employer.pk}/"
    base = f"{home}workers/"
    bare, _ = taken(lambda: list(Worker.objects.order_by().values_list("pk", "name")[:50]), runs)
    rows, slowest = [("bare query of 50 rows", f"{1000 * bare:.1f}", "", "1")], 0.0
    for name, query in PAGES.items():
        seconds, cpu = taken(partial(_answered, browser, f"{base}?{query}"), runs)
        slowest = max(slowest, seconds)
        rows.append((name, f"{1000 * seconds:.0f}", f"{1000 * cpu:.0f}", f"{seconds / bare:.0f}"))
    for name, place in (("export (xlsx), all rows", "workers/export/"), ("calendar of duties", "duties/")):
        seconds = timed(partial(_answered, browser, f"{home}{place}"))[1].clock
        rows.append((name, f"{1000 * seconds:.0f}", "", f"{seconds / bare:.0f}"))
    table("The table of workers", ("page", "ms", "of them in this process", "times the bare query"), rows)
    print(f"\nslowest page of the table: {1000 * slowest:.0f} ms; aim: {1000 * AIM:.0f} ms")


def _answered(browser: object, address: str) -> None:
    answer = browser.get(address, follow=True)  # type: ignore[attr-defined]
    if answer.status_code != 200:
        raise SystemExit(f"{address}: {answer.status_code}")


if __name__ == "__main__":
    main()
