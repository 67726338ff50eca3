"""Says on the live screen how saving goes: that it failed, that room ran out, that all is well again."""

from __future__ import annotations

from coachtui.domain.saving import SaveState
from coachtui.ui.daily_backup import backups_of
from coachtui.ui.live.work import LiveWork
from coachtui.ui.screens.base import CoachScreen
from coachtui.ui.words.save_badge import not_saved, told_while_not_saved


class SavingNews:
    """Shows what the saver reports in the badge and the message line of the live screen."""

    def __init__(self, screen: CoachScreen, work: LiveWork) -> None:
        """Begin with room on the disk."""
        self._screen = screen
        self._work = work
        self._short_of_room = False
        screen.message_line.stand_by(self.what_stands)

    def listen(self) -> None:
        """Begin to hear of every change of the saver's state."""
        self._work.open_session.listen_to_saver(self._hand_over)

    def what_stands(self) -> tuple[str, str]:
        """Return what the message line says where nothing else is to be said, and its tone."""
        state = self._work.open_session.save_state()
        if state.phase == "failed":
            return not_saved(state.code), "amber"
        if self._short_of_room:
            return self._no_room(), "amber"
        return self._work.standing_sentence(), "muted"

    def _hand_over(self, state: SaveState) -> None:
        """Carry the state over from the saver's thread."""
        self._screen.call_later(self._take, state)

    def _take(self, state: SaveState) -> None:
        """Let the badge tell the truth; a failure is also said in words, and room that ran out."""
        self._work.show_header()
        screen, app = self._screen, self._screen.app
        had_room, self._short_of_room = not self._short_of_room, backups_of(app).room_gone()
        if state.phase == "failed":
            screen.refuse(not_saved(state.code))
        elif self._short_of_room and had_room:
            screen.refuse(self._no_room())
        elif state.phase == "saved":
            for shown in {screen, app.screen}:
                if isinstance(shown, CoachScreen):
                    shown.message_line.take_back(told_while_not_saved())

    def _no_room(self) -> str:
        from coachtui.ui.words.backups import no_room

        return no_room(reserve=backups_of(self._screen.app).reserve_used())
