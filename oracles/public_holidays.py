"""Write the public holidays of the five states, as the `holidays` library has them, beside the duties.

python oracles/public_holidays.py
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from holidays import country_holidays

TARGET = Path(__file__).parent.parent / "src/grenswerk/law/duties/public_holidays.yaml"
STATES, YEARS = ("NL", "BE", "DE", "LU", "FR"), range(2014, 2033)


def dates(state: str, year: int) -> list[dt.date]:
    """The public holidays of the whole state; those of a region alone are not among them."""
    return sorted(country_holidays(state, years=year))


def text() -> str:
    """The file as it should stand."""
    lines = ["# Public holidays of the whole state, by year. Written by oracles/public_holidays.py."]
    for state in STATES:
        lines.append(f"{state}:")
        lines += [f"  {year}: [{', '.join(map(str, dates(state, year)))}]" for year in YEARS]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
