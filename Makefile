# `make run` tries Baton on this machine; `make test` proves it. Nothing but Python 3.11+ (with venv) and make is needed.

PYTHON ?= python3
BIN := .venv/bin
TESTS ?= tests
PYTEST_OPTIONS ?= -n auto --dist loadfile
SOAK_MINUTES ?= 60

.PHONY: run test check proof soak lint types arrows docker-lint format clean help

help: ## What can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

run: $(BIN)/.run ## A local Slack in your browser, with Baton in it; Ctrl-C stops everything
	@$(BIN)/python -m playground.run

test: $(BIN)/.test ## Every test; what this machine lacks is skipped with its reason
	$(BIN)/python -m pytest $(PYTEST_OPTIONS) $(TESTS)

check: lint types arrows test ## What CI runs

proof: $(BIN)/.test ## The deep version: killed after every step and on 200 nights, every rotation in small ticks; an hour
	BATON_PROOF=1 $(BIN)/python -m pytest $(PYTEST_OPTIONS) --timeout 3600 tests/domain tests/privacy
	$(BIN)/python -m tests.faults.proof
	$(BIN)/python -m tests.faults.proof_of_nights

soak: $(BIN)/.test ## Many people for an hour (SOAK_MINUTES=…): memory, tasks, connections and keys stay flat
	$(BIN)/python -m tests.faults.soak --minutes $(SOAK_MINUTES)

lint: $(BIN)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(BIN)/.test
	$(BIN)/mypy

arrows: $(BIN)/.test ## Who may import whom (CONTRIBUTING.md: the arrows)
	$(BIN)/lint-imports

format: $(BIN)/.test ## Put the code in shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## Forget the virtual environment and the local data
	rm -rf .venv .baton *.egg-info

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit("Baton needs Python 3.11 or newer; this is %d.%d. Try: make PYTHON=python3.12 …" % sys.version_info[:2] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv

$(BIN)/.run: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[semantic]'
	@touch $@

$(BIN)/.test: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[semantic,dev]'
	@touch $@ $(BIN)/.run
