#!/usr/bin/env bash
# Installs the package with what its tests need into the current environment, and passes them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
python -m pip install --quiet -e ".[dev]"
ruff check .
ruff format --check .
basedpyright
python -m pytest
summarize eval --baseline evals/baseline.json
