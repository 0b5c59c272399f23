"""The settings of a site that runs beside the tests: in a folder of its own, with jobs that misbehave."""

from grenswerk.web.settings import *  # noqa: F403
from grenswerk.web.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.web.job_examples"]
JOBS_LEASE = 6.0
