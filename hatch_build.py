"""What the wheel holds beside Python: compiled catalogues, packs as tables, and the style sheets of the root.

The repository holds `coachtui.po` for every language; what gettext reads is `coachtui.mo`. The hook below
makes the second from the first for every build, so a wheel and an editable install both speak five
languages and nobody needs the gettext tools. It also reads and checks every content pack once, so that no
start has to. `python hatch_build.py` does the same in a checkout.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

if TYPE_CHECKING:
    from collections.abc import Iterator

LOCALE = Path("src", "coachtui", "locale")
PACKS = Path("src", "coachtui", "content", "packs")


def compile_catalogues(root: Path) -> Iterator[Path]:
    """Write a `.mo` beside every `.po` that is newer than it, and yield what was written.

    Fuzzy entries are left out, as gettext does. Raises babel's `PoFileError` on a catalogue that cannot be
    read, because a wheel with half its words is worse than no wheel.
    """
    for source in sorted((root / LOCALE).glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file, domain=source.stem, abort_invalid=True)
        unfinished = target.with_suffix(".mo.new")
        with unfinished.open("wb") as file:
            write_mo(file, catalogue)
        unfinished.replace(target)
        yield target


def compile_packs(root: Path) -> Iterator[Path]:
    """Write the tables of every content pack whose text has changed, and yield what was written.

    Raises the program's own `ContentError` on a pack with a fault.
    """
    sys.path.insert(0, str(root / "src"))
    from coachtui.content.checked import write_checked  # noqa: PLC0415  the program is not installed yet

    yield from write_checked(root / PACKS)


class BuildHook(BuildHookInterface[Any]):
    """Hatchling calls this before it collects the files of a wheel or of an editable install."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile stale catalogues and packs, and place the root folder's style sheets inside the package.

        An editable install (``version`` is "editable") reads the sheets where they stand: a copy would go
        stale. The `artifacts` setting in pyproject.toml carries the catalogues into the wheel.
        """
        for target in (*compile_catalogues(Path(self.root)), *compile_packs(Path(self.root))):
            self.app.display_info(f"compiled {target}")
        if version != "editable":
            for name in self.config["styles"]:
                build_data["force_include"][f"styles/{name}"] = f"coachtui/styles/{name}"


if __name__ == "__main__":
    for written in (*compile_catalogues(Path(__file__).parent), *compile_packs(Path(__file__).parent)):
        sys.stdout.write(f"compiled {written}\n")
