# Every habit of the project has a name here. Needs Python 3.11 or newer and make; nothing else has to be there first.

PYTHON ?= python3
UV     ?= uv
SHARED ?= ../shared
VENV   := .venv
BIN    := $(VENV)/bin
SCHEMA := docs/communique.reading-1.schema.json

.DEFAULT_GOAL := help
.PHONY: help env demo test lint format bench picture schema lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

env: $(VENV)/.ok ## make or renew .venv from the locked requirements

# --no-deps with --require-hashes: exactly the locked files, or a loud failure. `pip check` then says if the lock
# lacks something. The package itself is built with the locked backend, so nothing unlocked is ever fetched.
$(VENV)/.ok: requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(v < (3, 11) and "Communique needs Python 3.11 or newer; $(PYTHON) is %d.%d. Try: make PYTHON=python3.13 $(MAKECMDGOALS)" % v[:2])'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m pip check
	@touch $@

demo: env ## read the example pages, keep them in a ledger, and ask it
	$(BIN)/communique read --format text examples/wire-moyale.txt
	rm -f demo.sqlite*
	$(BIN)/communique --ledger demo.sqlite add examples/
	$(BIN)/communique --ledger demo.sqlite list commitments --format table
	$(BIN)/communique --ledger demo.sqlite timeline Ethiopia Kenya --format table
	$(BIN)/communique --ledger demo.sqlite find '"two ministers" -trade' --format table

test: env ## run the tests (ARGS="-k splices" passes on to pytest)
	$(BIN)/python -m pytest $(ARGS)

lint: env ## style, types, and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict src
	$(BIN)/lint-imports

format: env ## put the code into the house's form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# One run for every folder named here; a bench without a line brings its own texts. `make bench-times` runs one alone.
IN_records  = tests/golden/dev tests/golden/check
IN_readouts = $(SHARED)/readouts
IN_pages    = $(SHARED)/pages/kremlin
# These four take any folder or file of their form: make bench-stories DIR=… or make bench-times GOLD=… OUT=…
ASK_attribution = $(or $(GOLD),$(SHARED)/attribution/dev.jsonl) $(if $(OUT),--out $(OUT))
ASK_times       = $(or $(GOLD),$(SHARED)/times) $(if $(OUT),--out $(OUT))
ASK_stories     = $(DIR)
ASK_compare     = $(DIR)
# what benches share is no bench; durability takes half an hour and runs by its own name: make bench-durability
PARTS   := bench-scoring bench-invented bench-plot
BENCHES := $(filter-out $(PARTS),$(patsubst bench/%.py,bench-%,$(sort $(wildcard bench/*.py))))
.PHONY: $(BENCHES)

bench: $(filter-out bench-durability,$(BENCHES)) ## quality and speed, as tables; SHARED=folder with the readouts and raw pages

$(BENCHES): bench-%: env
	@echo "== $*"
	@$(if $(strip $(ASK_$*)),$(BIN)/python bench/$*.py $(ASK_$*),$(if $(IN_$*),$(foreach folder,$(IN_$*),SHARED="$(SHARED)" $(BIN)/python bench/$*.py $(folder) &&) true,SHARED="$(SHARED)" $(BIN)/python bench/$*.py))

picture: env ## draw the README's picture anew
	$(BIN)/python tools/picture.py

schema: env ## write the JSON Schema of communique.reading/1
	@mkdir -p $(dir $(SCHEMA))
	$(BIN)/communique schema > $(SCHEMA).new && mv $(SCHEMA).new $(SCHEMA)

# One lock for Linux, macOS and Windows and every Python from 3.11 on; keeps what is locked unless UPGRADE=--upgrade.
COMPILE = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
          --custom-compile-command "make lock" $(UPGRADE) pyproject.toml

lock: ## resolve the requirements anew (needs uv; UPGRADE=--upgrade takes the newest)
	$(COMPILE) --all-extras -o requirements/run.txt
	$(COMPILE) --all-extras requirements/dev.in -c requirements/run.txt -o requirements/dev.txt
	@! grep -nE '://|--(index|extra-index|find-links)' requirements/*.txt

clean: ## remove what was built
	rm -rf $(VENV) dist demo.sqlite* .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
