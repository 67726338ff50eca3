"""Makes Textual bindings from the rows of the key table."""

from __future__ import annotations

from textual.binding import Binding

from coachtui.ui.keys.table import Scope, rows


def bindings(*scopes: Scope, priority: tuple[str, ...] = ()) -> list[Binding]:
    """Return the bindings of some scopes, in the order of the table.

    Args:
        *scopes: Scopes whose owner asks.
        priority: Ids that work before the focused widget sees the key.
    """
    return [
        Binding(
            ",".join(row.keys),
            row.action,
            row.label,
            id=row.id,
            show=row.footer,
            priority=row.id in priority,
        )
        for scope in scopes
        for row in rows(scope)
    ]
