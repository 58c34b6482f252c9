# Everything sets itself up: a machine with Python 3.11, git and make is enough.
SHELL := /bin/bash
PYTHON ?= python3
UV := .venv/bin/uv
RUN := .venv/bin
# One test process more than there are cores: some tests wait.
WORKERS ?= $(shell echo $$(($$(getconf _NPROCESSORS_ONLN) + 1)))
# Where the tests keep their files: in memory if there is room, since making a database's files takes a tenth of the time.
ROOM := $(shell [ "$$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $$4 }')" -gt 4000000 ] 2>/dev/null && echo /dev/shm || echo "$${TMPDIR:-/tmp}")
# pytest keeps what it made of the tests' code, also where the environment says that Python should not.
PYTEST := env -u PYTHONDONTWRITEBYTECODE TMPDIR=$(ROOM) $(RUN)/pytest
# How often the tests of faults break it in CI and in `make faults`: kills on each platform, seeds of the simulator, the whole sample everywhere, ...
OFTEN := KITH_KILLS=$${KITH_KILLS:-60} KITH_STORMS=$${KITH_STORMS:-200} KITH_SEEDS=$${KITH_SEEDS:-200} KITH_FROZEN=$${KITH_FROZEN:-120} KITH_LOCKED=$${KITH_LOCKED:-30} KITH_LOSSES=$${KITH_LOSSES:-600} KITH_CASE_KILLS=$${KITH_CASE_KILLS:-100000} KITH_COHORTS=$${KITH_COHORTS:-60} KITH_COURSES=$${KITH_COURSES:-300} KITH_WORKSPACES=$${KITH_WORKSPACES:-1000} KITH_WHOLE=$${KITH_WHOLE:-yes}
FAULTS ?=
ARGS ?=

.PHONY: help setup demo test check lint types contracts faults soak bench bench-quick docs catalogues picture clean

help: ## Show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: .venv/.ready ## Make .venv with exactly the locked packages

.venv/.ready: pyproject.toml uv.lock
	@test -x $(UV) || { $(PYTHON) -m venv .venv && $(RUN)/python -m pip install --quiet --disable-pip-version-check 'uv>=0.8'; }
	@UV_PROJECT_ENVIRONMENT=.venv $(UV) sync --locked --quiet --inexact
	@env -u PYTHONDONTWRITEBYTECODE $(RUN)/python -c 'import adapters.cli.demonstration, adapters.cli.service' # compiled once, for every start
	@touch $@

demo: setup ## Show a sample cohort in the browser, no tokens needed
	@$(RUN)/kith demo $(ARGS)

test: setup ## Run every test, on SQLite and PostgreSQL (FAULTS=often: kill and break it as often as CI does)
	$(if $(FAULTS),$(OFTEN)) $(PYTEST) -n $(WORKERS) --dist worksteal $(ARGS)

faults: setup ## Kill, restart and break it far more often than the tests do
	$(OFTEN) KITH_TIMES_PAGE=$${KITH_TIMES_PAGE:-docs/escalation-times.md} $(PYTEST) -m faults -n $(WORKERS) --dist worksteal $(ARGS)

soak: setup ## Kill it 300 times on each platform and write docs/kills.md (a quarter of an hour)
	KITH_KILLS=$${KITH_KILLS:-300} KITH_KILLS_PAGE=docs/kills.md $(PYTEST) tests/adapters/test_kills.py $(ARGS)
	KITH_COURSES=$${KITH_COURSES:-5000} KITH_SEEDS=$${KITH_SEEDS:-2000} $(PYTEST) -n $(WORKERS) tests/core/test_protocol.py tests/core/test_simulation.py $(ARGS)

.venv/.peers: .venv/.ready
	@UV_PROJECT_ENVIRONMENT=.venv $(UV) sync --locked --quiet --inexact --group bench
	@touch $@

bench: .venv/.peers ## Measure against peers and limits, and write docs/performance.md (minutes; ARGS=--full for the largest sizes)
	$(RUN)/python -m tests.benchmarks --page --json .benchmarks/figures.json $(ARGS)

bench-quick: .venv/.peers ## Prove that every benchmark runs, never that anything is fast
	$(RUN)/python -m tests.benchmarks --quick $(ARGS)

check: lint types contracts test ## Lint, types, import contracts and every test

lint: setup
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .

types: setup
	$(RUN)/mypy

contracts: setup
	$(RUN)/lint-imports

docs: setup ## Write the generated pages anew: reference pages, the README's commands
	$(RUN)/python -m tests.docs.reference

catalogues: setup ## Bring the catalogues of other languages up to what the wording says now
	$(RUN)/python -m tests.languages.update

picture: setup ## Take the pictures of the workspace and the desk anew (needs Chromium)
	$(RUN)/python -m tests.adapters.local.browser.picture
	$(RUN)/python -m tests.adapters.dashboard.browser.picture

clean: ## Remove what setup and the tests made
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find bot adapters storage tests -name __pycache__ -prune -exec rm -rf {} +
