# The manual of this project: each target is one thing a person wants. Needs python3 (3.11 or later) and make only.
PYTHON ?= python3
PY := .venv/bin/python
WORKERS ?= 2
SCENARIO ?=
# Without bytecode every start would compile every package again.
export PYTHONDONTWRITEBYTECODE =

.PHONY: help setup demo test check fix bench accept test-long pins clean

help:        ## say what there is
	@grep -E '^[a-z-]+: .*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/\1|\2/' | awk -F'|' '{printf "  make %-12s %s\n", $$1, $$2}'

setup:       ## make .venv with everything tests need
	@$(PYTHON) bootstrap.py test

demo:        ## plan the demo factory: who gets what, when, and why
	@$(PYTHON) bootstrap.py runtime
	@.venv/bin/pegboard plan examples/alder-and-loom --out build/alder-and-loom --summary

test: check  ## all checks and all tests
	@$(PY) -m pytest -q -n $(WORKERS) --ignore=tests/architecture

check: setup ## formatting, lint, types, layers, architecture
	@.venv/bin/ruff format --check --quiet .
	@.venv/bin/ruff check --quiet .
	@$(PY) -m mypy
	@.venv/bin/lint-imports --no-logo
	@$(PY) -m pytest -q tests/architecture

fix: setup   ## format, and repair what lint can repair
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format .

bench: setup ## measure; writes benchmarks/RESULTS.md
	@$(PY) -m benchmarks.run

accept: setup ## take the engine's plans as the scenarios' expected plans (SCENARIO=name for one)
	@$(PY) -m tests.scenarios.accept $(SCENARIO)

test-long: setup ## the nightly tests: the same properties on many more factories
	@$(PY) -m pytest -q -n $(WORKERS) -m nightly --hypothesis-profile=nightly

pins: setup  ## pin the newest versions that fit pyproject.toml
	@$(PYTHON) bootstrap.py pins

clean:       ## remove what was built, but not .venv
	@rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
