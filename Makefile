# `make demo` and `make test` each do all of their own set-up, in .venv.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test clean

demo: .venv/installed
	$(BIN)/backissue index corpus/articles --archive archive
	@echo
	$(BIN)/backissue ask "How many troops did Christopher Miller want to keep in Afghanistan?" --archive archive
	@echo
	$(BIN)/backissue ask "Who wrote the opinion that did away with Roe v. Wade?" --archive archive
	@echo
	$(BIN)/backissue ask "Who won the first cricket match on the Moon?" --archive archive
	@echo
	@echo "To ask more in the browser: $(BIN)/backissue ui --archive archive"

test: .venv/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest

clean:
	rm -rf .venv build dist *.egg-info archive

# PyTorch comes first and by its version, so that a CPU wheel at hand is used: without the version
# pip may fetch several gigabytes of CUDA libraries.
.venv/torch:
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet torch==2.13.0
	touch $@

.venv/installed: .venv/torch pyproject.toml
	$(BIN)/pip install --quiet --editable .
	touch $@

.venv/installed-dev: .venv/torch pyproject.toml
	$(BIN)/pip install --quiet --editable '.[dev]'
	touch $@ .venv/installed
