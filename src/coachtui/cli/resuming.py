"""Starting the program again in the same process: its memory, keys and notes with it, is the system's again.

Arguments can be read by others on the computer, so they hold ids and folders, never a name.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coachtui.i18n import language
from coachtui.ui.terminal import muted_terminal

if TYPE_CHECKING:
    from argparse import Namespace

    from coachtui.services.listening_request import ComeBack, LiveRequest


def start_again(options: Namespace, place: ComeBack) -> None:
    """Become the program anew; returns on Windows only, where that would be another process.

    Args:
        options: What the program was started with.
        place: Where to be once the passphrase is given.
    """
    if sys.platform == "win32":
        return
    began_with = sys.orig_argv[1 : len(sys.orig_argv) - len(sys.argv) + 1]
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    arguments = [*began_with, *muted_terminal.carried_over(), *arguments_for(options, place)]
    try:
        os.execv(sys.executable, [sys.executable, *arguments])  # noqa: S606  ourselves
    finally:
        muted_terminal.listen_again()


def arguments_for(options: Namespace, place: ComeBack) -> list[str]:
    """Return the arguments that lead back to a place.

    Args:
        options: What the program was started with.
        place: Where to be.
    """
    return [*_common(options, place), *(_live(place.live) if place.live is not None else ())]


def _common(options: Namespace, place: ComeBack) -> Iterator[str]:
    yield f"--lang={language()}"
    if options.demo:
        yield "--demo"
    if options.data_dir is not None:
        yield f"--data-dir={options.data_dir}"
    if options.config_dir is not None:
        yield f"--config-dir={options.config_dir}"
    if place.suspended:
        yield "--stopped"
    if place.agent_id:
        yield f"--page-of={place.agent_id}"


def _live(live: LiveRequest) -> Iterator[str]:
    yield "live"
    if live.agent_id is not None:
        yield f"--agent={live.agent_id}"
    yield from (f"--form={form}" for form in live.form_ids)
    if live.model_id is not None:
        yield f"--model={live.model_id}"
    if live.session_id:
        yield f"--session={live.session_id}"
    if live.item_id:
        yield f"--row={live.item_id}"
    if live.in_note:
        yield "--in-note"
    if live.back:
        yield "--back"
