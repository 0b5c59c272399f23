"""The people of the load test: they calculate, keep their days and read the employer's table, with time to think.

Run by `site_load.py`, which makes their accounts and says in `PEOPLE` where their sessions are.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import re
from itertools import count
from typing import Any

from locust import FastHttpUser, between, task

PEOPLE: dict[str, Any] = json.loads(os.environ["PEOPLE"])
HELLO = os.environ["HELLO"]
NUMBERS = count()
STATES = ("NL", "BE", "DE", "LU", "FR")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
CSRF = re.compile(r"csrftoken=([^;]+)")


class Person(FastHttpUser):
    """Somebody with an account, a year of days and a place in the personnel office."""

    wait_time = between(1, 3)

    def on_start(self) -> None:
        """Take a session that was made before."""
        self.number = next(NUMBERS) % len(PEOPLE["sessions"])
        self.headers = {"Cookie": f"sessionid={PEOPLE['sessions'][self.number]}"}
        self.date = dt.date(PEOPLE["year"], 1, 1)

    @task(4)
    def calculate(self) -> None:
        """A case that nobody asked before: the pay differs every time."""
        home, employer = random.sample(STATES, 2)
        case = {"residence": home, "employer": employer, "home": random.choice(("0.5", "1", "2", "3"))}
        query = "&".join(f"{key}={value}" for key, value in {**case, "pay": random.randint(25000, 110000)}.items())
        self.client.get(f"/en/calculator/?{query}", name="calculator")

    @task(2)
    def look(self) -> None:
        """The year on the screen."""
        self.client.get(f"/en/mydays/{PEOPLE['year']}/", headers=self.headers, name="day log: year")

    @task(2)
    def write(self) -> None:
        """A day is written."""
        year = f"/en/mydays/{PEOPLE['year']}/"
        page = self.client.get(year, headers=self.headers, name="day log: year")
        token = TOKEN.search(str(page.text))
        csrf = CSRF.search(str(page.headers))
        if not (token and csrf):
            raise AssertionError("a page without its token")
        self.date += dt.timedelta(days=1)
        data = {
            "brush": "home",
            "first": self.date.isoformat(),
            "csrfmiddlewaretoken": token[1],
            "seen": "1000000",
        }
        cookies = f"{self.headers['Cookie']}; csrftoken={csrf[1]}"
        with self.client.post(f"{year}paint/", data=data, headers={"Cookie": cookies}, allow_redirects=False,
                              name="day log: write", catch_response=True) as answer:  # fmt: skip
            if answer.status_code != 302:
                answer.failure(f"{answer.status_code}: a day was not kept")

    @task(2)
    def table(self) -> None:
        """The employer's table of ten thousand."""
        page = random.randint(1, 20)
        self.client.get(f"{PEOPLE['table']}?page={page}", headers=self.headers, name="employer's table")

    @task(2)
    def hello(self) -> None:
        """The bare Django beside it."""
        self.client.get(HELLO, name="bare Django: hello")
