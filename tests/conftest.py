"""What holds for every test: it never sees the user's own files, settings or language."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from tests.sizes import SIZE, VARIABLE, few_of_each

from coachtui.i18n import use_language

ROOT = Path(__file__).parent.parent

# Runs repeat exactly wherever they take place; a slow machine is no failure. `make torture` looks further.
settings.register_profile("usual", deadline=None, derandomize=True, database=None)
settings.register_profile("torture", deadline=None, database=None, max_examples=2000)
settings.register_profile("sample", deadline=None, derandomize=True, database=None, max_examples=25)
settings.load_profile({"few": "sample", "sample": "sample", "check": "usual", "torture": "torture"}[SIZE])

QUICK = ("tests/unit/", "tests/hygiene/", "tests/bench/")
"""Where every case runs always: they take no time worth saving."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take a few cases of each slow test where `make test` asks for that."""
    if SIZE != "few":
        return
    slow = [item for item in items if not item.nodeid.startswith(QUICK)]
    left_out = [
        item for item, kept in zip(slow, few_of_each([item.nodeid for item in slow]), strict=True) if not kept
    ]
    config.hook.pytest_deselected(items=left_out)
    gone = set(left_out)
    items[:] = [item for item in items if item not in gone]


KEPT = {"COACHTUI_TINYDB_TESTS", VARIABLE}
"""Variables that the make targets hand to tests."""


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session", autouse=True)
def _apart_from_the_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Point every folder the program could find at an empty one, for this process and those it starts."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in [
            name for name in os.environ if name.startswith(("COACHTUI_", "TEXTUAL_", "XDG_", "LC_"))
        ]:
            if name not in KEPT:
                patch.delenv(name)
        for name in ("LANGUAGE", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES"):
            patch.delenv(name, raising=False)
        patch.setenv("HOME", str(home))
        patch.setenv("USERPROFILE", str(home))
        patch.setenv("LOCALAPPDATA", str(home))
        patch.setenv("LANG", "C.UTF-8")
        patch.setenv("COACHTUI_DATA_DIR", str(home / "data"))
        patch.setenv("COACHTUI_CONFIG_DIR", str(home / "config"))
        yield


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Start and leave every test in English."""
    use_language("en")
    yield
    use_language("en")
