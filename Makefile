# Five commands: run, test, test-all, check, lock. Each does its own set-up; nothing but Python >= 3.11 (with venv) and make is needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: run test test-slow test-all check static lock vectors measure pictures bench clean

run: $(VENV)/.runtime
	@$(BIN)/interviewer serve

test: $(VENV)/.dev
	$(BIN)/pytest -m "not slow" -n logical --dist loadfile

test-slow: $(VENV)/.dev
	$(BIN)/pytest -m slow

test-all: test test-slow

# Format, lint, types, then the tests (architecture among them).
check: static test

static: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "Python 3.11 or newer is needed; name it with: make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)"; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv module is missing; on Debian and Ubuntu: sudo apt install python3-venv"; exit 2; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing the pinned packages into $(VENV) (once; about two minutes) ..."
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing the pinned packages, with those for development, into $(VENV) (once; about three minutes) ..."
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.runtime

COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header --constraints constraints.txt

lock: $(VENV)/.dev
	$(COMPILE) pyproject.toml --group locked -o requirements.lock
	$(COMPILE) pyproject.toml --group dev -o requirements-dev.lock

vectors: $(VENV)/.dev
	$(BIN)/python -m tools.vectors

# The figures of the local grader that ship, anew after a change of it.
measure: $(VENV)/.dev
	$(BIN)/interviewer evaluate --grader local --out src/interviewer/measured.json

pictures: $(VENV)/.dev
	$(BIN)/python -m tools.pictures

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache
