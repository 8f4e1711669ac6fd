# On a fresh machine: `make run` serves Kinwell on http://localhost:8000, `make test` proves it. Both set up all they need.
# Data lies in ./data unless KINWELL_DATA says otherwise.

VENV := .venv
PYTHON := $(VENV)/bin/python
PIP := $(PYTHON) -m pip --disable-pip-version-check --quiet
WITH_CHROMIUM := chromium=$$(tools/need-chromium) && CHROMIUM="$$chromium"
HOST ?= 127.0.0.1
PORT ?= 8000

.DEFAULT_GOAL := help
.PHONY: help run test check e2e soak bench docs format lock clean

help:
	@echo 'make run     set up, serve on http://localhost:$(PORT)'
	@echo 'make test    set up, check, and run every deterministic test'
	@echo 'make check   lint, types, contracts, house tests: seconds'
	@echo 'make e2e     only the tests in a real browser'
	@echo 'make soak    crash, fuzz, scale and calibration: long'
	@echo 'make bench   the figures, as JSON'
	@echo 'make docs    write the generated pages in docs/'
	@echo 'make format  let ruff put the code in order'
	@echo 'make lock    choose and pin newer packages'
	@echo 'make clean   remove $(VENV) and caches, never data'

run: $(VENV)/run.stamp
	@$(VENV)/bin/kinwell serve --host $(HOST) --port $(PORT)

test: check
	@$(WITH_CHROMIUM) $(PYTHON) -m pytest -n 2 --dist loadfile

check: $(VENV)/dev.stamp
	@$(VENV)/bin/ruff check
	@$(VENV)/bin/ruff format --check
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports --no-logo
	@$(PYTHON) -m pytest -q tests/house

e2e: $(VENV)/dev.stamp
	@$(WITH_CHROMIUM) $(PYTHON) -m pytest -m e2e tests/e2e

soak: $(VENV)/dev.stamp
	@HYPOTHESIS_PROFILE=soak $(PYTHON) -m pytest -n 2 --dist worksteal -m 'draws or soak'

bench: $(VENV)/dev.stamp
	@$(PYTHON) bench/run.py

docs: $(VENV)/dev.stamp
	@$(PYTHON) tools/docs.py

format: $(VENV)/dev.stamp
	@$(VENV)/bin/ruff check --fix --quiet || true
	@$(VENV)/bin/ruff format

lock: $(VENV)/dev.stamp
	@tools/lock --upgrade

clean:
	rm -rf $(VENV) build src/*.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

# When the Python under .venv has gone, all of it is made anew.
_ := $(shell test -x $(PYTHON) || rm -f $(VENV)/*.stamp)

$(PYTHON):
	@python=$$(tools/find-python) && echo "Making $(VENV) with $$python ..." && "$$python" -m venv --clear $(VENV)

# Installed from hashed files only; Kinwell itself is linked in place, built by the pinned setuptools.
$(VENV)/%.stamp: pyproject.toml | $(PYTHON)
	@echo 'Installing $(filter %.txt,$^) ...'
	@$(PIP) install --require-hashes -r $(filter %.txt,$^)
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/run.stamp: requirements.txt
$(VENV)/dev.stamp: requirements-dev.txt
