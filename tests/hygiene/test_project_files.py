"""pyproject.toml, lock files, Makefile: everything in them has its reason, and they agree with each other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version
from tests.hygiene.source_tree import ROOT, project, python_files, short

from coachtui.i18n import LANGUAGES
from coachtui.services import preferences

LOCKS = ("runtime.txt", "build.txt", "dev.txt", "tinydb-sdist.txt")
TARGETS = "run test demo check bench torture wheel wheelhouse messages clean"
PLATFORMS = {"msgspec": 40, "ruff": 15, "rpds-py": 40}
"""Compiled packages and fewer files than any release of them has: a lock of one machine would hold one."""


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _block(start: str) -> list[str]:
    """Return the entries of the list in pyproject.toml that begins with the line ``start``."""
    lines = _text("pyproject.toml").splitlines()
    first = lines.index(start) + 1
    return [line for line in lines[first : lines.index("]", first)] if line.strip().startswith(('"', "'"))]


def _locked(name: str) -> dict[str, tuple[Version, int]]:
    """Return package → locked version and number of hashes."""
    text = _text(f"requirements/{name}").replace("\\\n", " ")
    found = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        pin = re.match(r"([a-z0-9._-]+)==([^\s;]+)", line)
        assert pin, line
        found[pin[1]] = (Version(pin[2]), len(re.findall(r"--hash=sha256:[0-9a-f]{64}", line)))
    return found


def _asked_for(entries: list[object]) -> list[Requirement]:
    return [Requirement(entry) for entry in entries if isinstance(entry, str)]


@pytest.mark.parametrize("start", ["dependencies = [", "build = [", "dev = ["])
def test_every_dependency_says_why(start: str) -> None:
    entries = _block(start)
    assert len(entries) >= 3
    assert [line for line in entries if not re.search(r"[\"'],\s+# .{15,}", line)] == []


def test_every_lint_ignore_says_why() -> None:
    text = _text("pyproject.toml")
    section = text[text.index("[tool.ruff.lint]") : text.index("# --- types")]
    codes = re.findall(r'^ +"[A-Z]+[0-9]*",.*$', section, re.MULTILINE)
    assert len(codes) > 15
    assert [line for line in codes if not re.search(r"# .{10,}", line)] == []


def test_every_lint_exception_in_place_says_why() -> None:
    bare = []
    for path in python_files("src", "tests", "tools"):
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines):
            found = re.search(r"#\s*noqa\b(:\s*[A-Z]+[0-9]+(,\s*[A-Z]+[0-9]+)*)?(?P<reason>.*)", line)
            above = lines[number - 1].strip().startswith("#") if number else False
            if found and "re.search" not in line and not (found[1] and (len(found["reason"]) > 8 or above)):
                bare.append(f"{short(path)}:{number + 1}")
    assert bare == []


@pytest.mark.parametrize("name", LOCKS)
def test_locks_name_no_place_to_get_packages_from(name: str) -> None:
    text = _text(f"requirements/{name}")
    assert not re.search(r"://|--(extra-)?index|--find-links|--trusted|^-[ifr] |#|@ ", text, re.MULTILINE)


@pytest.mark.parametrize("name", LOCKS)
def test_locks_hold_a_hash_for_everything(name: str) -> None:
    assert {package for package, (_version, hashes) in _locked(name).items() if not hashes} == set()


@pytest.mark.parametrize(("package", "least"), PLATFORMS.items())
def test_locks_serve_every_platform(package: str, least: int) -> None:
    assert _locked("dev.txt")[package][1] >= least


def test_locks_hold_what_pyproject_asks_for() -> None:
    groups, locks = project()["dependency-groups"], {name: _locked(name) for name in LOCKS}
    wanted = {
        "runtime.txt": _asked_for(project()["project"]["dependencies"]),
        "build.txt": _asked_for(groups["build"] + project()["build-system"]["requires"]),
        "dev.txt": _asked_for(groups["dev"] + groups["build"] + project()["project"]["dependencies"]),
    }
    wrong = [
        f"{lock}: {requirement}"
        for lock, requirements in wanted.items()
        for requirement in requirements
        if requirement.name not in locks[lock]
        or locks[lock][requirement.name][0] not in requirement.specifier
    ]
    assert wrong == []


def test_locks_agree() -> None:
    everything = _locked("dev.txt")
    for name in ("runtime.txt", "build.txt"):
        assert {
            package: pin for package, pin in _locked(name).items() if everything.get(package) != pin
        } == {}
    assert _locked("tinydb-sdist.txt")["tinydb"][0] == everything["tinydb"][0]


def test_every_style_sheet_is_named_for_the_wheel() -> None:
    hook = project()["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]["custom"]
    assert hook["styles"] == sorted(path.name for path in (ROOT / "styles").glob("*.tcss"))


def test_make_knows_what_is_promised() -> None:
    targets = set(re.findall(r"^([a-z-]+):", _text("Makefile"), re.MULTILINE))
    assert set(TARGETS.split()) - targets == set()
    assert "make check" in _text(".ci/run")
    assert (ROOT / ".ci/run").stat().st_mode & 0o111


def test_the_readme_is_on_the_package() -> None:
    exists = (ROOT / "README.md").exists()
    assert ("readme" in project()["project"]) == exists, (
        'with README.md comes readme = "README.md" in pyproject'
    )


def test_the_readme_names_every_setting_with_what_it_may_be() -> None:
    lines = {
        found[1]: line for line in _text("README.md").splitlines() if (found := re.match(r"\| `(\w+)`", line))
    }
    assert set(lines) == preferences.NAMES
    for name, (default, lowest, highest) in preferences.NUMBERS.items():
        assert lines[name].endswith(f"| {default} |")
        assert f"{lowest} to {highest}" in lines[name] or "the same" in lines[name]
    assert re.findall(r"`\"([\w-]+)\"`", lines["theme"])[:-1] == list(preferences.THEMES)
    assert re.findall(r"`\"([\w-]+)\"`", lines["language"]) == list(LANGUAGES)


def test_version_stands_once() -> None:
    places = [short(path) for path in (*python_files("src"), ROOT / "pyproject.toml") if _names_version(path)]
    assert places == ["src/coachtui/__init__.py"]


def _names_version(path: Path) -> bool:
    return bool(re.search(r"^(__)?version(__)? = ", path.read_text(encoding="utf-8"), re.MULTILINE))
