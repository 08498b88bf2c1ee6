# Six verbs: run, test, check, snap, bench, soak. Each sets up what it needs in .venv first.

NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13; do \
	$$p -c '$(NEW_ENOUGH)' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
CATALOGUES := $(wildcard src/mlops_survey_tui/locale/*/LC_MESSAGES/*.po)
.DEFAULT_GOAL := help
ifeq (bench,$(firstword $(MAKECMDGOALS)))
NAME ?= $(word 2,$(MAKECMDGOALS))
$(if $(word 2,$(MAKECMDGOALS)),$(eval $(word 2,$(MAKECMDGOALS)):;@:))
endif
.PHONY: help run test check snap bench soak bench-peers schema clean

help:
	@echo "make run    take the survey from this checkout"
	@echo "make test   run all tests that this machine can run, and name those it cannot"
	@echo "make check  style, types, layers, questionnaires, generated files"
	@echo "make snap   draw the pictures of the documentation from the real app"
	@echo "make bench  measure beside peers and floors: make bench, make bench keys"
	@echo "make soak   run the program under faults for a long time, and say what was found"
	@echo "make bench-peers  set up the programs that are measured beside, in .peers"

.venv/run: pyproject.toml hatch_build.py $(CATALOGUES)
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; install it, or name it: make PYTHON=..."; exit 1; }
	@echo "Setting up .venv, once; this takes about half a minute ..."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/dev: .venv/run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

run: .venv/run
	@$(BIN)/mlops-survey $(ARGS)

test: .venv/dev
	$(BIN)/python -m pytest -n 2 -ra $(ARGS)

check: .venv/dev
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

schema: .venv/dev
	$(BIN)/python -m tests.docs.generated

snap: .venv/dev
	$(BIN)/python docs/images/make_images.py

bench: .venv/dev
	$(BIN)/python -m benchmarks --page $(NAME) $(ARGS)

soak: .venv/dev
	$(BIN)/python -m soak $(ARGS)

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

clean:
	rm -rf .venv .peers build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
