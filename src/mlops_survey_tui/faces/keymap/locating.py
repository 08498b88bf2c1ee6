"""Where the file of keys is looked for, and the keys that it asks for."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from .keymap import STANDARD, Keymap

VARIABLE, NAME = "MLOPS_SURVEY_KEYS", "keys.toml"
"""The environment variable that names a file of keys, and the name of the user's own."""


def keys_file(wish: Path | None = None, environ: Mapping[str, str] = os.environ) -> tuple[Path, bool]:
    """Return the file of keys, and whether it was asked for: by name, by the environment, or else the user's own."""
    named = wish or environ.get(VARIABLE)
    if named:
        return Path(named).expanduser(), True
    from platformdirs import user_config_path

    return user_config_path("mlops-survey", appauthor=False) / NAME, False


def keymap_wished(wish: Path | None = None, environ: Mapping[str, str] = os.environ) -> Keymap:
    """Return the keys in force on this machine; only a file that was asked for has to be there.

    Raises:
        KeysInvalid: the file cannot be read, or asks for keys that do not work.
    """
    file, asked = keys_file(wish, environ)
    if not asked and not os.path.lexists(file):
        return STANDARD
    from .reading import keymap_of

    return keymap_of(file)
