# Everything a person or a machine does with this project, each by one word.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
INSTALLED := .venv/.installed
# The files name every package with its checksum, so nothing is left to resolve; a module is
# compiled when it is first imported, which most never are.
PINNED := --require-hashes --no-deps --no-compile

.DEFAULT_GOAL := help
.PHONY: help setup run test packages bench long format pins clean

help: ## Say what each command does
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 10

setup: $(INSTALLED) ## Make .venv, the store and, if the store is empty, load the sample
	@echo "setup: bringing the store up to date"
	@$(BIN)/python -m dashboard setup-sample

$(INSTALLED): requirements.txt requirements-dev.txt
	@echo "setup: making .venv with $(PYTHON)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "setup: Python 3.11 or later is needed. Install it, or: make setup PYTHON=..." >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "setup: installing the pinned packages, about a minute"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check $(PINNED) \
	  --requirement requirements.txt --requirement requirements-dev.txt
	@touch $(INSTALLED)

# The invented council has a catalogue and a store of its own, so setup's are left alone.
DEMO := CATALOGUE="$(CURDIR)/instance/exampleshire.yaml" \
  DATABASE_URL="sqlite:///$(CURDIR)/instance/exampleshire.sqlite"

run: setup ## Serve the dashboard at http://127.0.0.1:8050; DATA=demo for an invented council
ifeq ($(DATA),demo)
	@$(BIN)/python -m dashboard demo
	@$(DEMO) $(BIN)/python -m dashboard serve
else ifeq ($(DATA),)
	@$(BIN)/python -m dashboard serve
else
	$(error DATA=$(DATA) is not known. Write DATA=demo, or leave it out)
endif

# Every step runs, whatever became of the one before; the command fails if one did.
test: setup packages ## Check everything, with a browser and PostgreSQL
	@failed=""; \
	step() { \
	  name=$$1; shift; began=$$(date +%s); echo "== $$name"; \
	  if "$$@"; then outcome=passed; else outcome=FAILED; failed="$$failed $$name"; fi; \
	  echo "== $$name $$outcome, $$(($$(date +%s) - began)) s"; \
	}; \
	step lint $(BIN)/ruff check .; \
	step format $(BIN)/ruff format --check .; \
	step types $(BIN)/mypy; \
	step layers $(BIN)/lint-imports; \
	step catalogue $(BIN)/python -m dashboard check; \
	step tests env REQUIRE_BROWSER=1 REQUIRE_POSTGRESQL=1 \
	  $(BIN)/pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder --durations 10; \
	if [ -n "$$failed" ]; then echo "== FAILED:$$failed"; exit 1; fi; \
	echo "== all passed"

packages: ## Install the Debian packages that tests need, if they are missing
	@missing=""; \
	for package in $$(sed 's/#.*//' packages.txt); do \
	  dpkg-query --show --showformat='$${db:Status-Status}' $$package 2>/dev/null \
	    | grep -qx installed || missing="$$missing $$package"; \
	done; \
	[ -n "$$missing" ] || exit 0; \
	if ! command -v apt-get >/dev/null; then \
	  echo "packages: this is not Debian. Install what stands for:$$missing" >&2; exit 1; \
	fi; \
	if [ "$$(id -u)" = 0 ]; then as_root=""; \
	elif command -v sudo >/dev/null; then as_root=sudo; \
	else echo "packages: ask an administrator to run: apt-get install$$missing" >&2; exit 1; fi; \
	echo "packages: installing$$missing"; \
	$$as_root apt-get update --quiet=2 && \
	$$as_root env DEBIAN_FRONTEND=noninteractive \
	  apt-get install --quiet=2 --yes --no-install-recommends $$missing

bench: setup packages ## Measure pages and pack against their peers
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check $(PINNED) \
	  --requirement requirements-bench.txt
	@$(BIN)/python -m benchmarks

long: setup packages ## Run the full counts and write them to docs/measured.md
	@REQUIRE_BROWSER=1 REQUIRE_POSTGRESQL=1 $(BIN)/pytest -m long --measured=docs/measured.md

format: $(INSTALLED) ## Put all Python files into their form
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

# pip-tools stays out of .venv: the pins are made seldom, and it would pin pip itself.
pins: ## Write the pinned requirements anew from the .in files
	@$(PYTHON) -m venv .venv/pins
	@.venv/pins/bin/pip install --quiet --disable-pip-version-check pip-tools
	@for name in requirements requirements-dev requirements-bench; do \
	  .venv/pins/bin/pip-compile --quiet --no-header --no-emit-index-url --no-emit-find-links \
	    --strip-extras --allow-unsafe --generate-hashes $$name.in --output-file $$name.txt; \
	done

clean: ## Remove what can be made again; the store in instance/ stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
