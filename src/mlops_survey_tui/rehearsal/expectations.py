"""Checks what a script expects, one function for each field of an expectation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..interview.answers import Answer
from ..interview.outcome import answers_of
from ..interview.page import Choice, Page
from ..interview.path import all_pages
from ..interview.session import Session
from ..sharing.bundle import bundle
from ..sharing.envelope import canonical
from .naming import find_page, same_page, unknown, unknown_question
from .script.format import Bounds, BundleSpec, ExpectSpec, Wanted
from .values import find, named, read_answer, write_answer

END = "end"
ANYTHING = "..."


@dataclass(frozen=True, slots=True)
class Moment:
    """What can be looked at when an expectation is checked."""

    session: Session
    displayed: Sequence[str]
    screen: str = ""

    @property
    def page(self) -> Page | None:
        """The page on the screen, None behind the last one."""
        return self.session.page()


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether one expectation held. ``expected`` and ``got`` are as scripts write them."""

    what: str
    expected: Any
    got: Any
    passed: bool


Check = Callable[[Moment, Any], Iterator[Verdict]]


def verdicts(moment: Moment, expect: ExpectSpec) -> Iterator[tuple[str, Verdict]]:
    """Yield a verdict for each expectation that is stated, with the name of its field."""
    for name, check in _CHECKS.items():
        if name in expect.model_fields_set:
            for verdict in check(moment, getattr(expect, name)):
                yield name, verdict


def _equal(what: str, expected: Any, got: Any) -> Iterator[Verdict]:
    yield Verdict(what, expected, got, expected == got)


def _page(moment: Moment, expected: str) -> Iterator[Verdict]:
    got = moment.page.key if moment.page is not None else END
    wanted = expected if expected == END else find_page(moment.session, expected)
    yield Verdict("page", expected, got, got == wanted)


def _of_page(field: Callable[[Page], Any]) -> Check:
    def check(moment: Moment, expected: Any) -> Iterator[Verdict]:
        page = moment.page
        what = field.__name__.strip("_")
        if page is None:
            yield Verdict(what, expected, "there is no page: the interview is at its end", False)
        else:
            yield from _equal(what, expected, field(page))

    return check


def _section(page: Page) -> str:
    return page.section


def _total(page: Page) -> int | None:
    return page.total


def _confirm(page: Page) -> bool:
    return page.confirm


def _required(page: Page) -> bool:
    return page.required


def _minimum(page: Page) -> float | None:
    return page.minimum


def _maximum(page: Page) -> float | None:
    return page.maximum


def _text_of(field: str) -> Check:
    def check(moment: Moment, expected: str | Wanted) -> Iterator[Verdict]:
        page = moment.page
        yield from _text(field, expected, getattr(page, field) if page is not None else "")

    return check


def _text(what: str, expected: str | Wanted, got: str) -> Iterator[Verdict]:
    if isinstance(expected, str):
        yield from _equal(what, " ".join(expected.split()), " ".join(got.split()))
        return
    flat = " ".join(got.split())
    for word in _listed(expected.contains):
        yield Verdict(f"{what} contains", word, got, " ".join(word.split()) in flat)
    for word in _listed(expected.lacks):
        yield Verdict(f"{what} lacks", word, got, " ".join(word.split()) not in flat)
    if expected.matches:
        yield Verdict(f"{what} matches", expected.matches, got, re.search(expected.matches, got) is not None)


def _listed(words: list[str] | str) -> list[str]:
    return [words] if isinstance(words, str) else words


def _screen(moment: Moment, expected: Wanted) -> Iterator[Verdict]:
    if moment.screen:
        yield from _text("screen", expected, moment.screen)


def _choices(what: str, pick: Callable[[Page], Iterable[Choice]]) -> Check:
    def check(moment: Moment, expected: list[str]) -> Iterator[Verdict]:
        offered = list(pick(moment.page)) if moment.page is not None else []
        yield from _equal(what, [named(offered, one) for one in expected], [choice.id for choice in offered])

    return check


def _points(page: Page) -> Iterator[Choice]:
    for scale in page.scales:
        yield from scale.points


def _everything(page: Page | None) -> list[Choice]:
    return [*page.choices(), *_points(page)] if page is not None else []


def _offers(moment: Moment, expected: list[str]) -> Iterator[Verdict]:
    offered = _everything(moment.page)
    for one in expected:
        yield Verdict("offers", one, [choice.id for choice in offered], bool(find(offered, one)))


def _lacks(moment: Moment, expected: list[str]) -> Iterator[Verdict]:
    offered = _everything(moment.page)
    for one in expected:
        yield Verdict("lacks", one, [choice.id for choice in offered], not find(offered, one))


def _sets(moment: Moment, expected: list[list[str]]) -> Iterator[Verdict]:
    page = moment.page
    options = page.options if page is not None else ()
    wanted = [[named(options, one) for one in members] for members in expected]
    yield from _equal("sets", wanted, [list(members) for members in page.sets] if page is not None else [])


def _groups(moment: Moment, expected: Mapping[str, list[str]]) -> Iterator[Verdict]:
    options = moment.page.options if moment.page is not None else ()
    for title, members in expected.items():
        got = [option.id for option in options if option.group == title]
        yield from _equal(f"group {title}", [named(options, one) for one in members], got)


def _beside(moment: Moment, expected: Mapping[str, str]) -> Iterator[Verdict]:
    rows, beside = (moment.page.all_rows, moment.page.beside) if moment.page is not None else ((), {})
    for row, words in expected.items():
        yield from _equal(f"beside {row}", words, beside.get(named(rows, row), ""))


def _entered(field: str) -> Check:
    def check(moment: Moment, expected: Any) -> Iterator[Verdict]:
        page = moment.page
        if page is None:
            yield Verdict(field, expected, "there is no page: the interview is at its end", False)
        else:
            yield _compared(field, page, expected, getattr(page, field))

    return check


def _compared(what: str, page: Page, expected: Any, got: Answer | None) -> Verdict:
    wanted = read_answer(page, expected)
    same = (wanted.is_empty and (got is None or got.is_empty)) or wanted == got
    return Verdict(what, write_answer(wanted, page.shape), write_answer(got, page.shape), same)


def _pages(moment: Moment, expected: list[str]) -> Iterator[Verdict]:
    got = list(moment.displayed)
    yield Verdict("pages displayed, in order", expected, got, _in_order(moment, expected, got))


def _path(moment: Moment, expected: list[str]) -> Iterator[Verdict]:
    got = list(all_pages(moment.session.world))
    yield Verdict("path", expected, got, _in_order(moment, expected, got))


def _in_order(moment: Moment, expected: Sequence[str], got: Sequence[str]) -> bool:
    """Whether pages come as expected; '...' stands for any number of pages."""
    reached = {0}
    for name in expected:
        if name == ANYTHING:
            reached = set(range(min(reached), len(got) + 1)) if reached else set()
        else:
            reached = {at + 1 for at in reached if at < len(got) and same_page(moment.session, name, got[at])}
    return len(got) in reached


def _shown(moment: Moment, expected: list[str]) -> Iterator[Verdict]:
    for name in expected:
        found = any(_covers(moment.session, name, key) for key in moment.displayed)
        yield Verdict("shown", name, unknown_question(moment.session, name) or list(moment.displayed), found)


def _not_shown(moment: Moment, expected: list[str]) -> Iterator[Verdict]:
    for name in expected:
        found = [key for key in moment.displayed if _covers(moment.session, name, key)]
        fault = unknown_question(moment.session, name)
        yield Verdict("not shown", name, fault or found, not found and not fault)


def _covers(session: Session, name: str, key: str) -> bool:
    """Whether a page goes by a name; the id of a question alone means any of its pages."""
    return same_page(session, name, key) or ("@" not in name and key.partition("@")[0] == name)


def _answers(moment: Moment, expected: Mapping[str, Any]) -> Iterator[Verdict]:
    world = moment.session.world
    for name, value in expected.items():
        key = find_page(moment.session, name)
        if key not in set(all_pages(world)):
            fault = unknown_question(moment.session, name)
            got = fault or "the page is not on the path"
            yield Verdict(f"answer of {name}", value, got, value is None and not fault)
            continue
        yield _compared(f"answer of {name}", moment.session.page_at(key), value, world.effective.get(key))


def _all_answers(moment: Moment, expected: Mapping[str, Any]) -> Iterator[Verdict]:
    yield from _answers(moment, expected)
    named_pages = {find_page(moment.session, name) for name in expected}
    finals = answers_of(moment.session.world)
    others = {one.key: write_answer(one.answer) for one in finals if one.answer and one.key not in named_pages}
    yield Verdict("no other answers", {}, others, not others)


def _review(moment: Moment, expected: Mapping[str, str | Wanted]) -> Iterator[Verdict]:
    lines = {line.key: line.answer for line in moment.session.review()}
    for name, words in expected.items():
        key = find_page(moment.session, name)
        if key in lines:
            yield from _text(f"review of {name}", words, lines[key])
        else:
            got = unknown_question(moment.session, name) or "the page is not on the path"
            yield Verdict(f"review of {name}", words, got, False)


def _missing(moment: Moment, expected: Mapping[str, str]) -> Iterator[Verdict]:
    found = {final.key: final.status for final in answers_of(moment.session.world)}
    for name, code in expected.items():
        fault = unknown_question(moment.session, name) or "there is no such page"
        yield from _equal(f"missing {name}", code, found.get(find_page(moment.session, name), fault))


def _draws(moment: Moment, expected: Mapping[str, Any]) -> Iterator[Verdict]:
    values = moment.session.world.values
    for name, value in expected.items():
        base, at, item = name.partition("@")
        got = values.get(base)
        if at and isinstance(got, dict):
            got = got.get(item)
        fault = unknown("draw, condition or value", base, values)
        alike = value == got or (isinstance(value, list) and isinstance(got, list) and _same_members(value, got))
        yield Verdict(f"draw {name}", value, fault or got, alike and not fault)


def _same_members(some: list[Any], others: list[Any]) -> bool:
    """Whether two lists hold the same, in whatever order."""
    return sorted(map(repr, some)) == sorted(map(repr, others))


def _modules(moment: Moment, expected: list[str]) -> Iterator[Verdict]:
    yield from _equal("modules", sorted(expected), sorted(moment.session.world.assignment.modules))


def _number(what: str, slack: float, read: Callable[[Session], float]) -> Check:
    """Check a number that is expected exactly (but for rounding), or between bounds."""

    def check(moment: Moment, expected: Bounds | float) -> Iterator[Verdict]:
        got = round(read(moment.session), 2)
        if isinstance(expected, Bounds):
            low = expected.at_least if expected.at_least is not None else float("-inf")
            high = expected.at_most if expected.at_most is not None else float("inf")
            yield Verdict(what, expected.model_dump(exclude_none=True), got, low <= got <= high)
        else:
            yield Verdict(what, expected, got, abs(got - expected) < slack)

    return check


def _kept(moment: Moment, expected: bool) -> Iterator[Verdict]:
    session = moment.session
    yield from _equal("kept on the disk", expected, session.consented and not session.discarded)


def _ended(moment: Moment, expected: str) -> Iterator[Verdict]:
    yield from _equal("ended", expected, moment.session.ended)


def _bundle(moment: Moment, expected: BundleSpec) -> Iterator[Verdict]:
    session = moment.session
    agreed = [find_page(session, name) for name in expected.shared_texts]
    found = bundle(session.questionnaire, session.seed, session.log, agreed)
    for name, value in expected.answers.items():
        key = find_page(session, name)
        given = found["answers"].get(key, {})
        got = given.get("value", "text_withheld" if given.get("withheld") else "nothing")
        known = key in set(all_pages(session.world))
        wanted = read_answer(session.page_at(key), value).value if known else value
        yield Verdict(f"bundle: answer of {name}", wanted, got, got in (wanted, value))
    for name, status in expected.statuses.items():
        got = found["answers"].get(find_page(session, name), {}).get("status", "nothing")
        yield from _equal(f"bundle: status of {name}", status, got)
    text = canonical(found).decode("utf-8")
    for word in expected.lacks:
        yield Verdict("bundle lacks", word, "it is in the bundle" if word in text else "not in it", word not in text)


_CHECKS: dict[str, Check] = {
    "bundle": _bundle,
    "page": _page,
    "section": _of_page(_section),
    "text": _text_of("text"),
    "help": _text_of("help"),
    "options": _choices("options", lambda page: page.options),
    "rows": _choices("rows", lambda page: page.rows),
    "columns": _choices("columns", _points),
    "extra_rows": _choices("extra rows", lambda page: page.extra_rows),
    "groups": _groups,
    "beside": _beside,
    "specials": _choices("specials", lambda page: page.specials),
    "offers": _offers,
    "lacks": _lacks,
    "sets": _sets,
    "total": _of_page(_total),
    "minimum": _of_page(_minimum),
    "maximum": _of_page(_maximum),
    "required": _of_page(_required),
    "answer": _entered("answer"),
    "draft": _entered("draft"),
    "confirm": _of_page(_confirm),
    "pages": _pages,
    "path": _path,
    "shown": _shown,
    "not_shown": _not_shown,
    "answers": _answers,
    "all_answers": _all_answers,
    "review": _review,
    "missing": _missing,
    "draws": _draws,
    "modules": _modules,
    "minutes_left": _number("minutes left", 0.05, lambda session: session.progress().minutes_left),
    "progress": _number("progress", 0.005, lambda session: session.progress().share),
    "kept": _kept,
    "ended": _ended,
    "screen": _screen,
}
