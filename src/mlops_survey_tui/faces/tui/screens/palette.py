"""The command palette: typing finds what can be done here, and the questions that can be gone back to."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ....interview.page import Choice
from ....language import _, mark
from ...actions import Action
from ...keymap import Keymap
from ...keymap.naming import spelled
from ...states.search import SearchIndex
from ...states.text_field import EDITS, TextField, inserted
from ..frame import Frame, inset
from ..lines import Line, Look, Span, Target
from ..widgets.field import field_spans
from ..widgets.footer import key
from ..widgets.header import SHORT, header
from ..wrapping import wrap
from .base import ALWAYS, MOVES, Host, SurveyScreen, inset_of
from .menu import Entry, Menu

_FIND, _LIMIT, _WIDEST = mark("Find"), 60, 50
_NOTHING = mark("Nothing found. Try fewer letters.")
_FIELD = Target("field")


class PaletteScreen(SurveyScreen):
    """Lies over another screen, and does there through ``do`` what its keys would do."""

    menu = ()

    def __init__(self, host: Host, below: SurveyScreen, do: Callable[[str], None], keymap: Keymap) -> None:
        super().__init__(host)
        self._below, self._do, self._keymap = below, do, keymap
        ascii_only = host.start.options.ascii
        found = [*self._actions(ascii_only), *self._places()]
        self._entries = [entry for entry, _words in found]
        self._index = SearchIndex(
            [Choice(str(at), entry.label, aliases=words) for at, (entry, words) in enumerate(found)]
        )
        self._field = TextField(limit=_LIMIT)
        self._menu = Menu(self._entries)

    @property
    def typing(self) -> bool:
        """Letters, digits and spaces search."""
        return True

    def takes(self, action: Action) -> bool:
        """Return whether an action moves in the list, runs an entry, or edits what is searched for."""
        return action.id in _TAKEN

    def frame(self, look: Look) -> Frame:
        """Return the field, and below it what was found; the list scrolls."""
        margin = inset_of(look)
        width = look.width - 2 * margin
        body, focus = self._menu.drawn(width, look.ascii)
        nothing = [Line((Span(text, "muted"),)) for text in wrap(_(_NOTHING), width)]
        keys = (
            key("help", 9, typing=True),
            key("up", 7, typing=True),
            key("next", 8, label=_("do it")),
            key("back", 6, label=_("close"), typing=True),
        )
        top = (*header(_("Commands"), "", "", None, look), *inset(self._search(width, look), margin))
        return Frame(top, body or nothing, self.foot(keys, look), focus, 0, margin, self.page, reading=False)

    def act(self, action: str) -> None:
        """Run what is under the cursor, move, edit the search, clear it, or close."""
        if action == "back":
            self._clear_or_close()
        elif action in _EDITED:
            self._search_for(EDITS[action](self._field))
        elif self._menu.entries:
            self._menu.act("down" if action == "toggle" else action)

    def typed(self, character: str) -> None:
        """Narrow what is found."""
        self._search_for(inserted(self._field, character))

    def pasted(self, text: str) -> None:
        """Search for what was pasted."""
        self._search_for(inserted(self._field, text))

    def clicked(self, target: Target) -> None:
        """Run the entry clicked."""
        self._menu.clicked(target)

    def _clear_or_close(self) -> None:
        if self._field.text:
            self._search_for(TextField(limit=_LIMIT))
        else:
            self.host.close()

    def _search_for(self, field: TextField) -> None:
        changed = field.text != self._field.text
        self._field = field
        if changed:
            self._menu = Menu([self._entries[at] for at in self._found(field.text)])

    def _found(self, query: str) -> list[int]:
        """Return the places of the entries found, best first: together, else every word, each with one mistake."""
        if not query.strip():
            return list(range(len(self._entries)))
        together = [match.position for match in self._index.find(query)]
        if together:
            return together
        found = [{match.position for match in self._index.find(word)} for word in query.split()]
        return sorted(set.intersection(*found)) if found else []

    def _search(self, width: int, look: Look) -> tuple[Line, ...]:
        label = f"{_(_FIND)}  "
        cells = max(8, min(width - len(label), _WIDEST))
        field = field_spans(self._field, cells, True, look, _FIELD)
        gap = () if look.height < SHORT else (Line(),)
        return (Line((Span(label, "muted"), *field)), *gap)

    def _actions(self, ascii_only: bool) -> Iterator[tuple[Entry, tuple[str, ...]]]:
        """Yield what can be done here, with the words that it is found by besides its own."""
        for action in self._keymap.actions():
            if action.listed and self._below.takes(action):
                hint = self._keymap.hint(action.id, self._below.kind)
                keys = spelled(hint.keys, ascii_only)
                yield Entry(hint.help, self._runner(action.id), keys, hint.label), (hint.label,)

    def _runner(self, action: str) -> Callable[[], None]:
        def run() -> None:
            self.host.close()
            self._do(action)

        return run

    def _places(self) -> Iterator[tuple[Entry, tuple[str, ...]]]:
        """Yield the sections and the questions that can be gone to."""
        places, sections = self._below.places(), set[str]()
        for place in places:
            if place.section not in sections:
                sections.add(place.section)
                yield Entry(_("Go to section: {name}").format(name=place.section), self._goer(place.go)), ()
        for place in places:
            label = _("Go to question: {text}").format(text=place.text)
            yield Entry(label, self._goer(place.go), place.section), (place.section,)

    def _goer(self, go: Callable[[], None]) -> Callable[[], None]:
        def run() -> None:
            self.host.close()
            go()

        return run


_EDITED = frozenset(EDITS) - {"toggle", "home", "end"}
_TAKEN = _EDITED | {*MOVES, *ALWAYS, "next", "back"} - {"palette"}
