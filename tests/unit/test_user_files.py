"""Files of the user's own: readable by them only, never over another, never half."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachtui.domain.errors import Refused, StoreError
from coachtui.settings.reserved_paths import ReservedPaths
from coachtui.settings.user_files import UserFiles, safe_name


def test_a_new_file_is_for_its_owner_and_a_taken_name_gets_a_number(tmp_path: Path) -> None:
    files = UserFiles()
    paths = [files.write_new(tmp_path / "new", "kim.json", b"%d" % n) for n in range(3)]
    assert [path.name for path in paths] == ["kim.json", "kim-2.json", "kim-3.json"]
    assert [path.read_bytes() for path in paths] == [b"0", b"1", b"2"]
    assert {path.stat().st_mode & 0o777 for path in paths} == {0o600}
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700


def test_newcomer_20_two_files_of_a_pair_have_the_same_name(tmp_path: Path) -> None:
    """Seen: 2026-11-26-371cb203dcc2-2.json beside 2026-11-26-371cb203dcc2.md."""
    files, both = UserFiles(), {".json": b"{}", ".md": b"#"}
    (tmp_path / "kim.json").write_bytes(b"a session of that day")
    (tmp_path / "kim-3.md").symlink_to(tmp_path / "nowhere")
    names = [[path.name for path in files.write_together(tmp_path, "kim", both)] for _again in range(2)]
    assert names == [["kim-2.json", "kim-2.md"], ["kim-4.json", "kim-4.md"]]
    assert (tmp_path / "kim.json").read_bytes() == b"a session of that day"


def test_where_the_second_file_fails_the_first_does_not_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import builtins

    opened = builtins.open

    def fails(path: Path, *how: Any, **more: Any) -> Any:
        if str(path).endswith(".md"):
            raise OSError(28, "No space left on device")
        return opened(path, *how, **more)

    monkeypatch.setattr(builtins, "open", fails)
    with pytest.raises(StoreError):
        UserFiles().write_together(tmp_path, "kim", {".json": b"{}", ".md": b"#"})
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_looked_into_has_no_names(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.md").write_bytes(b"")
    assert UserFiles().names_in(tmp_path) == ["a.md"]
    assert UserFiles().names_in(tmp_path / "none") == []
    assert UserFiles().names_in(tmp_path / "a.md") == []


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreError) as refused:
        UserFiles().write_new(tmp_path / "file", "kim.json", b"")
    assert refused.value.code == "cannot_write"


def test_create_refuses_to_replace_unless_forced(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    path.write_bytes(b"old")
    with pytest.raises(StoreError) as refused, UserFiles().create(path) as file:
        file.write(b"new")
    assert refused.value.code == "file_exists"
    assert path.read_bytes() == b"old"
    with UserFiles().create(path, force=True) as file:
        file.write(b"new")
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == ["out.json"]


@pytest.mark.parametrize("force", [False, True])
def test_no_half_file_is_left(tmp_path: Path, *, force: bool) -> None:
    def fail_half_way() -> None:
        with UserFiles().create(tmp_path / "out.json", force=force) as file:
            file.write(b"half")
            raise KeyError

    with pytest.raises(KeyError):
        fail_half_way()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, "disk_full"), (errno.EIO, "cannot_write")])
def test_attack_7_a_failing_disk_is_said_and_a_full_one_is_called_full(
    tmp_path: Path, number: int, code: str
) -> None:
    with pytest.raises(StoreError) as refused, UserFiles().create(tmp_path / "out.json"):
        raise OSError(number, "as the system says")
    assert refused.value.code == code
    assert list(tmp_path.iterdir()) == []


def test_force_keeps_the_place_a_link_points_to(tmp_path: Path) -> None:
    (tmp_path / "real.json").write_bytes(b"old")
    (tmp_path / "link.json").symlink_to(tmp_path / "real.json")
    with UserFiles().create(tmp_path / "link.json", force=True) as file:
        file.write(b"new")
    assert (tmp_path / "real.json").read_bytes() == b"new"
    assert (tmp_path / "link.json").is_symlink()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("2026-11-16-kim.json", "2026-11-16-kim.json"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON.json", "CON-.json"),
        (".hidden", "hidden"),
        ("Åsa Öberg.json", "Åsa-Öberg.json"),
        ("王小明.json", "王小明.json"),
        ("...", "coachtui"),
    ],
)
def test_a_name_that_every_system_takes(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=400))
def test_no_name_leaves_the_folder(name: str) -> None:
    safe = safe_name(name)
    assert Path(safe).name == safe
    assert len(safe) <= 100
    assert not safe.startswith((".", "-"))


@pytest.mark.parametrize("force", [False, True])
def test_a_folder_in_the_place_of_a_file_is_named_as_one(tmp_path: Path, force: bool) -> None:
    with pytest.raises(StoreError) as refused, UserFiles().create(tmp_path, force=force):
        pass
    assert (refused.value.code, refused.value.facts) == ("is_folder", {"file": str(tmp_path)})
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(name="kept")
def _kept(tmp_path: Path) -> UserFiles:
    """Files of a user whose data folder has a store, one put aside, settings and a backup of the day."""
    for folder in ("store/agents/a", "store.before-2026/agents", "backups", "stick"):
        (tmp_path / folder).mkdir(parents=True)
    for file in ("store/team.jsonl", "config.toml", "backups/coachtui-1.zip", "stick/coachtui-1.zip"):
        (tmp_path / file).write_bytes(b"kept")
    (tmp_path / "by-link").symlink_to(tmp_path / "store")
    (tmp_path / "link.json").symlink_to(tmp_path / "store" / "team.jsonl")
    backups = (tmp_path / "backups", tmp_path / "stick")
    return UserFiles(places=ReservedPaths([tmp_path / "store"], [tmp_path / "config.toml"], lambda: backups))


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize(
    "name",
    [
        "store/team.jsonl",
        "store/agents/new.zip",
        "store/agents/a/../new.zip",
        "store/none/new.zip",
        "store.before-2026/agents/new.json",
        "by-link/new.json",
        "link.json",
        "config.toml",
        "backups/coachtui-1.zip",
        "stick/coachtui-1.zip",
    ],
)
def test_attack_5_no_output_takes_the_place_of_what_is_the_programs_own(
    tmp_path: Path, kept: UserFiles, name: str, *, force: bool
) -> None:
    before = {path: path.is_file() and path.read_bytes() for path in tmp_path.rglob("*")}
    with pytest.raises(Refused, match="own_place"), kept.create(tmp_path / name, force=force) as file:
        file.write(b"export")
    with pytest.raises(Refused, match="own_place"):
        kept.room_for(tmp_path / name, force=force)
    assert {path: path.is_file() and path.read_bytes() for path in tmp_path.rglob("*")} == before


@pytest.mark.parametrize("folder", ["store", "store/agents", "store/agents/new", "by-link/new"])
def test_attack_5_no_files_are_written_into_a_folder_of_the_store(
    tmp_path: Path, kept: UserFiles, folder: str
) -> None:
    with pytest.raises(Refused, match="own_place"):
        kept.write_new(tmp_path / folder, "kim.json", b"{}")
    assert not list(tmp_path.rglob("kim*"))
    assert not list(tmp_path.rglob("new"))


def test_attack_5_beside_the_store_outputs_are_welcome(tmp_path: Path, kept: UserFiles) -> None:
    for name in ("store.json", "storehouse/a.json", "backups/team.zip", "stick/coachtui-2.zip"):
        kept.write_new((tmp_path / name).parent, "kim.json", b"{}")
        with kept.create(tmp_path / name) as file:
            file.write(b"export")
        assert (tmp_path / name).read_bytes() == b"export"
