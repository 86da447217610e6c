# Two commands, each doing all of its own set-up:
#   make demo    a class is released, graded and reported before your eyes
#   make test    the tests
# Another Python: make demo PYTHON=python3.13. Another environment: make test VENV=.venv-313.

VENV ?= .venv
# The first Python of at least 3.11 that is found.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { command -v $$p; break; }; done)
BIN := $(VENV)/bin
# Material's notice about its successor, in every build: it concerns us, not who builds.
export NO_MKDOCS_2_WARNING := 1

# A file of tests stays in one process, which makes its course folder once.
PARALLEL := -n auto --dist loadfile
# More options for pytest: make test OPTIONS=--durations=20
OPTIONS ?=

.PHONY: demo test long lint types site verify build clean help
.DEFAULT_GOAL := help

help:
	@echo "make demo    release, grade and report a class of 33, and check every grade"
	@echo "make test    the tests (the long ones: make long)"
	@echo "make lint    ruff and mypy"
	@echo "make verify  prove every check of every exercise (quickly: autograder verify --fast)"
	@echo "make site    the website, into site/public"
	@echo "make build   exercises/ from solutions/"
	@echo "make clean   delete $(VENV), demo/ and built files"

demo: $(VENV)/.instructor
	$(BIN)/autograder demo

test: $(VENV)/.dev
	$(BIN)/python -m pytest $(PARALLEL) $(OPTIONS)
	$(BIN)/python -m pytest -q --doctest-modules course

long: $(VENV)/.dev
	$(BIN)/python -m pytest $(PARALLEL) -m "slow or browser" $(OPTIONS)

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

verify: $(VENV)/.dev
	$(BIN)/autograder verify

site: $(VENV)/.dev
	$(BIN)/python -m mkdocs build --strict -f site/mkdocs.yml

build: $(VENV)/.instructor
	$(BIN)/autograder build

clean:
	rm -rf $(VENV) demo build dist site/public site/.cache .pytest_cache .mypy_cache .ruff_cache

# An environment whose interpreter is gone, after a move or an upgrade, is made anew.
$(VENV)/.python:
	@test -n "$(PYTHON)" || { echo "vraisemblance needs Python 3.11 or newer, and none was found." \
		"Install one, or name it: make demo PYTHON=/path/to/python"; exit 2; }
	@$(BIN)/python -c '' 2>/dev/null || { rm -rf $(VENV); $(PYTHON) -m venv $(VENV) || { echo "" ; \
		echo "Python could not make an environment. On Debian and Ubuntu: apt install python3-venv"; exit 2; }; }
	@touch $@

$(VENV)/.instructor: pyproject.toml $(VENV)/.python
	@echo "Installing the course into $(VENV); the first time this takes a few minutes."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[instructor]'
	@touch $@

$(VENV)/.dev: pyproject.toml $(VENV)/.python
	@echo "Installing the course and its test tools into $(VENV); the first time this takes a few minutes."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $(VENV)/.instructor $@
