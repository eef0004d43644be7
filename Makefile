# Every command does its own set-up. `make` alone prints what there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# uv is quicker, pip is always there.
UV = $(shell command -v uv)
CREATE = $(if $(UV),uv venv --quiet --clear --python $(PYTHON),$(PYTHON) -m venv --clear) $(VENV)
PIP = $(if $(UV),uv pip install --quiet --python $(BIN)/python,\
	$(BIN)/python -m pip install --quiet --disable-pip-version-check) -c constraints.txt
OUT ?= out/review
LANG_OF_REVIEW ?= en

.PHONY: help bench gallery review site test lab notebooks data constraints clean
.NOTPARALLEL:

help:
	@echo "make review       the analysis of the Linhai plan, into $(OUT)  (LANG_OF_REVIEW=zh for Chinese)"
	@echo "make test         lint, types, layers and tests"
	@echo "make lab          JupyterLab on the notebooks"
	@echo "make notebooks    run the notebooks again and keep their outputs"
	@echo "make data         remake data/processed from data/raw"
	@echo "make bench        how good and how fast the projections are, in one run"
	@echo "make gallery      the page docs/gallery.md, and every chart in every size and style into out/gallery"
	@echo "make site         the site in both languages, into out/site"
	@echo "make constraints  take the newest versions of what is installed (needs uv)"
	@echo "make clean        remove the environment and what the commands made"

review: $(READY)
	@$(BIN)/linhai review --out $(OUT) --lang $(LANG_OF_REVIEW)

test: $(READY)-notebooks $(READY)-test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/pytest -n auto --dist worksteal

lab: $(READY)-notebooks
	@$(BIN)/jupyter lab --notebook-dir notebooks

notebooks: $(READY)-notebooks $(READY)-test
	@$(BIN)/ruff format -q notebooks
	@$(BIN)/jupyter nbconvert --log-level WARN --to notebook --inplace --execute \
		--ExecutePreprocessor.record_timing=False notebooks/*.ipynb

data: $(READY)
	@$(BIN)/linhai build

bench: $(READY)
	@$(BIN)/python benchmarks/bench.py

gallery: $(READY)
	@$(BIN)/python docs/gallery_page.py
	@$(BIN)/python docs/gallery.py

site: $(READY)-site
	@$(BIN)/python docs/make_site.py

constraints:
	uv pip compile -q --upgrade --python-version 3.11 --all-extras --no-annotate --no-header \
		--no-emit-index-url pyproject.toml --output-file constraints.txt

# The environment is made once, and again only when what it holds has changed. The review needs
# less than tests and notebooks; those add their packages when they are first asked for.
$(READY): pyproject.toml constraints.txt
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed; none is on the PATH."; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; $(PYTHON) is older. Say PYTHON=python3.12, for example."; exit 2; }
	@echo "Setting up $(VENV), once; this takes a minute or two."
	@$(CREATE)
	@$(PIP) -e '.[fonts]'
	@touch $@

$(READY)-%: $(READY)
	@echo "Adding what belongs to $*."
	@$(PIP) -e '.[fonts,$*]'
	@touch $@

clean:
	rm -rf $(VENV) out dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
