#!/bin/sh
# Resolve the dependencies for every platform at once and lock them by hash: tools/lock.sh [PYTHON]
# The lists name packages, versions and hashes only; where packages come from is the reader's own choice.
set -eu
cd "$(dirname "$0")/.."
[ -x .cache/lock/bin/uv ] || { "${1:-python3}" -m venv .cache/lock && .cache/lock/bin/pip install -q uv; }
compile() {
  .cache/lock/bin/uv pip compile -q --no-config --universal --python-version 3.11 --upgrade \
    --generate-hashes --no-header --no-annotate "$@" >/dev/null
}
compile pyproject.toml --group pyproject.toml:dev -o requirements/dev.txt
compile pyproject.toml -c requirements/dev.txt -o requirements/runtime.txt
compile --group pyproject.toml:build -c requirements/dev.txt -o requirements/build.txt
