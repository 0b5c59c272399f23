# make oracles  programs of others, each in an environment of its own, record what the tests compare with
ORACLES := .venv-oracles

.PHONY: oracles
oracles: $(ORACLES)/gettsim/.installed
	$(ORACLES)/gettsim/bin/python oracles/gettsim/run.py tests/taxes/recorded/gettsim-assessments.csv

$(ORACLES)/gettsim/.installed: oracles/gettsim/requirements.txt
	$(PYTHON) -m venv $(ORACLES)/gettsim
	$(ORACLES)/gettsim/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@
