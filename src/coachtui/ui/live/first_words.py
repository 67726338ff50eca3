"""The sentence that a live session opens with: whether it was resumed, and what was left unfinished."""

from __future__ import annotations

from coachtui.i18n import _
from coachtui.services.words.sentences import sentence
from coachtui.ui.live.work import LiveWork


def opening_sentence(work: LiveWork, *, in_note: bool) -> str:
    """Return the sentence that a live session opens with; empty for nothing to say.

    Args:
        work: The work on the session.
        in_note: Whether the unfinished note has the keys again, so that nothing is to be said of it.
    """
    opened, session = work.open_session.opened, work.open_session.session
    if opened.lost:
        text = _("The previous session can only be read; a new one was started. {reason}")
        return text.format(reason=sentence(opened.lost[0]))
    if opened.call_closed:
        return _("Interrupted for over 15 minutes: the call was ended where it stopped.")
    goes_on = _("Session resumed where you left off.")
    if session.status == "draft":
        goes_on = _("Draft resumed where you left off.")
    if in_note:
        return goes_on
    kept = session.draft(None)
    if kept is not None and kept.text:
        text = _("You have an unfinished note. Press {key} to continue it.")
        return text.format(key=work.key("live.note"))
    if any(draft.text for draft in session.drafts):
        text = _("You have an unfinished note. Press {key} on the row marked ✎ to continue.")
        return text.format(key=work.key("checklist.note"))
    return goes_on if opened.resumed and not work.open_session.read_only else ""
