# Everything this project does, by name. Needs Python 3.11 or newer and make; the rest is installed into
# .venv from hash-locked lists. `make` alone prints the targets.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
ARGS ?=

# The README's test command: every test, of many cases a few. With ARGS all cases of what is asked for;
# `make check` runs all, with COACHTUI_TESTS=check, which goes further.
# On several cores, four at most; `make test WORKERS=0` runs one test after the other.
WORKERS ?= auto
TEST = $(BIN)/python -m pytest --numprocesses $(WORKERS) --maxprocesses 4 --dist worksteal

CATALOGUES := $(wildcard src/coachtui/locale/*/LC_MESSAGES/coachtui.po src/coachtui/content/packs/*.toml)
PACKAGE := $(shell find src styles -type f ! -name '*.pyc' ! -name '*.mo' 2>/dev/null)
TINYDB := .cache/tinydb/tests
export COACHTUI_TINYDB_TESTS := $(CURDIR)/$(TINYDB)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help run demo install test check tests-together tests-alone format format-check lint types layers translations wheel wheel-test \
        wheelhouse bench torture coverage messages lock setup setup-dev clean

help:
	@echo 'make run         open the program (ARGS="live --agent Kim" passes arguments)'
	@echo 'make demo        open it on a made-up team'
	@echo 'make install     put the command coachtui on your path'
	@echo 'make test        run the tests, a few cases of each (ARGS="tests/unit -k score" passes arguments)'
	@echo 'make check       all that must hold: format, lint, types, layers, translations, tests, wheel'
	@echo 'make bench       measure against a bare Textual program'
	@echo 'make torture     long runs of kills and damage'
	@echo 'make coverage    branch coverage; the domain has to be covered whole'
	@echo 'make wheel       build dist/coachtui-*.whl'
	@echo 'make wheelhouse  a folder that installs the program without network'
	@echo 'make messages    bring the translation catalogues up to date with the source'
	@echo 'make format      let the formatter put the source in order'
	@echo 'make lock        resolve and lock the dependencies anew'
	@echo 'make clean       remove all that was made here'

# --- set-up: each stamp is renewed only when what it was made from changes ---------------------------

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo 'coachtui needs Python 3.11 or newer: make PYTHON=/path/to/python3.11' >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV) \
	  || { echo 'No environment could be made: Python lacks venv (Debian: apt install python3-venv).' >&2; exit 2; }
	@touch $@

$(VENV)/.runtime: $(VENV)/.made requirements/runtime.txt requirements/build.txt pyproject.toml hatch_build.py
	@echo 'installing what the program needs (once) …'
	@$(PIP) install -q --require-hashes -r requirements/runtime.txt -r requirements/build.txt
	@$(PIP) install -q --no-deps --no-build-isolation --editable .
	@echo 'The command is $(BIN)/coachtui here; "make install" puts coachtui on your path.'
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements/dev.txt
	@echo 'installing what the tests need (once) …'
	@$(PIP) install -q --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/.catalogues: $(VENV)/.runtime $(CATALOGUES)
	@$(BIN)/python hatch_build.py
	@touch $@

$(TINYDB)/.unpacked: $(VENV)/.dev requirements/tinydb-sdist.txt tools/fetch_tinydb_tests.py
	@$(BIN)/python tools/fetch_tinydb_tests.py $(TINYDB)
	@touch $@

setup: $(VENV)/.runtime $(VENV)/.catalogues
setup-dev: setup $(VENV)/.dev $(TINYDB)/.unpacked

# --- using it ----------------------------------------------------------------------------------------

run: setup
	@$(BIN)/coachtui $(ARGS)

demo: setup
	@$(BIN)/coachtui --demo $(ARGS)

# PREFIX=/somewhere/else puts it into the folder bin there.
PREFIX ?= $(HOME)/.local
install: setup
	@tools/install.sh '$(CURDIR)/$(BIN)/coachtui' '$(PREFIX)/bin'

# --- checking it -------------------------------------------------------------------------------------

test: export COACHTUI_TESTS := $(if $(ARGS),,few)
test: setup-dev
	$(TEST) $(ARGS)

# Programs in a real terminal and counts of their work run one after the other, since they want a core; the rest
# runs on as many as there are.
ALONE := tests/e2e tests/bench
check tests-together tests-alone: export COACHTUI_TESTS := check
check: setup-dev format-check lint types layers translations tests-together tests-alone wheel-test
	@echo 'make check: everything holds'

tests-together: setup-dev
	$(TEST) $(addprefix --ignore=,$(ALONE))

tests-alone: setup-dev
	$(BIN)/python -m pytest $(ALONE)

format: setup-dev
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

format-check: setup-dev
	$(BIN)/ruff format --check

lint: setup-dev
	$(BIN)/ruff check

types: setup-dev
	$(BIN)/mypy

layers: setup-dev
	$(BIN)/lint-imports --cache-dir .cache/import-linter

translations: setup-dev
	$(BIN)/python tools/messages.py --check

messages: setup-dev
	$(BIN)/python tools/messages.py

bench: setup-dev
	$(BIN)/python -m pytest -m bench -s --timeout 0 tests/bench $(ARGS)

# Some three hours on one core, half of that with ARGS='-n 2'.
# TORTURE=tests/faults/test_damage.py runs one part of it; COACHTUI_SEED=20261126 takes other chances, or the
# same again: every part prints its seed.
TORTURE ?= tests/e2e tests/property tests/faults tests/pilot/test_any_keys.py tests/pilot/test_injection.py \
           tests/pilot/test_live_repaint.py tests/pilot/test_live_rows.py

torture: setup-dev
	COACHTUI_TESTS=torture $(BIN)/python -m pytest -s --timeout 0 $(TORTURE) $(ARGS)

coverage: setup-dev
	@mkdir -p .cache/coverage
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest $(ARGS)
	$(BIN)/coverage combine -q
	$(BIN)/coverage report --omit 'src/coachtui/ui/*'
	$(BIN)/coverage report --include 'src/coachtui/domain/*' --fail-under 100

# --- shipping it -------------------------------------------------------------------------------------

dist/.built: $(VENV)/.runtime pyproject.toml hatch_build.py $(PACKAGE)
	@rm -rf dist && mkdir dist
	$(BIN)/python -m build --no-isolation --wheel --outdir dist
	@touch $@

wheel: dist/.built
	@ls dist/*.whl

wheel-test: setup-dev dist/.built
	$(BIN)/python -m pytest -m wheel tests/hygiene

# WHEELHOUSE_ARGS="--platform win_amd64 --python-version 3.12" collects for another machine.
wheelhouse: dist/.built
	@rm -rf wheelhouse && mkdir wheelhouse
	$(PIP) download -q --require-hashes --only-binary :all: $(WHEELHOUSE_ARGS) -d wheelhouse -r requirements/runtime.txt
	@cp dist/*.whl wheelhouse/
	@printf '%s\n' 'Copy the folder wheelhouse to the other machine; beside it, the first line installs, the second starts:'
ifneq ($(filter win%,$(subst =, ,$(WHEELHOUSE_ARGS))),)
	@printf '%s\n' '  py -m venv $$HOME\coachtui; & $$HOME\coachtui\Scripts\pip install --no-index --find-links wheelhouse coachtui'
	@printf '%s\n' '  & $$HOME\coachtui\Scripts\coachtui'
else
	@printf '%s\n' '  python3 -m venv ~/coachtui && ~/coachtui/bin/pip install --no-index --find-links wheelhouse coachtui'
	@printf '%s\n' '  ~/coachtui/bin/coachtui'
endif

# --- upkeep ------------------------------------------------------------------------------------------

lock:
	@tools/lock.sh $(PYTHON)

clean:
	rm -rf $(VENV) __pycache__ .cache build dist wheelhouse .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage*
	find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
	find src -name '*.mo' -delete
