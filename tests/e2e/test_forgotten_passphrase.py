"""A forgotten passphrase, and a backup that can still be opened: the way out that is named works."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.e2e.test_safe_store import CANARY, PASSPHRASE, Safe


@pytest.mark.parametrize("known", [None, "an older one that is known"])
def test_attack_a_backup_that_opens_is_put_into_another_folder_where_the_passphrase_is_forgotten(
    tmp_path: Path, known: str | None
) -> None:
    (tmp_path / "laptop").mkdir()
    program = Safe(tmp_path / "laptop")
    program.done("roster", "add", "--name", CANARY)
    if known is not None:
        program.done("encrypt", lines=(known,))
        program.secret = known
    old, store = tmp_path / "old.zip", program.data / "store"
    program.done("backup", str(old))
    kept = old.read_bytes()
    if known is None:
        program.done("encrypt", lines=(PASSPHRASE,))
    else:
        program.done("rekey", lines=(known, PASSPHRASE))
    old.write_bytes(kept)
    before = {path: path.read_bytes() for path in store.rglob("*.jsonl")}
    refused = program.keyed("restore", str(old), "--yes", lines=("no idea", known or "no idea"))
    assert refused.returncode == 3
    assert "coachtui --data-dir FOLDER restore FILE" in " ".join(refused.stderr.split())
    new = tmp_path / "new"
    program.done("--data-dir", str(new), "restore", str(old), "--yes", lines=(known,) if known else ())
    told = program.done("--data-dir", str(new), "roster", "list", lines=(known,) if known else ())
    assert CANARY in told
    assert {path: path.read_bytes() for path in store.rglob("*.jsonl")} == before
    program.close()
