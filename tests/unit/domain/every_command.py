"""The commands there are, as the module of commands has them."""

from __future__ import annotations

from coachtui.domain.live import commands

_OTHERS = {commands.Moment, commands.Target, commands.Command}

EVERY_COMMAND = {
    kind
    for kind in vars(commands).values()
    if isinstance(kind, type) and kind.__module__ == commands.__name__ and kind not in _OTHERS
}
