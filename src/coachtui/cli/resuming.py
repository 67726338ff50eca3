"""Restart of the program in the same process, so that its memory with keys and notes is released.

Others on the computer can read process arguments, so these hold ids and folders, never a name.
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

    from coachtui.services.listening_request import LiveRequest, ResumePoint


def restart_process(options: Namespace, place: ResumePoint) -> None:
    """Replace the process with a new run of the program; does nothing on Windows, which cannot.

    Args:
        options: The options the program was started with.
        place: The place to return to once the passphrase is given.
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


def arguments_for(options: Namespace, place: ResumePoint) -> list[str]:
    """Return the arguments that restart the program at a place.

    Args:
        options: The options the program was started with.
        place: The place to return to.
    """
    return [*_common(options, place), *(_live(place.live) if place.live is not None else ())]


def _common(options: Namespace, place: ResumePoint) -> Iterator[str]:
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
