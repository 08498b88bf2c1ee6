"""Pages by the names that scripts use: question ids, with loop items by id or label."""

from __future__ import annotations

from difflib import get_close_matches

from ..interview.keys import split_key
from ..interview.session import Session


def find_page(session: Session, name: str) -> str:
    """Return the key of the page that goes by a name; items of loops by id or label. What is unknown stays as it is."""
    question, items = split_key(name)
    pages = session.world.pages.get(question, ())
    if name in pages or not items:
        return name
    wanted = tuple(item.casefold().strip() for item in items)
    return next((key for key in pages if _labels(session, key) == wanted), name)


def _labels(session: Session, key: str) -> tuple[str, ...]:
    """Return the labels of the loop items of a page, outermost first, as they are compared."""
    scope = session.world.scope(key)
    labels = {item.id: item.label for item in scope.items.values()}
    return tuple(labels.get(id_, id_).casefold().strip() for id_ in scope.path)


def same_page(session: Session, name: str, key: str) -> bool:
    """Whether a page that was displayed goes by a name."""
    return name == key or find_page(session, name) == key


def unknown_question(session: Session, name: str) -> str:
    """Return what is wrong with a name that stands for no question, or ''."""
    question, _ = split_key(name)
    known = session.questionnaire.question_by_id
    if question in known:
        return ""
    close = get_close_matches(question, list(known), n=1)
    return f"there is no question '{question}'" + (f"; did you mean '{close[0]}'?" if close else "")
