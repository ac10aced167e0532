# Everything from a bare machine with Python 3.11 and make; no system packages needed.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test check lint long fuzz bench detection splitting forecasts effects recovery docs lock clean help

help:
	@echo "make demo   environment, tables (or the synthetic country) and a first report"
	@echo "make test   all tests; what needs a browser or the real files says so when it is left out"
	@echo "make check  format, lint, types, layers and all tests"
	@echo "make long   the long generative and fault-injection runs"
	@echo "make fuzz   every reader against mutated files, SECONDS=30 for each"
	@echo "make bench  figures with ratios; never fails on time"
	@echo "make recovery   are known parameters of the steering model found back by calibration"
	@echo "make detection  how often the rules find each distortion, over 200 fictional registers"
	@echo "make splitting  how often the split names the right cause, over 200 pairs of municipalities"
	@echo "make effects    how often a measure is found back, on 200 invented countries for each case"
	@echo "make forecasts  how often the bands of a forecast hold, on 182 simulated worlds"
	@echo "make docs   generated pages: list of modules, commands, JSON, indicators"
	@echo "make lock   renew the lock files"

.venv/run: requirements/run.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev: requirements/dev.txt .venv/run
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

demo: .venv/run
	$(BIN)/drietrap demo

test: .venv/dev
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

lint: .venv/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test

long: .venv/dev
	DRIETRAP_LONG=1 $(BIN)/python -m pytest -n 2 -m long

SECONDS ?= 30
fuzz: .venv/dev
	$(BIN)/python -m tests.fuzzing.run --seconds $(SECONDS)

bench: .venv/dev
	$(BIN)/python -m bench.run
	$(BIN)/python -m bench.records
	$(BIN)/python -m bench.steering

# Half an hour on two cores; goes on where it was stopped.
detection: .venv/dev
	POLARS_MAX_THREADS=1 $(BIN)/python -m bench.detection

# Half an hour on two cores: are known parameters of the steering model found back?
recovery: .venv/dev
	$(BIN)/python -m bench.recovery
	$(BIN)/python -m bench.recovery_register

# A quarter of an hour on two cores; goes on where it was stopped.
splitting: .venv/dev
	POLARS_MAX_THREADS=1 $(BIN)/python -m bench.splitting_truth

# Five minutes.
effects: .venv/dev
	$(BIN)/python -m bench.effects

# A quarter of an hour on two cores; goes on where it was stopped.
forecasts: .venv/dev
	OMP_NUM_THREADS=1 $(BIN)/python -m bench.forecast_truth

docs: .venv/dev
	$(BIN)/python -m tools.architecture
	$(BIN)/python -m tools.reference

# The lock files carry versions and hashes only.
lock: .venv/dev
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --no-header --no-emit-index-url --generate-hashes --python-version 3.11 \
		--group build pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile --quiet --no-header --no-emit-index-url --generate-hashes --python-version 3.11 \
		--group build --group dev pyproject.toml -o requirements/dev.txt

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache out
