# make demo   a virtual environment, the package in it, and the assessments of the example workers
# make serve  the site on this machine, with an example account
# make test   everything that checks the project
# make check  the fast part of it: format, lint, types, import floors
# make oracles programs of others, each in an environment of its own, record what the tests compare with
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
SERVING := $(VENV)/.serving
TESTING := $(VENV)/.testing
EXAMPLES := $(wildcard examples/*.yaml)
# two processes of tests more than processors: some tests wait for servers and workers of their own
export PYTEST_XDIST_AUTO_NUM_WORKERS ?= $(shell echo $$(($$(nproc 2>/dev/null || echo 1) + 2)))

include oracles/oracles.mk

.PHONY: audit rules chromium postgresql demo serve test check tests cases locale bench load clean
.DEFAULT_GOAL := demo

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed; $(PYTHON) is older" >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || ./.ci/need python3-venv
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip

$(INSTALLED): $(BIN)/python pyproject.toml build_catalogues.py
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(SERVING): $(INSTALLED)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[web]'
	@touch $@

$(TESTING): $(SERVING)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev
	@touch $@

locale: $(TESTING)
	@$(BIN)/python build_catalogues.py

demo: $(INSTALLED)
	@FORCE_COLOR=1 $(BIN)/grenswerk assess $(EXAMPLES)

serve: $(SERVING)
	@$(BIN)/grenswerk serve --demo

check: $(TESTING) locale
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo

# What is known of the packages, and what a reader of code would ask about it.
audit: $(TESTING)
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive src
	@./.ci/advisories $(BIN)/python

# The browser tests need the system's Chromium; without it they say so and are skipped.
chromium:
	@command -v chromium >/dev/null || ./.ci/need chromium || true

# The site's tests run on SQLite and on PostgreSQL; without the latter they say so and run on SQLite alone.
postgresql:
	@command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || ./.ci/need postgresql || true

# Compiled once here, the rules are not compiled by each of the processes that test.
rules: $(TESTING)
	$(BIN)/python -m grenswerk.population.warm

tests: $(TESTING) locale rules chromium postgresql
	$(BIN)/python -m pytest --numprocesses auto --dist loadgroup
	$(BIN)/python -m tests.web.postgresql $(BIN)/python -m pytest tests/web -m 'not browser' --numprocesses auto --dist loadgroup

cases: $(INSTALLED)
	$(BIN)/grenswerk law check
	$(BIN)/grenswerk cases run

test: check audit cases tests

bench: $(TESTING)
	$(BIN)/python benchmarks/one_worker.py
	$(BIN)/python benchmarks/population.py
	$(BIN)/python benchmarks/site_table.py

# A hundred people for five minutes; with DATABASE_URL on that (empty) PostgreSQL database.
load: $(TESTING)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group load
	$(BIN)/python benchmarks/site_load.py

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src -name '*.mo' -delete
