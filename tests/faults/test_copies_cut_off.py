"""Killed anywhere, a command is ended at the next start, in backups too (breaker A4, C5, C6)."""

from __future__ import annotations

import os
import shutil
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from tests.contract.sessions import ANNA
from tests.faults.places import (
    ACTS,
    CONDITIONS,
    Act,
    Condition,
    Desk,
    KilledFiles,
    Scene,
    with_another_key,
)
from tests.sizes import by_size

from coachtui.store.log import disk

KILLS = by_size(2, 6, 200)
"""Kills for each act in each condition; where there are fewer calls, one at each."""


def own_files(scene: Scene) -> list[Path]:
    """Return the backups of the desk that can be reached, wherever they lie."""
    place = scene.desk.folder if "original" in str(sorted(scene.untouched)) else scene.desk.folder.parent
    return [p for p in sorted(place.rglob("*.zip")) if p not in scene.untouched and "other" not in p.parts]


def check(scene: Scene, act: Act, told: str) -> None:
    """See that nothing is left half done, and that nothing else was touched."""
    scene.check_untouched(told)
    files = own_files(scene)
    assert files, told
    if act.__name__ in {"encrypting", "rekeying"}:
        assert with_another_key(scene.desk, files) == [], told
    if ANNA in scene.desk.store.erased.ids():
        assert [where for file in files for where in holding(file, ANNA)] == [], told
        folders = (scene.desk.root, *scene.desk.backups().erasing.put_aside())
        assert [path for folder in folders for path in folder.rglob(f"*{ANNA}*")] == [], told
    again = Desk(scene.desk.folder)
    assert again.facts() == scene.desk.facts(), told


def holding(file: Path, agent_id: str) -> list[str]:
    """Return what in a backup says more of an agent than that there was one of this random id."""
    with zipfile.ZipFile(file) as archive:
        names = [name for name in archive.namelist() if name not in {"erased.jsonl", "manifest.json"}]
        return [name for name in names if agent_id in name or agent_id.encode() in archive.read(name)]


def calls_of(scene: Scene, act: Act) -> int:
    """Do something and return how many calls to the disk there were."""
    files = KilledFiles()
    with disk.using_file_system(files):
        act(scene.desk)
    return files.calls


def killed(scene: Scene, act: Act, at: int) -> None:
    """Do something in a process of its own until that is killed."""
    child = os.fork()
    if not child:
        with suppress(Exception), disk.using_file_system(KilledFiles(at)):
            act(scene.desk)
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == KilledFiles.CODE


@pytest.mark.parametrize("condition", CONDITIONS, ids=lambda each: each.__name__)
@pytest.mark.parametrize(
    ("act", "sealed"), ACTS, ids=lambda each: getattr(each, "__name__", f"sealed {each}")
)
@pytest.mark.timeout(3600)
def test_wherever_it_is_killed_the_next_start_ends_it(
    act: Act, sealed: bool, condition: Condition, tmp_path: Path
) -> None:
    place, image = tmp_path / "place", tmp_path / "image"
    scene = condition(place, sealed=sealed)
    shutil.copytree(place, image, symlinks=True)
    scene = Scene(Desk(scene.desk.folder), scene.untouched)  # it knows no more than the ones to be killed
    calls = calls_of(scene, act)
    scene.desk.next_start()
    check(scene, act, f"{act.__name__}, not killed")
    step = max(1, calls // KILLS)
    for at in range(1 + len(act.__name__) % step, calls + 1, step):
        shutil.rmtree(place)
        shutil.copytree(image, place, symlinks=True)
        scene = Scene(Desk(scene.desk.folder), scene.untouched)
        killed(scene, act, at)
        told = f"{act.__name__}, killed at call {at} of {calls}"
        scene = Scene(Desk(scene.desk.folder), scene.untouched)
        scene.desk.next_start()
        done = scene.desk.protection.state() != "off"
        check(scene, act if done or sealed else _nothing, told)
    print(f"{act.__name__}, {condition.__name__}: {calls} calls, killed at every {step}.")


def _nothing(_desk: Desk) -> None:
    """What is told of an act that did not happen."""
