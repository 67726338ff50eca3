"""Who may import whom: the contracts of pyproject.toml, and what really gets loaded."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.hygiene.source_tree import ROOT, project, python_files, short, tree

OUR_OWN = {"coachtui", "__future__"}
CLOCKS_AND_FILES = {
    "asyncio",
    "io",
    "os",
    "pathlib",
    "random",
    "secrets",
    "shutil",
    "socket",
    "tempfile",
    "threading",
    "time",
}
CLOCK_CALLS = {"now", "utcnow", "today", "open", "print", "input", "localtime", "monotonic"}

LOADED = """
import json, sys
sys.argv = ["coachtui", *sys.argv[1:]]
from coachtui.__main__ import main
code = 0
try:
    code = main()
except SystemExit as stop:
    code = stop.code
names = sorted({name for name in sys.modules})
print("\\n" + json.dumps({"code": code or 0, "modules": names}))
"""


def _imports(module: ast.Module) -> set[str]:
    """Top-level names of everything imported anywhere in ``module``, for types too."""
    names = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return {name.partition(".")[0] for name in names}


def _loaded_by(arguments: list[str], data: Path) -> set[str]:
    """Names of all modules that are loaded once the program has run with ``arguments``."""
    options = ["--data-dir", str(data / "data"), "--config-dir", str(data / "config")]
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *options, *arguments],
        capture_output=True,
        text=True,
        cwd=data,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout.splitlines()[-1])
    assert result["code"] == 0, (arguments, result["code"], done.stderr)
    return set(result["modules"])


def test_import_contracts_hold() -> None:
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
    ]
    done = subprocess.run([*command, "--no-cache"], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    contracts = project()["tool"]["importlinter"]["contracts"]
    assert f"{len(contracts)} kept, 0 broken" in done.stdout, done.stdout


def test_domain_is_written_in_the_standard_library() -> None:
    allowed = OUR_OWN | (sys.stdlib_module_names - CLOCKS_AND_FILES)
    strangers = {
        short(path): _imports(tree(path)) - allowed
        for path in python_files("src/coachtui/domain")
        if _imports(tree(path)) - allowed
    }
    assert strangers == {}


def test_domain_reads_no_clock_and_no_file() -> None:
    calls = [
        f"{short(path)}:{node.lineno}"
        for path in python_files("src/coachtui/domain")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in CLOCK_CALLS
    ]
    assert calls == []


def test_domain_loads_nothing_but_the_standard_library() -> None:
    names = [
        "coachtui.domain." + ".".join(path.relative_to(ROOT / "src/coachtui/domain").with_suffix("").parts)
        for path in python_files("src/coachtui/domain")
        if path.name != "__init__.py"
    ]
    code = (
        f"import importlib, sys; before = set(sys.modules); [importlib.import_module(n) for n in {names!r}]; "
    )
    code += "print(' '.join({n.partition('.')[0] for n in set(sys.modules) - before}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) - sys.stdlib_module_names == {"coachtui"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["export"],
        ["export", "--format", "jsonl"],
        ["export", "--format", "md"],
        ["export", "--pseudonymous"],
        ["roster", "list"],
        ["roster", "list", "--json"],
        ["roster", "add", "--name", "Kim Berg"],
        ["keys"],
        ["keys", "--json"],
        ["schema"],
        ["where"],
        ["retention"],
        ["retention", "--json"],
        ["content", "list"],
        ["--version"],
        ["--help"],
    ],
    ids=" ".join,
)
def test_commands_load_no_screen(arguments: list[str], tmp_path: Path) -> None:
    modules = _loaded_by(arguments, tmp_path)
    assert modules & {"textual", "rich"} == set()


def test_a_check_loads_no_screen(tmp_path: Path) -> None:
    _loaded_by(["roster", "add", "--name", "Kim Berg"], tmp_path)
    assert _loaded_by(["check"], tmp_path) & {"textual", "rich"} == set()


def test_unit_tests_load_no_screen() -> None:
    code = "import pytest, sys; code = pytest.main(['-q', '--collect-only', 'tests/unit']); "
    code += "print('\\n' + ' '.join({'textual', 'rich'} & set(sys.modules)) + '|', int(code))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.splitlines()[-1] == "| 0", done.stdout
