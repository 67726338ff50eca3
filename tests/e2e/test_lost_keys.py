"""A key file that is missing, damaged or forged: told by ``check``, undone by ``restore``."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.contract.protected import PASSPHRASE, furnish, sessions
from tests.contract.test_key_file import forge
from tests.e2e.cli_process import Computer

from coachtui.bootstrap import open_program
from coachtui.store.keeping.store_protection import StoreProtection
from coachtui.store.protection.seals import KEYS, KEYS_COPY


def gone(root: Path) -> None:
    for name in (KEYS, KEYS_COPY):
        (root / name).unlink()


def damaged(root: Path) -> None:
    for name in (KEYS, KEYS_COPY):
        (root / name).write_bytes(b"garbage")


def forged(root: Path) -> None:
    forge(root, lambda keys: keys["argon2id"].update(memory_kib=2**40))


LOSSES = [(gone, "the key is missing"), (damaged, "the key is damaged"), (forged, "the key is damaged")]


def contents(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture(name="root")
def _root(computer: Computer) -> Path:
    """A protected store with a backup that can be read by anyone, made before it was protected."""
    root = computer.data / "store"
    furnish(root)
    program = open_program(data_dir=str(computer.data), config_dir=str(computer.config))
    program.safekeeping.make_at(computer.home / "good.zip")
    program.close()
    StoreProtection(root).encrypt(PASSPHRASE)
    return root


@pytest.mark.parametrize(("lose", "words"), LOSSES)
@pytest.mark.parametrize("salvage", [(), ("--salvage",)])
def test_attack_a_lost_key_is_a_finding_with_its_way_out_and_nothing_is_changed(
    computer: Computer, root: Path, lose: Callable[[Path], None], words: str, salvage: tuple[str, ...]
) -> None:
    lose(root)
    before = contents(root)
    checked = computer.run("check", *salvage)
    assert checked.code == 1
    assert checked.err.count(words) == 1
    assert "coachtui restore" in checked.err
    assert "problems: 1" in checked.err
    assert contents(root) == before


@pytest.mark.parametrize(("lose", "words"), LOSSES)
def test_attack_a_lost_key_is_told_before_a_passphrase_is_asked_for(
    computer: Computer, root: Path, lose: Callable[[Path], None], words: str
) -> None:
    lose(root)
    told = computer.run("export")
    assert words.removeprefix("the ").split()[-1] in told.err
    assert f"The file {KEYS} with the key" in told.err
    assert told.out == ""
    assert told.code == 4


@pytest.mark.parametrize(("lose", "_words"), LOSSES)
def test_attack_a_lost_key_keeps_no_good_backup_from_coming_back(
    computer: Computer, root: Path, lose: Callable[[Path], None], _words: str
) -> None:
    lose(root)
    computer.done("restore", str(computer.home / "good.zip"), "--yes")
    assert len(sessions(root)) == 4
    assert "problems: 0" in computer.done("check").err


def test_attack_a_backup_with_a_forged_key_file_is_a_damaged_one(computer: Computer, root: Path) -> None:
    program = open_program(data_dir=str(computer.data), config_dir=str(computer.config))
    program.protection.unlock(PASSPHRASE)
    made = program.safekeeping.make_at(computer.home / "sealed.zip")
    program.close()
    other = computer.home / "forged"
    with zipfile.ZipFile(made) as archive:
        archive.extractall(other)
    forged(other)
    manifest = json.loads((other / "manifest.json").read_bytes())
    for each in manifest["files"]:
        data = (other / each["name"]).read_bytes()
        each.update(size=len(data), sha256=hashlib.sha256(data).hexdigest())
    (other / "manifest.json").write_text(json.dumps(manifest))
    with zipfile.ZipFile(computer.home / "forged.zip", "w") as archive:
        for path in sorted(other.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(other).as_posix())
    shutil.rmtree(root)
    told = computer.run("restore", str(computer.home / "forged.zip"), "--yes")
    assert (told.code, told.err) == (5, "That is not a backup, or it is damaged; nothing was changed.\n")
    assert not root.exists()
