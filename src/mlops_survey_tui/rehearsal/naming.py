"""Pages by the names that scripts use: question ids, with loop items by id or label. Unknown names get suggestions."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import product

from ..interview.keys import split_key
from ..interview.session import Session


def find_page(session: Session, name: str) -> str:
    """Return the key of the page that goes by a name; items of loops by id or label. What is unknown stays as it is."""
    question, at, items = name.partition("@")
    pages = session.world.pages.get(question, ())
    if name in pages or not at:
        return name
    wanted = _plain(items)
    return next((key for key in pages if wanted in _item_names(session, key)), name)


def _item_names(session: Session, key: str) -> set[str]:
    """Return what the loop items of a page can be called, outermost first: each by its id or its label."""
    scope = session.world.scope(key)
    labels = {item.id: item.label for item in scope.items.values()}
    names = [(_plain(id_), _plain(labels.get(id_, id_))) for id_ in scope.path]
    return {"/".join(path) for path in product(*names)}


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()


def same_page(session: Session, name: str, key: str) -> bool:
    """Whether a page that was displayed goes by a name."""
    return name == key or find_page(session, name) == key


def unknown_question(session: Session, name: str) -> str:
    """Return what is wrong with a name that stands for no question, or ''."""
    question, _ = split_key(name)
    return unknown("question", question, session.questionnaire.question_by_id)


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """Return what is wrong with a name that is not among those known, or ''."""
    names = list(known)
    return "" if name in names else f"there is no {what} '{name}'{suggestion(name, names)}"


def suggestion(name: str, known: Iterable[str]) -> str:
    """Return a question after the known name that comes closest, '' where none is close."""
    by_plain = {_plain(one): one for one in known}
    close = get_close_matches(_plain(name), list(by_plain), n=1)
    return f"; did you mean '{by_plain[close[0]]}'?" if close else ""
