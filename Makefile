# Every command does its own set-up and says so. `make` alone prints what there is.
SHELL := bash
.SHELLFLAGS := -o pipefail -c
PYTHON ?= python3
VENV := .venv
CONSTRAINTS := constraints.txt
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# uv is quicker and tells what it does; pip is always there and tells too much.
UV = $(shell command -v uv)
CREATE = $(if $(UV),uv venv --quiet --clear --python $(PYTHON),$(PYTHON) -m venv --clear) $(VENV)
# Python compiles a module when it is first used; to compile all of them takes as long again.
export PYTHONDONTWRITEBYTECODE :=
INSTALL = $(if $(UV),uv pip install --python $(BIN)/python -c $(CONSTRAINTS) -e '.[$(1)]',\
	$(BIN)/python -m pip install --no-compile --disable-pip-version-check --progress-bar off \
	-c $(CONSTRAINTS) -e '.[$(1)]' | while read -r did what rest; do $(TOLD); done)
# Each package as pip comes to it, with its size; then how many are unpacked.
TOLD = case "$$did $$what" in \
	*.metadata) ;; \
	Downloading*) echo "        $${what%%-[0-9]*} $$rest" ;; \
	Processing*) what=$${what\#\#*/}; echo "        $${what%%-[0-9]*}" ;; \
	"Using cached") echo "        $${rest%%-[0-9]*} $${rest\#* }" ;; \
	"Installing collected") set -- $$rest; echo "        unpacking $$(($$\# - 1)) packages" ;; \
	esac
COMPILE = -q --python-version 3.11 --all-extras --no-annotate --no-header \
	--no-emit-index-url pyproject.toml
OUT ?= out/review
LANG_OF_REVIEW ?= en
CASES ?= 10000
N ?= 50
SEED ?= 0

.PHONY: help audit dist sbom bench fuzz mutants gallery review site test lab lowest newest notebooks data constraints clean
.NOTPARALLEL:

help:
	@echo "make review       the analysis of the Linhai plan, into $(OUT)  (LANG_OF_REVIEW=zh for Chinese)"
	@echo "make lab          JupyterLab on a copy of the notebooks, in work (Chinese ones in work/zh)"
	@echo "make test         lint, types, layers and tests"
	@echo "make lowest       the same on the lowest versions that pyproject.toml admits (PYTHON=python3.11)"
	@echo "make newest       the same on the newest versions (PYTHON=python3.13, for example)"
	@echo "make notebooks    run the notebooks again and keep their outputs"
	@echo "make data         remake data/processed from data/raw, and the log of assumptions"
	@echo "make bench        how good and how fast the projections are, in one run"
	@echo "make fuzz         10,000 kinds of bad input, some ten minutes (CASES=1 SEED=17: that one again)"
	@echo "make mutants      would the tests notice a small change? N=50 of each room, SEED=0; an hour or more"
	@echo "make gallery      the page docs/gallery.md, and every chart in every size and style into out/gallery"
	@echo "make site         the site in both languages, into out/site"
	@echo "make dist         wheel and source archive, built twice to the same bytes, into dist"
	@echo "make sbom         what is installed with the library, for programs, into dist; docs/dependencies.md for people"
	@echo "make audit        known vulnerabilities of what constraints.txt pins (needs the network)"
	@echo "make constraints  take the newest versions of what is installed (needs uv)"
	@echo "make clean        remove the environment and what the commands made, but not work"
	@echo "中文：make review LANG_OF_REVIEW=zh 生成中文评估材料；make lab 打开笔记，中文版在 work/zh；说明见 README.zh.md"

review: $(READY)
	@echo "The review, into $(OUT)"
	@$(BIN)/linhai review --out $(OUT) --lang $(LANG_OF_REVIEW)

test: $(READY)-notebooks $(READY)-site $(READY)-test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/pytest -n auto --dist worksteal

lowest:
	@$(MAKE) --no-print-directory test VENV=.venv-lowest CONSTRAINTS=constraints-lowest.txt

newest:
	@$(MAKE) --no-print-directory test VENV=.venv-newest CONSTRAINTS=/dev/null

lab: $(READY)-notebooks
	@$(BIN)/python notebooks/lab.py

notebooks: $(READY)-notebooks
	@$(BIN)/python notebooks/run.py

data: $(READY)
	@$(BIN)/linhai build
	@$(BIN)/python docs/assumptions_page.py

fuzz: $(READY)-test
	@PYTHONPATH=tests $(BIN)/python -m fuzz.runner $(CASES) $(SEED) $(KIND)

bench: $(READY)
	@$(BIN)/python benchmarks/bench.py

mutants: $(READY)-notebooks $(READY)-site $(READY)-test $(READY)-proof
	@$(BIN)/python benchmarks/mutants.py $(N) $(SEED)

gallery: $(READY)
	@$(BIN)/python docs/gallery_page.py
	@$(BIN)/python docs/gallery.py

site: $(READY)-site
	@$(BIN)/python docs/make_site.py

# What is committed, built in two folders with other rights and hours: the same bytes.
dist: $(READY)-test
	@rm -rf dist/once dist/again && mkdir -p dist/once dist/again
	@git archive HEAD | tar -x -C dist/once && (umask 077 && git archive HEAD | tar -x -m -C dist/again)
	@cd dist/once && ../../$(BIN)/python -m hatchling build -d ..
	@cd dist/again && TZ=Asia/Shanghai ../../$(BIN)/python -m hatchling build -d made >/dev/null
	@for made in dist/again/made/*; do cmp $$made dist/$${made##*/} || exit 1; done
	@rm -r dist/once dist/again
	@cd dist && sha256sum *.whl *.tar.gz

# What is installed with the library, in an environment of its own: nothing else gets into the list.
sbom: $(READY)-notebooks $(READY)-proof
	@mkdir -p dist
	@$(BIN)/python docs/dependencies_page.py
	@$(BIN)/python docs/dependencies_page.py --pins > dist/needed.txt
	@$(BIN)/python -m venv --without-pip --clear dist/needed
	@$(if $(UV),uv pip install --quiet --python dist/needed/bin/python,$(BIN)/python -m pip --python \
		dist/needed/bin/python install --quiet --no-compile --disable-pip-version-check) \
		--no-deps -r dist/needed.txt
	@$(BIN)/cyclonedx-py environment --pyproject pyproject.toml --mc-type library \
		--output-reproducible -o dist/sbom.json dist/needed/bin/python
	@rm -r dist/needed dist/needed.txt
	@echo "dist/sbom.json"

audit: $(READY)-proof
	@$(BIN)/pip-audit --strict --no-deps --disable-pip --progress-spinner off -r constraints.txt || \
		{ echo "Not audited: a vulnerability is named above, or its database could not be asked (it needs the network)."; exit 1; }

constraints:
	uv pip compile $(COMPILE) --upgrade --output-file constraints.txt
	uv pip compile $(COMPILE) --resolution lowest-direct --output-file constraints-lowest.txt

# The environment is made once, and again only when what it holds has changed. The review needs
# less than tests and notebooks; those add their packages when they are first asked for.
$(READY): pyproject.toml $(CONSTRAINTS)
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed; none is on the PATH."; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; $(PYTHON) is older. Say PYTHON=python3.12, for example."; exit 2; }
	@echo "1 of 2  Making an environment of its own in $(VENV), once"
	@$(CREATE)
	@echo "2 of 2  Installing into it the packages that the review needs, about 130 MB"
	@$(call INSTALL,fonts)
	@touch $@

$(READY)-%: $(READY)
	@echo "Adding the packages of $*, once"
	@$(call INSTALL,$*)
	@touch $@

clean:
	rm -rf $(VENV) $(VENV)-lowest $(VENV)-newest out dist mutants .mypy_cache .ruff_cache .pytest_cache .hypothesis
