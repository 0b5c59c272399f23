# make oracles  programs of others, each in an environment of its own, record what the tests compare with
ORACLES := .venv-oracles

.PHONY: oracles
oracles: $(ORACLES)/gettsim/.installed $(ORACLES)/openfisca/.installed
	$(ORACLES)/gettsim/bin/python oracles/gettsim/run.py tests/taxes/recorded/gettsim-assessments.csv
	$(ORACLES)/openfisca/bin/python oracles/openfisca/run.py tests/taxes/recorded

$(ORACLES)/%/.installed: oracles/%/requirements.txt
	$(PYTHON) -m venv $(ORACLES)/$*
	$(ORACLES)/$*/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@
