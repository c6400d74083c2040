# Everything a person or a CI needs to say. Each target does its own set-up; `make` alone lists them.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check install

export NO_MKDOCS_2_WARNING = 1

.PHONY: help site serve test fuzz lint conformance schemas bench clean
.DEFAULT_GOAL := help

help: ## list what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1  \2/p' Makefile | expand -t 14

site: $(VENV)/.site ## build the site into site/
	$(BIN)/mkdocs build --strict
	@echo "The site is in site/; open site/index.html, or run 'make serve'."

serve: $(VENV)/.site ## preview the site while you write
	$(BIN)/mkdocs serve

test: $(VENV)/.test lint ## run every check and test
	@.ci/browser
	PYTHONWARNDEFAULTENCODING=1 $(BIN)/python -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

fuzz: $(VENV)/.test ## try the laws on many more examples (takes a while)
	HYPOTHESIS_PROFILE=fuzz PYTHONWARNDEFAULTENCODING=1 $(BIN)/python -m pytest --numprocesses 2 -m fuzz

lint: $(VENV)/.test ## style, types, layers
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache >.cache/layers.log || { cat .cache/layers.log; exit 1; }

conformance: $(VENV)/.test ## run the official suite of CSL: make conformance SUITE=path
	CSL_SUITE=$(SUITE) PYTHONPATH=macros $(BIN)/python tests/csl_suite.py --failing

schemas: $(VENV)/.site ## write the forms of front matter and data files again
	$(BIN)/vademecum schemas docs/editing

bench: $(VENV)/.test ## measure what citations cost (takes some minutes)
	$(BIN)/python tests/bench

clean: ## remove what was made
	rm -rf $(VENV) .cache site

# The environments are made anew only when what they hold has changed.
$(VENV)/.site: requirements.txt pyproject.toml
	@echo "Setting up (this is done once) ..."
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes --requirement requirements.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: requirements-test.txt $(VENV)/.site
	$(PIP) --require-hashes --requirement requirements-test.txt
	@mkdir -p .cache
	@touch $@
