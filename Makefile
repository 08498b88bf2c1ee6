# Six verbs: run, test, check, snap, bench, soak. Each sets up what it needs in .venv first.

NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13 python3.14; do \
	$$p -c '$(NEW_ENOUGH)' 2>/dev/null && echo $$p && break; done)
VENV ?= $(if $(filter command line,$(origin PYTHON)),.venvs/$(notdir $(PYTHON)),.venv)
BIN := $(VENV)/bin
TOOLS := .tools/bin
LOCKED = $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement
EDITABLE = $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
COMPILE = $(TOOLS)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	--no-emit-index-url --custom-compile-command 'make lock' $(if $(PACKAGE),--upgrade-package $(PACKAGE),--upgrade)
QUICK := -m 'not terminal and not browser and not installed' $(addprefix --ignore=tests/,analysis publication rehearsal)
CATALOGUES := $(wildcard src/mlops_survey_tui/locale/*/LC_MESSAGES/*.po)
.DEFAULT_GOAL := help
ifeq (bench,$(firstword $(MAKECMDGOALS)))
NAME ?= $(word 2,$(MAKECMDGOALS))
$(if $(word 2,$(MAKECMDGOALS)),$(eval $(word 2,$(MAKECMDGOALS)):;@:))
endif
.PHONY: help run test check snap bench soak mutants bench-peers schema lock audit release test-pythons clean

help:
	@echo "make run    take the survey from this checkout"
	@echo "make test   run all tests that this machine can run, and name those it cannot"
	@echo "make check  style, types, layers, questionnaires, generated files"
	@echo "make snap   draw the pictures of the documentation from the real app"
	@echo "make bench  measure beside peers and floors: make bench, make bench keys"
	@echo "make soak   run the program under faults for a long time, and say what was found"
	@echo "make mutants  change the program in one place at a time, and see whether the tests tell"
	@echo "make lock   renew the locked versions under requirements/"
	@echo "make audit  look up the locked packages among known vulnerabilities"
	@echo "make release  build wheel, source archive, single file and list of parts into dist/"
	@echo "make test-pythons  run the quick tests with every Python from 3.11 to 3.14 that is here"
	@echo "make bench-peers  set up the programs that are measured beside, in .peers"

$(VENV)/run: requirements/run.txt pyproject.toml hatch_build.py $(CATALOGUES)
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; install it, or name it: make PYTHON=..."; exit 1; }
	@echo "Setting up $(VENV), once; this takes about a minute ..."
	@$(PYTHON) -m venv $(VENV)
	@$(LOCKED) requirements/run.txt
	@$(EDITABLE)
	@touch $@

$(VENV)/dev: $(VENV)/run requirements/dev.txt
	$(LOCKED) requirements/dev.txt
	@$(EDITABLE)
	@touch $@

run: $(VENV)/run
	@$(BIN)/mlops-survey $(ARGS); code=$$?; command -v mlops-survey > /dev/null || \
		echo "In this checkout, mlops-survey is $(BIN)/mlops-survey"; exit $$code

test: $(VENV)/dev
	$(BIN)/python -m pytest -n 2 -ra $(ARGS)

check: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@for folder in 2026 examples/coffee examples/coffee-2027 examples/workshop; do for option in "" --lint --prove; do \
		echo "check questions/$$folder $$option"; \
		$(BIN)/mlops-survey check questions/$$folder $$option > .check.log || { cat .check.log; exit 1; }; \
	done; done; rm -f .check.log
	$(BIN)/mlops-survey check questions/examples/coffee --lang de > /dev/null
	$(BIN)/mlops-survey compare questions/examples/coffee questions/examples/coffee-2027 > /dev/null
	$(BIN)/mlops-survey replay questions/2026/scripts questions/examples/coffee/scripts questions/examples/workshop/scripts > /dev/null
	$(BIN)/python -m tests.docs.generated --check
	$(BIN)/python -m tests.language.catalogues --check

schema: $(VENV)/dev
	$(BIN)/python -m tests.docs.generated

snap: $(VENV)/dev
	$(BIN)/python docs/images/make_images.py

bench: $(VENV)/dev
	$(BIN)/python -m benchmarks --page $(NAME) $(ARGS)

soak: $(VENV)/dev
	$(BIN)/python -m soak $(ARGS)

mutants: $(VENV)/dev
	$(BIN)/python -m tests.mutants $(NAME) $(ARGS)

.peers/venv/done: benchmarks/peers/requirements.txt
	@$(PYTHON) -m venv .peers/venv
	.peers/venv/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

.peers/node/done: benchmarks/peers/node/package.json benchmarks/peers/node/package-lock.json
	@mkdir -p .peers/node && cp $^ .peers/node/
	npm ci --prefix .peers/node --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

bench-peers: .peers/venv/done
	@if command -v npm > /dev/null; then $(MAKE) --no-print-directory .peers/node/done; \
	else echo "npm is not there, so the peers that run in Node are left out"; fi

.tools/done: requirements/tools.txt
	@test -d .tools || $(PYTHON) -m venv .tools
	@$(TOOLS)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	@touch $@

lock: .tools/done
	$(COMPILE) pyproject.toml requirements/build.in --extra dev --output-file requirements/dev.txt
	$(COMPILE) pyproject.toml requirements/build.in --constraint requirements/dev.txt --output-file requirements/run.txt
	$(COMPILE) requirements/tools.in --output-file requirements/tools.txt

audit: $(VENV)/dev .tools/done
	$(BIN)/python -m release audit $(ARGS)

release: $(VENV)/dev .tools/done
	$(BIN)/python -m release build $(ARGS)

test-pythons:
	@failed=0; for version in 3.11 3.12 3.13 3.14; do \
		if ! python$$version -c '' 2>/dev/null; then echo "Python $$version is not here, so nothing was run with it"; continue; fi; \
		echo "Python $$version"; \
		$(MAKE) --no-print-directory test PYTHON=python$$version ARGS='$(QUICK)' || failed=1; \
	done; exit $$failed

clean:
	rm -rf .venv .venvs .tools .peers build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
