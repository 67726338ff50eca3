"""A program whose terminal is gone ends, and what was typed is saved first."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

STUCK = """
import sys, threading
from coachtui.ui.terminal.last_exit import end_at_last
end_at_last(129, lambda: open(sys.argv[1], "w").write("saved"), patience_s=0.05)
threading.Event().wait()
"""
QUICK = """
import sys
from coachtui.ui.terminal.last_exit import end_at_last
end_at_last(129, lambda: open(sys.argv[1], "w").write("saved"), patience_s=30)
"""


def test_a_program_that_is_stuck_saves_and_ends(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", STUCK, str(tmp_path / "note")], timeout=20, check=False)
    assert done.returncode == 129
    assert (tmp_path / "note").read_text() == "saved"


def test_a_program_that_ends_in_time_is_left_alone(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", QUICK, str(tmp_path / "note")], timeout=20, check=False)
    assert done.returncode == 0
    assert not (tmp_path / "note").exists()
