"""Fetch TinyDB's own tests, which only its source distribution holds: fetch_tinydb_tests.py FOLDER.

Our storage has to pass them. The file comes through pip, by the hash in requirements/tinydb-sdist.txt, from
wherever pip is set up to look, and its folder `tests` is unpacked as FOLDER.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path, PurePosixPath

LOCK = Path(__file__).parent.parent / "requirements" / "tinydb-sdist.txt"


def download(folder: Path) -> Path:
    """Download the locked source distribution into ``folder`` and return its path."""
    options = ["-q", "--no-deps", "--no-build-isolation", "--no-binary", ":all:", "--require-hashes"]
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", *options]
    subprocess.run([*command, "-d", str(folder), "-r", str(LOCK)], check=True)
    (archive,) = folder.glob("tinydb-*.tar.gz")
    return archive


def unpack_tests(archive: Path, target: Path) -> None:
    """Put the files of the archive's `tests` folder into ``target``, replacing what is there."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    # Read one by one: only their last names are used, so no name in the archive can lead elsewhere, and
    # tarfile's own filters are missing from the Python 3.11 of some distributions.
    with tarfile.open(archive) as tar:
        for member in tar.getmembers():
            path = PurePosixPath(member.name)
            if member.isfile() and path.parts[1:-1] == ("tests",):
                content = tar.extractfile(member)
                assert content is not None
                (target / path.name).write_bytes(content.read())


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as downloads:
        unpack_tests(download(Path(downloads)), Path(sys.argv[1]))
