"""Work that takes a while, on a thread; whatever comes of it reaches the screen, a fault of our own too."""

from __future__ import annotations

from collections.abc import Callable

from textual.message import Message
from textual.widget import Widget

from coachtui.domain.errors import CoachError
from coachtui.ui.screens.base import CoachScreen


def in_background(
    screen: CoachScreen,
    work: Callable[[], Message | None],
    failed: Callable[[CoachError], Message],
    *,
    exclusive: bool = False,
    tell: Widget | None = None,
) -> None:
    """Do work on a thread and post to the screen what it returns; keys do not wait for it.

    Args:
        screen: Who asks and is told.
        work: What takes a while; returns the message with what was found or done, if it is to be told.
        failed: Makes the message that is posted if it could not be: an error a lead can meet, or a
            ``ProgramFault`` after anything else, which is then noted in the log of faults.
        exclusive: Whether earlier work for this screen is of no interest any more.
        tell: The widget of the screen that is told instead of it, or ``None``.
    """

    def attempt() -> None:
        message: Message | None
        try:
            message = work()
        except CoachError as error:
            message = failed(error)
        except Exception as fault:  # noqa: BLE001  a thread's fault is seen by nobody unless it is said
            message = failed(screen.coach.program.fault(fault))
        if message is not None:
            (tell or screen).post_message(message)

    screen.run_worker(attempt, thread=True, exclusive=exclusive)
