"""The built wheel, installed where no checkout is in sight (`make wheel-test`)."""

from __future__ import annotations

import gettext
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from email.parser import Parser
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from tests.hygiene.source_tree import PACKAGE, ROOT, project
from tools.messages import TRANSLATED

from coachtui import __version__

pytestmark = [pytest.mark.wheel, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def wheel() -> Path:
    """The wheel in dist/."""
    wheels = list((ROOT / "dist").glob("coachtui-*.whl"))
    assert len(wheels) == 1, "dist/ has to hold one wheel: run make wheel"
    return wheels[0]


@pytest.fixture(scope="module")
def inside(wheel: Path) -> Mapping[str, bytes]:
    """Name → content of everything in the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a new environment that holds the wheel and what it needs, no more."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    install = [str(programs / "python"), "-m", "pip", "--disable-pip-version-check", "install", "-q"]
    lock = str(ROOT / "requirements" / "runtime.txt")
    subprocess.run([*install, "--require-hashes", "-r", lock], check=True)
    subprocess.run([*install, "--no-deps", str(wheel)], check=True)
    subprocess.run([str(programs / "python"), "-m", "pip", "check"], check=True)
    return programs


class Outside:
    """Runs the installed program in an empty folder, far from the checkout."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self.programs = programs
        self.folder = folder

    def python(self, *arguments: str) -> str:
        """Run the environment's Python and return what it printed."""
        return self._run(self.programs / "python", *arguments)

    def __call__(self, *arguments: str) -> str:
        """Run `coachtui` and return what it printed."""
        folders = ["--data-dir", str(self.folder / "data"), "--config-dir", str(self.folder / "config")]
        return self._run(self.programs / "coachtui", *folders, *arguments)

    def _run(self, *command: str | Path) -> str:
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        done = subprocess.run(
            [str(part) for part in command],
            cwd=self.folder,
            env={**environment, "PYTHONUTF8": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, f"{command}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout


@pytest.fixture
def coachtui(program: Path, tmp_path: Path) -> Outside:
    return Outside(program, tmp_path)


def test_styles_are_inside(inside: Mapping[str, bytes]) -> None:
    sheets = {f"coachtui/styles/{path.name}": path.read_bytes() for path in (ROOT / "styles").glob("*.tcss")}
    assert sheets
    assert {name: inside.get(name) for name in sheets} == sheets


def test_packs_are_inside(inside: Mapping[str, bytes]) -> None:
    packs = {
        f"coachtui/content/packs/{path.name}": path.read_bytes()
        for path in (PACKAGE / "content" / "packs").glob("*.toml")
    }
    assert len(packs) > 20
    assert {name: inside.get(name) for name in packs} == packs


def test_packs_are_inside_as_tables_too(inside: Mapping[str, bytes]) -> None:
    names = {path.stem for path in (PACKAGE / "content" / "packs").glob("*.toml")}
    assert {name for name in names if f"coachtui/content/packs/checked/{name}.json" in inside} == names


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_are_inside(inside: Mapping[str, bytes], language: str) -> None:
    compiled = inside[f"coachtui/locale/{language}/LC_MESSAGES/coachtui.mo"]
    assert gettext.GNUTranslations(io.BytesIO(compiled)).gettext("Agent") not in {"", "Agent"}


def test_every_module_is_inside_and_nothing_else(inside: Mapping[str, bytes]) -> None:
    modules = {f"coachtui/{path.relative_to(PACKAGE).as_posix()}" for path in PACKAGE.rglob("*.py")}
    assert {name for name in inside if name.endswith(".py")} == modules
    endings = {name.rpartition(".")[2] for name in inside if not name.startswith("coachtui-")}
    assert endings == {"py", "typed", "tcss", "toml", "json", "mo", "txt"}
    data = {name.rpartition("/")[2] for name in inside if name.endswith(".txt") and "dist-info" not in name}
    assert data == {"pinyin.txt", "pinyin-license.txt"}


def test_metadata(inside: Mapping[str, bytes]) -> None:
    stem = f"coachtui-{__version__}.dist-info"
    metadata = Parser().parsestr(inside[f"{stem}/METADATA"].decode())
    declared = {str(Requirement(entry)) for entry in project()["project"]["dependencies"]}
    assert {str(Requirement(entry)) for entry in metadata.get_all("Requires-Dist", [])} == declared
    assert metadata["Requires-Python"] == ">=3.11"
    assert f"{stem}/licenses/LICENSE" in inside
    assert b"coachtui = coachtui.__main__:main" in inside[f"{stem}/entry_points.txt"]


def test_version(coachtui: Outside) -> None:
    assert coachtui("--version").split()[-1] == __version__
    assert coachtui.python("-m", "coachtui", "--version").split()[-1] == __version__


def test_keys_speak_five_languages(coachtui: Outside) -> None:
    labels = {}
    for language in ("en", *TRANSLATED):
        rows = json.loads(coachtui("--lang", language, "keys", "--json"))
        assert {"id", "keys", "label", "scope"} <= set(rows[0])
        labels[language] = tuple(row["label"] for row in rows)
    assert len(set(labels.values())) == 5


def test_roster_and_export(coachtui: Outside) -> None:
    identity = coachtui("roster", "add", "--name", "Åsa Lindqvist", "--team", "North").strip()
    (agent,) = json.loads(coachtui("roster", "list", "--json"))
    assert (agent["id"], agent["name"], agent["team"]) == (identity, "Åsa Lindqvist", "North")
    export = json.loads(coachtui("export"))
    assert export["app"] == {"name": "coachtui", "version": __version__}
    assert [agent["id"] for agent in export["agents"]] == [identity]


def test_it_runs_from_the_wheel(coachtui: Outside) -> None:
    path = Path(coachtui.python("-c", "import coachtui; print(coachtui.__file__)").strip())
    assert coachtui.programs.parent in path.parents
    assert ROOT not in path.parents
