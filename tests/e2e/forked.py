"""Runs the command line many times over: a process that has loaded the program, forked for every run.

A start costs some hundredths of a second instead of a quarter of one. Run as a program it reads one run a
line, as JSON, and answers with how it ended, a line each; ``Forks`` is the other end.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
MEMORY = 1_500_000_000
"""Bytes of addresses that a run may use, so that a file without an end cannot take the machine with it."""

_NAMES = ("stdin", "stdout", "stderr")


class Forks:
    """A process that runs the program in children of its own."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.forked"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, request: dict[str, Any]) -> int | None:
        """Run once and return the exit code, or ``None`` where it had not ended in time.

        Args:
            request: ``arguments``, ``environment``, ``folder``, ``seconds``, ``no_user`` and ``streams``: for
                each descriptor a path, ``closed`` or ``broken``.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        code: int | None = json.loads(self._process.stdout.readline())
        return code

    def close(self) -> None:
        """End it."""
        self._process.communicate()


def _serve() -> None:
    for line in sys.stdin:
        request = json.loads(line)
        pid = os.fork()
        if pid == 0:
            os._exit(_child(request))
        print(json.dumps(_ended(pid, request["seconds"])), flush=True)


def _ended(pid: int, seconds: float) -> int | None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.002)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return None


def _child(request: dict[str, Any]) -> int:
    """Be the program as the system would have started it, and return its exit code."""
    import resource
    import traceback

    from coachtui.__main__ import main

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    os.environ.clear()
    os.environ.update(request["environment"])
    os.chdir(request["folder"])
    if request["gone"]:
        Path(request["folder"]).rmdir()
    sys.argv = ["coachtui", *request["arguments"], *_passphrase(request["passphrase"])]
    if request["no_user"]:
        _forget_users()
    _open_streams(request["streams"])
    try:
        code = main()
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else 1
    except BaseException:  # noqa: BLE001  as the interpreter would show it
        traceback.print_exc(file=sys.stderr)
        code = 1
    return code if _flushed() else 120


def _passphrase(path: str) -> list[str]:
    """Return the option that hands over passphrases, a line each."""
    return ["--passphrase-fd", str(os.open(path, os.O_RDONLY))] if path else []


def _forget_users() -> None:
    """Let nobody have an entry among the system's users."""
    import pwd

    def nobody(name: object) -> Any:
        raise KeyError(name)

    pwd.getpwuid = pwd.getpwnam = nobody


def _open_streams(streams: list[str]) -> None:
    for descriptor in range(len(_NAMES)):
        os.close(descriptor)
    for descriptor, (name, wanted) in enumerate(zip(_NAMES, streams, strict=True)):
        if wanted == "closed":
            stream = None
        else:
            _open_as(descriptor, wanted)
            stream = open(  # noqa: SIM115  as long as the process
                descriptor,
                "w" if descriptor else "r",
                encoding="utf-8",
                errors="backslashreplace" if descriptor == 2 else "strict",
                closefd=False,
            )
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def _open_as(descriptor: int, wanted: str) -> None:
    if wanted == "broken":
        reading, opened = os.pipe()
        os.close(reading)
    elif descriptor == 0:
        opened = os.open(wanted, os.O_RDONLY)
    else:
        opened = os.open(wanted, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    if opened != descriptor:
        os.dup2(opened, descriptor)
        os.close(opened)


def _flushed() -> bool:
    """Do what the interpreter does at its end; return whether all was written."""
    done = True
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None and not stream.closed:
                stream.flush()
        except (OSError, ValueError):
            done = False
    return done


def _load() -> None:
    """Load what commands use, but neither screen nor widgets."""
    import importlib
    import pkgutil

    import coachtui

    for found in pkgutil.walk_packages(coachtui.__path__, "coachtui."):
        if not found.name.startswith("coachtui.ui."):
            importlib.import_module(found.name)
    from coachtui.store.protection import key_file

    key_file._from_passphrase = _quick_key
    for name in (
        "coachtui.ui.keys.table",
        "coachtui.ui.key_clashes",
        "filelock",
        "platformdirs",
        "tomllib",
        "csv",
    ):
        importlib.import_module(name)


def _quick_key(passphrase: str, argon: Any) -> bytes:
    """Return a key at once; the real way takes a tenth of a second and is tested elsewhere."""
    from hashlib import sha256

    return sha256(f"{passphrase} {argon.salt}".encode("utf-8", "surrogatepass")).digest()


if __name__ == "__main__":
    _load()
    _serve()
