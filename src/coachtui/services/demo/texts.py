"""Texts of the sample team's sessions, translated when the team is made."""

from __future__ import annotations

from typing import Literal

from coachtui.domain.note import Link, Tag
from coachtui.domain.value import dataclass
from coachtui.i18n import N_

PHONE, PHASES = "phone-technique", "conversation-phases"


@dataclass(frozen=True, slots=True)
class Remark:
    """A note that fits one answer to one item.

    Attributes:
        text: The text of the note, as a message id.
        tag: The kind of note.
        form: Form of the item.
        item: The item it is about.
        fits: ``good`` fits the best answer, ``weak`` the worst.
    """

    text: str
    tag: Tag
    form: str
    item: str
    fits: Literal["good", "weak"]

    @property
    def link(self) -> Link:
        """The subject of the note."""
        return Link(form=self.form, item=self.item)


BREACH = Remark(
    N_("Wrong notice period given; the caller must be rung back today."),
    "critical",
    PHONE,
    "correct_info",
    "weak",
)

REMARKS = (
    Remark(N_("Warm from the first word; the caller relaxes at once."), "strength", PHONE, "warmth", "good"),
    Remark(N_("Sums the request up in one sentence and asks."), "strength", PHONE, "paraphrase", "good"),
    Remark(N_("Opens the system before summing up."), "improvement", PHONE, "paraphrase", "weak"),
    Remark(N_("“I can hear that this is annoying.”"), "quote", PHONE, "emotions", "good"),
    Remark(N_("Talks over the caller's second sentence."), "improvement", PHONE, "let_finish", "weak"),
    Remark(N_("Faster and faster; the caller asks twice."), "improvement", PHONE, "pace", "weak"),
    Remark(N_("Says why and for how long before the hold."), "strength", PHONE, "hold_ask", "good"),
    Remark(N_("A long hold without a word in between."), "improvement", PHONE, "hold_update", "weak"),
    Remark(N_("“What I can do is send it today.”"), "quote", PHONE, "positive", "good"),
    Remark(N_("“We can't do that before Monday.”"), "quote", PHONE, "positive", "weak"),
    Remark(N_("Two internal terms the caller cannot know."), "improvement", PHONE, "plain", "weak"),
    Remark(N_("“I'll see to it and ring you before three.”"), "quote", PHONE, "ownership", "good"),
    Remark(N_("Says aloud who does what by when."), "strength", PHONE, "summary", "good"),
    Remark(N_("Ends without saying what happens next."), "improvement", PHONE, "summary", "weak"),
    Remark(N_("“Tell me what happened” – and waits."), "strength", PHASES, "open_questions", "good"),
    Remark(N_("Offers a solution before the need is clear."), "improvement", PHASES, "no_jump", "weak"),
    Remark(N_("Gets a clear yes before the proposal."), "strength", PHASES, "need_summary", "good"),
    Remark(N_("One more question would have shown why."), "improvement", PHASES, "probing", "weak"),
    Remark(N_("Lets the anger out, confirms it, then acts."), "strength", PHASES, "calm_anger", "good"),
    Remark(N_("Agreed: a new letter today, an answer in five days."), "fact", PHASES, "agreement", "good"),
)

ASIDES: tuple[tuple[Tag, str], ...] = (
    ("fact", N_("The system was slow: 40 seconds to open the case.")),
    ("fact", N_("The caller has rung twice before about this.")),
    ("question", N_("What made you pause before the price?")),
    ("question", N_("Which part of this call pleased you most?")),
    ("praise", N_("Said at once: an excellent ending.")),
)
"""Notes that are about the whole call."""

STATEMENT = N_("I was nervous with you beside me. The pauses felt long, but the caller thanked me for them.")
"""What an agent says about a session."""

CORRECTED = N_("Listened again together: it was there, a little later in the call.")
"""Why an answer was corrected."""

REMEMBER = (
    N_("Wants the strengths first."),
    N_("Ask how the new opening feels."),
    N_("Practises short summaries."),
    N_("New in the team; the hold routine once more."),
    N_("Would like to coach a colleague."),
)
"""What to remember about an agent today."""

TEAMS = (N_("Sample team East"), N_("Sample team West"))

FIELDS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "grow": (
        ("goal", "goals", N_("A summary in every call before the case is opened.")),
        ("reality", "performance", N_("Four of the last six calls had no summary.")),
        ("reality", "root_cause", N_("Able and willing; feels pressed for time.")),
        ("options", "options", N_("A sticky note on the screen, a short pause, listening to a colleague.")),
        ("will", "actions", N_("From tomorrow in every call; we look at it together on Friday.")),
    ),
    "clear": (
        ("contracting", "session_aim", N_("To stay calm when callers are angry.")),
        ("listening", "concern", N_("Runs short of words when a caller shouts.")),
        ("action", "actions", N_("Name the feeling first; try it in the next three calls.")),
    ),
    "oskar": (
        ("outcome", "goals", N_("A summary in every call before the case is opened.")),
        ("scale", "scale_readings", N_("5 today, 3 last time.")),
        ("affirm_action", "affirmations", N_("The short pause already works in quiet hours.")),
    ),
}
"""By model: step, field and what was written in it."""
