"""From a calendar, a spreadsheet, a pattern or totals to counted days."""

from grenswerk.days.employment_days import employment_days
from grenswerk.days.worker_file import read_worker_file, worker_file

__all__ = ["employment_days", "read_worker_file", "worker_file"]
