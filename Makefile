# make demo [PORT=8501]   set up, take the demo webinars through the whole pipeline, open the app
# make test               set up, then format, lint, types, import contracts and tests: what CI runs
# make check              the quick half of it: format, lint, types, import contracts
# make bench              set up, then measure against peers in the same run
# Needs Python 3.11 or newer with venv, and make. Everything lands in .venv; nothing else on the machine is touched.

PYTHON ?= python3
PORT ?= 8501
BIN := .venv/bin

.PHONY: setup demo test check bench clean
.DEFAULT_GOAL := demo

setup: .venv/.ready

# Made anew when the dependencies change; pip's own output only when something goes wrong.
.venv/.ready: pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "No $(PYTHON) here: name a Python 3.11 or newer with make PYTHON=…"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Simak needs Python 3.11 or newer: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	@echo "Setting up .venv (a few minutes the first time: a speech model and the web front end come with it) …"
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { rm -rf .venv && $(PYTHON) -m venv .venv; } || { rm -rf .venv; echo "Python's venv is missing; on Debian: apt install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --progress-bar on --editable '.[base-model,dev]'
	@touch $@

demo: setup
	@$(BIN)/simak --archive recordings demo --port $(PORT)

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check
	$(BIN)/pytest -q

bench: setup
	$(BIN)/python -m benchmarks

clean:
	rm -rf .venv recordings/.index recordings/*/derived
