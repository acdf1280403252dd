# Commands of Luban LMS. `make help` lists them.

PORT ?= 8000
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help run install test test-long test-capa test-blocks vendor-scripts check bench translations vendor clean

help: ## List these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /|/' | awk -F'|' '{printf "  make %-14s %s\n", $$1, $$2}'

run: ## The demonstration on this machine: make run [PORT=8000] [PYTHON=python3]
	@exec sh tools/run.sh "$(PYTHON)" "$(PORT)"

install: ## Everything that tests and checks need, into .venv
	@sh tools/install.sh "$(PYTHON)" test

test: install ## The quick suite, at most 12 minutes on two cores
	@$(BIN)/python -m pytest -m "not slow"

test-long: install ## The full counts
	@$(BIN)/python -m pytest

test-capa: install ## Scores beside those of Open edX's own problem code, in an environment of its own
	@$(BIN)/python tools/test_capa.py

test-blocks: ## Other people's blocks in this host, in an environment of its own
	@$(PYTHON) tools/test_blocks.py

check: install ## Style, types and floors
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python tools/build_css.py --check
	@$(BIN)/luban course check content/cross-border-ecommerce

bench: install ## Measured against its own limits, in one run
	@$(BIN)/python -m bench

translations: install ## Interface catalogues: collect, merge, compile
	@$(BIN)/python tools/translations.py

vendor: install ## Fonts and style sheets, made again from their sources
	@$(BIN)/python tools/build_fonts.py
	@$(BIN)/python tools/build_css.py

vendor-scripts: ## Scripts that other people's blocks expect, taken from npm
	@$(PYTHON) tools/vendor_scripts.py

clean: ## Remove what was built; keeps var/
	@rm -rf build dist xblocks/build *.egg-info xblocks/*.egg-info
