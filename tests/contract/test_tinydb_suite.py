"""TinyDB's own test suite, from its source distribution, run against our storage and table."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

LEAST_PASSED = 200


@pytest.fixture(name="tinydb_tests")
def _tinydb_tests() -> Path:
    """The folder of the suite; the set-up of the project puts it there, by hash."""
    default = Path(__file__).parents[2] / ".cache" / "tinydb" / "tests"
    folder = Path(os.environ.get("COACHTUI_TINYDB_TESTS", default))
    assert (folder / "test_tables.py").is_file(), f"no TinyDB tests in {folder}; run make test once"
    return folder


def test_tinydb_suite_passes_on_our_storage(tinydb_tests: Path) -> None:
    here = Path(__file__).parent
    source = here.parents[1] / "src"
    paths = [str(here), str(source), *filter(None, [os.environ.get("PYTHONPATH")])]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "tinydb_plugin"]
    finished = subprocess.run(
        [*command, "-c", os.devnull, "--rootdir", str(tinydb_tests), str(tinydb_tests)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        cwd=tinydb_tests,
        capture_output=True,
        text=True,
        check=False,
    )
    report = finished.stdout[-4000:] + finished.stderr[-2000:]
    passed = re.search(r"(\d+) passed", finished.stdout)
    assert passed, report
    assert int(passed[1]) >= LEAST_PASSED, report
    assert finished.returncode == 0, report
