"""Where things stand in the files of a questionnaire: the compiled questionnaire has no lines, its files do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ..questionnaire.compiler.draft import Placed, read_draft
from ..questionnaire.compiler.symbols import Symbols
from ..questionnaire.errors import Report
from ..questionnaire.format.lists import ListSpec
from ..questionnaire.yaml_source import Place

Steps = str | int


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A line of a file, which is named relative to the questionnaire's folder."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class Places:
    """Looks up lines by id. Steps lead further in, as in ``question("role", "options", 2, "when")``.

    A step that leads nowhere gives the line of the nearest value around it, an unknown id that of the manifest.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        draft = read_draft(folder, Report(folder))
        self._draft = draft
        self._symbols = Symbols(draft) if draft is not None else None

    def question(self, id_: str, *steps: Steps) -> Location:
        """Return where a question stands, or a part of it."""
        info = self._symbols.questions.get(id_) if self._symbols else None
        return self._location(info.place if info else None, steps)

    def section(self, id_: str, *steps: Steps) -> Location:
        """Return where a section stands, or a part of it."""
        sections = self._draft.sections if self._draft else []
        return self._location(next((found.place for found in sections if found.spec.id == id_), None), steps)

    def option_list(self, id_: str, *steps: Steps) -> Location:
        """Return where a list stands, or a part of it."""
        placed = self._draft.lists.get(id_) if self._draft else None
        return self._location(placed.place if placed else None, steps)

    def option(self, list_: str, option: str, *steps: Steps) -> Location:
        """Return where an option of a list stands, or a part of it."""
        placed = self._draft.lists.get(list_) if self._draft else None
        inner = next((path for id_, path in _option_paths(placed) if id_ == option), ()) if placed else ()
        return self.option_list(list_, *inner, *steps)

    def draw(self, id_: str, *steps: Steps) -> Location:
        """Return where a draw stands, or a part of it."""
        info = self._symbols.draws.get(id_) if self._symbols else None
        return self._location(info.place if info else None, steps)

    def definition(self, id_: str) -> Location:
        """Return where a named condition or value stands."""
        placed = self._symbols.definitions.get(id_) if self._symbols else None
        return self._location(placed.place if placed else None, ())

    def rotation(self, *steps: Steps) -> Location:
        """Return where a part of the rotation stands."""
        placed = self._draft.rotation if self._draft else None
        return self._location(placed.place if placed else None, steps)

    def manifest(self, *steps: Steps) -> Location:
        """Return where a part of the manifest stands."""
        return self._location(None, steps)

    def reason(self, code: str, name: str = "") -> str:
        """Return the reason with which a question or section, or what is around it, accepts a finding; '' if none.

        Without a name, or with one of something else, the manifest decides.
        """
        if self._draft is None or self._symbols is None:
            return ""
        info = self._symbols.questions.get(name)
        section = info.section if info else name
        specs = [info.spec] if info else []
        around = [found.spec for found in self._draft.sections if found.spec.id == section]
        allowances = [getattr(spec, "allow", {}) for spec in (*specs, *around, self._draft.manifest.spec)]
        return next((allow[code] for allow in allowances if code in allow), "")

    def _location(self, place: Place | None, steps: Iterable[Steps]) -> Location:
        if place is None and self._draft is not None:
            place = self._draft.manifest.place
        if place is None:
            return Location("survey.yaml", 1)
        found = place.at(*steps)
        return Location(str(found.document.file.relative_to(self.folder)), found.document.line(found.path))


def _option_paths(placed: Placed[ListSpec]) -> Iterable[tuple[str, tuple[Steps, ...]]]:
    for index, option in enumerate(placed.spec.options):
        yield option.id, ("options", index)
    for number, group in enumerate(placed.spec.groups):
        for index, option in enumerate(group.options):
            yield option.id, ("groups", number, "options", index)
