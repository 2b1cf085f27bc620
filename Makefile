# Two commands are enough: `make run` and `make test`. Each installs what it needs and says so.
.DEFAULT_GOAL := help
.PHONY: help run install test setup check lint unit branches bench messages lock audit clean

# Tests start many processes; each would compile the whole program anew where the environment forbids to keep bytecode.
unexport PYTHONDONTWRITEBYTECODE
PYTHON := .venv/bin/python
FLASK := $(PYTHON) -m flask --app wsgi
CATALOGUES := $(wildcard lms/locale/*/LC_MESSAGES/messages.po)
COMPILED := $(CATALOGUES:.po=.mo)
STATIC := $(wildcard lms/static/css/*.css lms/static/js/*.js)

help: ## This list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

run: export SALA_DEMO ?= 1
run: ## Start Sala with invented people on http://127.0.0.1:8000
	@tools/setup.sh app
	@$(MAKE) -s --no-print-directory $(COMPILED) .venv/.compressed
	@$(FLASK) db upgrade
	@$(FLASK) demo seed
	@echo "Sala is open: http://127.0.0.1:8000 (stop with Ctrl+C)"
	@exec $(PYTHON) -m gunicorn --config gunicorn.conf.py wsgi:app

test: ## Everything that CI runs
	@tools/setup.sh dev
	@$(MAKE) -s --no-print-directory $(COMPILED) .venv/.compressed
	@$(MAKE) --no-print-directory check lint unit

install: ## Only install (into .venv) what a production site needs
	@tools/setup.sh app
	@$(MAKE) -s --no-print-directory $(COMPILED) .venv/.compressed

setup: ## Only install (into .venv), for running and for testing
	@tools/setup.sh dev
	@$(MAKE) -s --no-print-directory $(COMPILED) .venv/.compressed

check: ## Check the content: lessons, questions, translations, Societies
	$(FLASK) content check

lint: ## Style, types, who may import what
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports
	$(PYTHON) -m djlint --lint --quiet lms/templates certificates

# From Python 3.12 on lines are counted by sys.monitoring, which costs a tenth; only tracing, which costs two thirds of
# the time of a test, sees branches there (docs/decisions/0032-lines-first.md).
CORE = $(shell $(PYTHON) -c 'import sys; print("ctrace" if sys.version_info < (3, 12) else "sysmon")')
unit: ## The tests, on SQLite and on PostgreSQL, in a real browser, with coverage
	COVERAGE_CORE=$(CORE) $(PYTHON) -m pytest -n 2 --dist loadgroup --cov --cov-report=term:skip-covered $(BRANCHES)
	$(PYTHON) tools/coverage_floor.py

branches: ## The same tests, and every branch of pure modules: slower, before a release
	@$(MAKE) --no-print-directory unit CORE=ctrace BRANCHES=--cov-branch

bench: ## Measure against the baselines of the same run
	@tools/setup.sh dev
	@$(MAKE) -s --no-print-directory $(COMPILED) .venv/.compressed
	$(PYTHON) -m benchmarks

messages: ## Collect the sentences of the interface into the catalogues
	$(PYTHON) tools/messages.py

.venv/.compressed: $(STATIC)
	@$(PYTHON) -m whitenoise.compress --quiet lms/static/css
	@$(PYTHON) -m whitenoise.compress --quiet lms/static/js
	@touch $@

%.mo: %.po
	@$(PYTHON) -m babel.messages.frontend --quiet compile -i $< -o $@

lock: ## Pin the dependencies of pyproject.toml with their hashes (needs uv)
	uv pip compile --quiet --universal --no-strip-extras --generate-hashes --no-annotate --no-header --python-version 3.11 --extra postgres --extra sso pyproject.toml -o requirements/app.txt
	uv pip compile --quiet --universal --no-strip-extras --generate-hashes --no-annotate --no-header --python-version 3.11 --extra postgres --extra sso --extra dev pyproject.toml -o requirements/dev.txt

audit: ## Ask a database of advisories about the pinned packages (needs the network)
	@$(PYTHON) tools/audit.py

clean: ## Remove what was installed and built; the data in instance/ stays
	rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache $(COMPILED)
