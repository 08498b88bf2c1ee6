"""Notices when a file of a questionnaire is saved."""

from __future__ import annotations

from pathlib import Path

Stamps = tuple[tuple[str, int, int], ...]


def stamps(folder: Path) -> Stamps:
    """Return name, time of change and size of every YAML file of a questionnaire."""
    found = []
    for file in (*folder.glob("*.yaml"), *folder.glob("*/*.yaml")):
        try:
            status = file.stat()
        except OSError:
            continue
        found.append((str(file.relative_to(folder)), status.st_mtime_ns, status.st_size))
    return tuple(sorted(found))


class Watch:
    """Compares the files with those of the last look. A change counts once the files have come to rest."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known = self._last = stamps(folder)

    def changed(self) -> bool:
        """Whether files were saved since the last change that was told, and stayed so for one look."""
        now = stamps(self._folder)
        settled, self._last = now == self._last, now
        if not settled or now == self._known:
            return False
        self._known = now
        return True
