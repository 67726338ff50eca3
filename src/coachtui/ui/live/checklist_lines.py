"""How the checklist is written: sections with their score, items with their answer (R14, R16)."""

from __future__ import annotations

from rich.cells import cell_len

from coachtui.domain.form import Item, Section
from coachtui.i18n import _
from coachtui.ui.cells import fit, wrap
from coachtui.ui.live.view import LiveView
from coachtui.ui.present import DASH, answer_keys, answer_mark, labelled, number, words
from coachtui.ui.widgets.lines import Line

_MARGIN = 2
_KEYS = 8
_WEIGHT = 3


def shown_of(view: LiveView, row: Section | Item) -> object:
    """Return what can change in how a row looks, to compare it with what it was."""
    if isinstance(row, Item):
        return view.answers.get(row.id), view.linked.get(row.id, 0)
    return (
        view.score.sections.get(row.id),
        view.score.section_progress.get(row.id),
        view.contact.phase == row.id,
    )


def section_line(view: LiveView, section: Section, width: int) -> Line:
    """Return the line of a section: name, whether its phase runs, progress and score."""
    done, total = view.score.section_progress.get(section.id, (0, len(section.items)))
    done -= sum(item.id in view.not_reached for item in section.items)
    score = view.score.sections.get(section.id)
    right = f"{done}/{total} {number(score):>6} "
    now = _("now") if view.contact.phase == section.id and view.contact.running else ""
    mark = f" ▸ {now}" if now else ""
    room = width - cell_len(right) - cell_len(mark) - 1
    return (
        (" " + fit(words(section.name), min(room, cell_len(words(section.name)))), "head"),
        (mark, "accent"),
        (" " * max(0, room - cell_len(words(section.name))), "text"),
        (right, "muted"),
    )


def item_lines(view: LiveView, item: Item, width: int, answers: int) -> list[Line]:
    """Return the lines of an item: its answer, star, label, note sign, keys and weight.

    Args:
        view: The session.
        item: The item.
        width: Cells of a line.
        answers: Cells that the answers take, as ``answer_width`` says.
    """
    answer = view.answers.get(item.id)
    glyph, word, tone = answer_mark(item, answer, reached=item.id not in view.not_reached)
    star = "★" if answer is not None and answer.star else " "
    notes = view.linked.get(item.id, 0)
    weight = DASH if not item.weight else f"{item.weight:g}"
    tail = f" {'✎' if notes else ' '} {fit(answer_keys(item), _KEYS)}{weight:>{_WEIGHT}} "
    left = f" {fit(f'{glyph} {word}', answers)}"
    room = width - cell_len(left) - _MARGIN - cell_len(tail)
    prefix = f"‼ {labelled(_('Critical'))}" if item.critical else ""
    label = wrap(prefix + words(item.label), room)
    first = fit(label[0], room)
    marked = first[: len(prefix)]
    lines: list[Line] = [
        (
            (left, tone),
            (f"{star} ", "star" if star.strip() else "text"),
            (marked, "critical"),
            (first[len(prefix) :], "text"),
            (tail, "muted"),
        ),
    ]
    indent = " " * (cell_len(left) + _MARGIN)
    lines += [((indent + more, "text"),) for more in label[1:]]
    return lines


def answer_width(view: LiveView) -> int:
    """Return the cells that the widest answer of a form takes, glyph included."""
    types = [item.answer_type for item in view.form.items()]
    widths = [cell_len(words(value.label)) for answer_type in types for value in answer_type.values]
    widths.append(cell_len(_("not reached")) if view.contact.broken_off else 0)
    return max([*widths, cell_len(_("open")), cell_len(_("n/a"))]) + 3
