"""The folders of the program; finding them creates none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from coachtui.domain.errors import Refused
from coachtui.domain.value import dataclass
from coachtui.settings.paths import named_path

APP = "coachtui"
DATA_VARIABLE = "COACHTUI_DATA_DIR"
CONFIG_VARIABLE = "COACHTUI_CONFIG_DIR"


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """The folders in use, as absolute paths.

    Attributes:
        data: Everything that is kept: the store, the demo's store, logs.
        config: The user's own settings and keys.
        demo: Whether the demo's store is used instead of the lead's.
    """

    data: Path
    config: Path
    demo: bool = False

    @property
    def store(self) -> Path:
        """The folder of the store in use."""
        return self.demo_store if self.demo else self.data / "store"

    @property
    def demo_store(self) -> Path:
        """The folder of the demo's store, separate from the lead's.

        A folder of that name that somebody made is left alone: the demo then has a longer name.
        """
        usual = self.data / "demo"
        free = not usual.exists() or (usual / ".made").exists() or (usual / "complete").exists()
        return usual if free else self.data / "coachtui-demo"

    @property
    def backups(self) -> Path:
        """The folder of daily backups; the demo has one of its own."""
        return self.data / ("demo-backups" if self.demo else "backups")

    @property
    def logs(self) -> Path:
        """The folder of crash logs, without names and note text."""
        return self.data / "logs"

    @property
    def config_file(self) -> Path:
        """The settings file."""
        return self.config / "config.toml"

    @property
    def keys_file(self) -> Path:
        """The file of the user's own keys."""
        return self.config / "keys.toml"


def find_folders(
    environ: Mapping[str, str],
    *,
    data_dir: str | None = None,
    config_dir: str | None = None,
    demo: bool = False,
) -> Folders:
    """Return the folders in use: from options, else the environment, else the system's defaults.

    Args:
        environ: The environment.
        data_dir: Value of ``--data-dir``, if given.
        config_dir: Value of ``--config-dir``, if given.
        demo: Whether ``--demo`` was given.

    Raises:
        Refused: ``no_home_folder``: nothing names them and the user has no home; or as ``named_path``.
    """
    data = data_dir or environ.get(DATA_VARIABLE)
    config = config_dir or environ.get(CONFIG_VARIABLE)
    return Folders(
        data=named_path(data) if data else _system_folder("user_data_dir"),
        config=named_path(config) if config else _system_folder("user_config_dir"),
        demo=demo,
    )


def documents_folder() -> Path:
    """Return the folder proposed for exports.

    Raises:
        Refused: ``no_home_folder``.
    """
    return _system_folder("user_documents_dir") / APP


def _system_folder(name: str) -> Path:
    # Imported here because a command that is given its folders needs nothing of the system's.
    import platformdirs  # noqa: PLC0415

    function = getattr(platformdirs, name)
    try:
        found = Path(function() if name == "user_documents_dir" else function(APP, appauthor=False))
    except RuntimeError as error:  # no HOME, and the system does not know this user
        raise Refused("no_home_folder") from error
    if not found.is_absolute():  # older versions return what they could not expand
        raise Refused("no_home_folder")
    return found
