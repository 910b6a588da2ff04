# Everything a checkout needs, on a machine with Python 3.11 or newer, make and git. Nothing is installed outside this folder:
# uv lives in .uv/, the packages pinned in uv.lock live in .venv/, and a second run of any target finds both ready.

UV_VERSION := 0.13.9
UV := .uv/bin/uv
BIN := .venv/bin
READY := .venv/ready

# PYTHON=...  the interpreter to build on (default: the first of python3, python3.13, python3.12, python3.11 that will do)
# SIZE=...    customers in the demo        ARGS=...  more arguments for pytest, or for the comparison of make bench
# CASES=...   random cases of make fuzz    SEED=...  where their dice start    FIRST=...  the first of them to run
PYTHON :=
SIZE :=
CASES := 10000
SEED := 1
FIRST := 0
ARGS :=
WHOLES := tui examples benchmarks

export UV_PYTHON_DOWNLOADS := never
# PYTHONDONTWRITEBYTECODE: what is compiled is kept, whatever the shell says. The tests start a hundred processes.
unexport VIRTUAL_ENV PYTHONPATH PYTHONHOME PYTHONDONTWRITEBYTECODE
MAKEFLAGS += --no-print-directory

.DEFAULT_GOAL := help
.PHONY: help demo test unit lint types contracts check format docs reports bench bench-scale bench-diff cold-start fuzz snap lock clean

help: ## say what there is to make (this list)
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

demo: $(READY) ## write the example project into demo/, preview it, export from it (SIZE=1000000)
	@$(BIN)/segdsl demo $(if $(SIZE),--customers $(SIZE)) demo

test: $(READY) ## run all tests (ARGS="-k text" for some of them)
	@$(BIN)/python -m pytest -q -n auto --maxprocesses 8 $(ARGS)

unit: $(READY) ## run the tests of the parts: those of the app, the examples and the benchmarks are left to make test
	@$(BIN)/python -m pytest -q -n auto --maxprocesses 8 $(WHOLES:%=--ignore=tests/%) $(ARGS)

lint: $(READY) ## look for mistakes and unformatted code
	@$(BIN)/ruff format --quiet --check . || { echo 'Some files are not formatted: make format'; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/segdsl fmt --check rules examples
	@$(BIN)/segdsl check --strict rules

types: $(READY) ## check the types
	@$(BIN)/mypy

contracts: $(READY) ## check which stage imports which
	@$(BIN)/lint-imports --no-logo

check: lint types contracts test ## all of the above: what a change has to pass

format: $(READY) ## format the code and mend what can be mended safely
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format --quiet .
	@$(BIN)/segdsl fmt rules examples

docs: $(READY) ## write the language reference in docs/ anew from its chapters
	@$(BIN)/python -m tests.lang.assemble

reports: $(READY) ## write the reports on what is learned of the demo and of an example anew
	@$(BIN)/python -m tests.reports

bench: $(READY) ## compare with Polars, DuckDB and ClickHouse (ARGS="--customers 100000 --events 300000" takes a minute)
	@$(UV) sync --quiet --frozen --group bench
	@$(BIN)/python -m tests.benchmarks.comparison run $(ARGS)
	@$(BIN)/python -m pytest -q -s -o python_files='bench_*.py' tests/benchmarks

bench-scale: $(READY) ## measure segdsl at growing sizes (ARGS="1,4,16,64 --discard": millions of customers, data removed behind)
	@$(UV) sync --quiet --frozen --group bench
	@$(BIN)/python -m tests.benchmarks.comparison scale $(ARGS)

bench-diff: $(READY) ## print how two runs of make bench compare (A=build/bench/results/….json B=….json)
	@$(BIN)/python -m tests.benchmarks.comparison diff "$(A)" "$(B)"

cold-start: $(READY) ## print how long each command takes to start
	@$(BIN)/python -m tests.benchmarks.cold_start

fuzz: $(READY) ## hold the product against the interpreter on random rulebooks (CASES=10000 SEED=1 FIRST=0)
	@$(BIN)/python -m tests.differential.fuzz $(CASES) $(SEED) $(FIRST)

snap: $(READY) ## write the expected outputs of the tests anew; read the diff before you commit it
	@SEGDSL_SNAP=1 $(BIN)/python -m pytest -q -n auto --maxprocesses 8 $(ARGS)

lock: .uv/$(UV_VERSION) ## pin the dependencies of pyproject.toml in uv.lock
	@$(UV) lock

clean: ## remove the environment, caches and build products (demo/ stays)
	@rm -rf .uv .venv build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	@find segdsl tui tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): .uv/$(UV_VERSION) pyproject.toml uv.lock
	@[ -d .venv ] || echo 'Installing the packages of uv.lock into .venv (first time only)' >&2
	@$(UV) sync --quiet --frozen --python .uv/bin/python
	@touch $@

.uv/$(UV_VERSION):
	@python=$$(.ci/find-python "$(PYTHON)") && \
	echo "Setting up with $$python: uv $(UV_VERSION) into .uv (first time only)" >&2 && \
	"$$python" -m venv --clear .uv && \
	.uv/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@touch $@
