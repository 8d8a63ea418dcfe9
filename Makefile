# `make run` tries Baton on this machine; `make test` proves it. Nothing but Python 3.11+ (with venv) and make is needed.

PYTHON ?= python3
BIN := .venv/bin
TESTS ?= tests
PYTEST_OPTIONS ?= -n auto --dist loadfile --no-loadscope-reorder
SOAK_MINUTES ?= 60

.PHONY: run test check proof soak fuzz lint types arrows audit lock format clean help

help: ## What can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

run: $(BIN)/.run ## A local Slack in your browser, with Baton in it; Ctrl-C stops everything
	@$(BIN)/python -m playground.run

test: $(BIN)/.test ## Every test; what this machine lacks is skipped with its reason
	$(BIN)/python -m pytest $(PYTEST_OPTIONS) $(TESTS)

check: lint types arrows test ## What CI runs

proof: $(BIN)/.test ## The deep version: killed after every step, 200 nights, everything going wrong, every rotation; some hours
	BATON_PROOF=1 $(BIN)/python -m pytest $(PYTEST_OPTIONS) --timeout 3600 tests/domain tests/privacy
	$(BIN)/python -m tests.faults.proof
	$(BIN)/python -m tests.faults.proof_of_nights
	$(BIN)/python -m tests.faults.proof_of_faults

soak: $(BIN)/.test ## Many people for an hour (SOAK_MINUTES=…): memory, tasks, connections and keys stay flat
	$(BIN)/python -m tests.faults.soak --minutes $(SOAK_MINUTES)

FUZZ_SECONDS ?= 60

fuzz: $(BIN)/.fuzz ## Look for inputs that break a parser or a handler, FUZZ_SECONDS= (60) for each of ten targets
	$(BIN)/python -m tests.fuzz --seconds $(FUZZ_SECONDS)

lint: $(BIN)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(BIN)/.test
	$(BIN)/mypy

arrows: $(BIN)/.test ## Who may import whom (CONTRIBUTING.md: the arrows)
	$(BIN)/lint-imports

audit: .venv-audit/.made ## Known holes in what we install, secrets in what we wrote, the Dockerfile
	.ci/audit

lock: .venv-audit/.made ## Pin everything anew, with hashes, to the newest that pyproject.toml allows
	@for lock in "run.txt --extra semantic pyproject.toml requirements/build.in" \
	    "dev.txt --extra semantic --extra dev pyproject.toml requirements/build.in -c requirements/run.txt" \
	    "audit.txt requirements/audit.in"; do \
	    UV_CUSTOM_COMPILE_COMMAND="make lock" .venv-audit/bin/uv pip compile --quiet --upgrade --universal \
	        --python-version 3.11 --generate-hashes --no-emit-index-url -o requirements/$$lock || exit 1; done

format: $(BIN)/.test ## Put the code in shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## Forget the virtual environment and the local data
	rm -rf .venv .venv-audit .baton *.egg-info

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit("Baton needs Python 3.11 or newer; this is %d.%d. Try: make PYTHON=python3.12 …" % sys.version_info[:2] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv

PIP := -m pip --quiet --disable-pip-version-check install
OURSELVES := --no-deps --no-build-isolation -e .

$(BIN)/.run: pyproject.toml requirements/run.txt | $(BIN)/python
	$(BIN)/python $(PIP) --require-hashes -r requirements/run.txt
	$(BIN)/python $(PIP) $(OURSELVES)
	@touch $@

$(BIN)/.fuzz: $(BIN)/.test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[semantic,dev,fuzz]'
	@touch $@

$(BIN)/.test: pyproject.toml requirements/dev.txt | $(BIN)/python
	$(BIN)/python $(PIP) --require-hashes -r requirements/dev.txt
	$(BIN)/python $(PIP) $(OURSELVES)
	@touch $@ $(BIN)/.run

.venv-audit/.made: requirements/audit.txt
	$(PYTHON) -m venv .venv-audit
	.venv-audit/bin/python $(PIP) --require-hashes -r requirements/audit.txt
	@touch $@
