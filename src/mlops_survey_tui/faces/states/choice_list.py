"""The state of a list of options: cursor, search, what is chosen, and the words typed beside options.

``single`` and ``multi`` say what choosing means; everything else about a list is here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ...interview.answers import Answer
from ...interview.page import Choice
from ...language import mark
from .search import Match, SearchIndex
from .stops import STEPS, moved
from .text_field import EDITS, TextField, inserted
from .updating import updated
from .words import Words, changed, texts_of, words_of

QUERY_LIMIT = 60
LIST, SEARCH, WORDS = "list", "search", "words"
NOTHING_FOUND = mark("Nothing found. Try fewer letters, or go back to clear the search.")


class Catalogue:
    """What does not change while a list is shown: its choices and what finds them.

    ``lasting`` are shown whatever is searched: special answers and options that ask for words, so that what
    is not in the list can still be said.
    """

    def __init__(self, options: Sequence[Choice], specials: Sequence[Choice] = (), searchable: bool = False) -> None:
        self.choices: tuple[Choice, ...] = (*options, *specials)
        self.size = len(options)
        self.specials = frozenset(choice.id for choice in specials)
        self.searchable = searchable
        self.everything = tuple(Match(position) for position in range(len(self.choices)))
        self.index = SearchIndex(options if searchable else ())

    @cached_property
    def positions(self) -> dict[str, int]:
        """The position of each id."""
        return {choice.id: position for position, choice in enumerate(self.choices)}

    @cached_property
    def lasting(self) -> tuple[Match, ...]:
        """The choices that stay in view while searching."""
        return tuple(
            Match(position)
            for position, choice in enumerate(self.choices)
            if choice.text_limit > 0 or choice.id in self.specials
        )

    def of(self, id: str) -> Choice:
        """Return the choice with this id."""
        return self.choices[self.positions[id]]


@dataclass(frozen=True, slots=True)
class ChoiceList:
    """A list of options as shown.

    ``cursor`` is an index into ``shown``, of which the first ``found`` are matches of the query. ``place``
    says what has the focus: the list, the search field, or the words beside the option under the cursor.
    ``moved`` is set once the respondent led the cursor, ``picked`` once something was chosen under the query.
    """

    catalogue: Catalogue = field(compare=False, repr=False)
    shown: tuple[Match, ...] = ()
    chosen: tuple[str, ...] = ()
    words: Words = field(default_factory=dict)
    cursor: int = 0
    place: str = LIST
    query: TextField = field(default_factory=lambda: TextField(limit=QUERY_LIMIT))
    found: int = 0
    moved: bool = False
    picked: bool = False
    notice: str = ""

    @property
    def current(self) -> str:
        """The id under the cursor, empty in an empty list."""
        return self.id_at(self.cursor) if self.cursor < len(self.shown) else ""

    @property
    def searching(self) -> bool:
        """Whether a query is narrowing the list."""
        return bool(self.query.text)

    def id_at(self, index: int) -> str:
        """Return the id of the choice shown at an index."""
        return self.catalogue.choices[self.shown[index].position].id


def begin(catalogue: Catalogue, answer: Answer, chosen: Sequence[str]) -> ChoiceList:
    """Return the list that shows an answer; ids that are not offered any more are left out."""
    kept = tuple(id for id in chosen if id in catalogue.positions)
    place = SEARCH if catalogue.searchable else LIST
    cursor = catalogue.positions[kept[0]] if kept and place == LIST else 0
    words = words_of(catalogue.choices, answer)
    return ChoiceList(catalogue, catalogue.everything, kept, words, cursor, place, found=len(catalogue.choices))


def answer_of(state: ChoiceList, chosen: Sequence[str], many: bool) -> Answer:
    """Return the answer that has these choices, with the words that belong to them."""
    if not chosen:
        return Answer()
    texts = texts_of(state.words, chosen)
    if chosen[0] in state.catalogue.specials:
        return Answer(special=chosen[0], texts=texts)
    return Answer(list(chosen) if many else chosen[0], texts=texts)


def go(state: ChoiceList, action: str) -> ChoiceList:
    """Return the list after a registered action that moves; up from the first line leads to the search."""
    steps = STEPS[action]
    if state.place == SEARCH:
        return updated(state, place=LIST, moved=True, notice="") if steps > 0 and state.shown else state
    if state.place == LIST and state.cursor == 0 and steps < 0 and state.catalogue.searchable:
        return updated(state, place=SEARCH, notice="")
    return at(state, moved(state.cursor, steps, len(state.shown)))


def at(state: ChoiceList, cursor: int) -> ChoiceList:
    """Return the list with the cursor led to an index."""
    return updated(state, cursor=cursor, place=LIST, moved=True, notice="")


def searched(state: ChoiceList, query: TextField) -> ChoiceList:
    """Return the list under another query, with the cursor on the best match."""
    if query is state.query:
        return updated(state, place=SEARCH, notice="")
    catalogue = state.catalogue
    if not query.text.strip():
        shown, found = catalogue.everything, len(catalogue.choices)
    else:
        matches = catalogue.index.find(query.text)
        taken = {match.position for match in matches}
        shown = (*matches, *(match for match in catalogue.lasting if match.position not in taken))
        found = len(matches)
    return updated(
        state,
        query=query,
        shown=shown,
        found=found,
        cursor=0,
        place=SEARCH,
        moved=False,
        picked=False,
        notice="",
    )


def cleared(state: ChoiceList, keep: str = "") -> ChoiceList:
    """Return the whole list again, with the cursor on ``keep``."""
    state = searched(state, updated(state.query, text="", caret=0))
    return updated(state, cursor=state.catalogue.positions[keep]) if keep else state


def to_words(state: ChoiceList, id: str) -> ChoiceList:
    """Return the list with the focus in the words of an option; a search that found nothing fills them."""
    words = state.words
    if not state.found and not words[id].text:
        words = changed(words, id, lambda empty: inserted(empty, state.query.text))
    return updated(cleared(state, keep=id), words=words, place=WORDS, moved=True)


def next_place(state: ChoiceList, step: int = 1) -> ChoiceList:
    """Return the list with the focus in the next place: search field, list, words of chosen options."""
    places = [(SEARCH, "")] * state.catalogue.searchable + [(LIST, "")]
    places += [(WORDS, id) for id in state.chosen if id in state.words]
    here = (state.place, state.current if state.place == WORDS else "")
    place, id = places[((places.index(here) if here in places else 0) + step) % len(places)]
    if place == WORDS:
        return to_words(state, id)
    return updated(state, place=place, notice="")


def edited(state: ChoiceList, edit: Callable[[TextField], TextField]) -> ChoiceList:
    """Return the list after an edit of the words or the query, whichever has, or gets, the focus."""
    if state.place == WORDS:
        words = changed(state.words, state.current, edit)
        return state if words is state.words else updated(state, words=words, notice="")
    return searched(state, edit(state.query)) if state.catalogue.searchable else state


def keyed(state: ChoiceList, action: str) -> ChoiceList:
    """Return the list after an action that edits a field; from the list only erasing reaches one."""
    if state.place == LIST and action != "erase":
        return state
    return edited(state, EDITS[action])


def back(state: ChoiceList) -> ChoiceList | None:
    """Return the list one step out of words or search, or None to leave the page."""
    if state.place == WORDS:
        return updated(state, place=LIST, notice="")
    return cleared(state) if state.searching else None
