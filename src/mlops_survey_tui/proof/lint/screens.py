"""How high a question is on a screen, drawn by the real views from its longest texts and its most options."""

from __future__ import annotations

from typing import Any

from ...interview.page import Choice, Page, Scale
from ...questionnaire.model import Option, Question, Questionnaire, Source
from ...questionnaire.offerings import offered
from .counting import most_shown

_WIDTH, _HIGH_ENOUGH = 80, 1000
_HEAD, _FOOT = 2, 2
"""Lines of header and progress bar, and of the footer with the line above it."""


def height_of(questionnaire: Questionnaire, question: Question, text: str, help_text: str) -> int:
    """Return the lines that a question takes on a screen of 80 columns and any height."""
    from ...faces.tui.lines import Look
    from ...faces.tui.screens.asking import asked
    from ...faces.tui.widgets import view_of

    page = _page(questionnaire, question, text, help_text)
    upper = asked((), page.section, page, Look(_WIDTH, _HIGH_ENOUGH))
    view: Any = view_of(question.kind, question.shape)
    body = view.lines(page, view.begin(page), Look(_WIDTH - 4, _HIGH_ENOUGH))
    return _HEAD + len(upper.pinned) + len(upper.lead) + len(body) + _FOOT


def _page(questionnaire: Questionnaire, question: Question, text: str, help_text: str) -> Page:
    """Return the largest page of a question."""
    settings = question.settings
    options = _choices(questionnaire, question.options)
    per_set = settings.get("per_set", 0)
    points = (
        tuple(Choice(str(point), str(point)) for point in range(settings["low"], settings["high"] + 1))
        if "low" in settings
        else ()
    )
    return Page(
        key=question.id,
        question=question.id,
        kind=question.kind,
        section=questionnaire.section_by_id[question.section].title,
        text=text,
        help=help_text,
        help_shown=bool(settings.get("help_shown")),
        options=options or points,
        rows=_choices(questionnaire, question.rows),
        scales=tuple(
            Scale(
                scale.id,
                scale.title,
                _choices(questionnaire, scale.sources) + tuple(map(_choice, question.row_specials)),
            )
            for scale in question.columns
        ),
        specials=tuple(map(_choice, question.specials)),
        multiple=bool(settings.get("multiple")),
        minimum=settings.get("minimum"),
        maximum=settings.get("maximum"),
        total=100,
        sets=(tuple(choice.id for choice in options[:per_set]),) if per_set else (),
        text_limit=settings.get("text_limit", 0),
    )


def _choices(questionnaire: Questionnaire, sources: tuple[Source, ...]) -> tuple[Choice, ...]:
    """Return as many of the longest entries as can be shown at once."""
    entries = sorted(offered(questionnaire, sources).values(), key=lambda option: -len(_label(option)))
    return tuple(map(_choice, entries[: most_shown(questionnaire, sources)]))


def _choice(option: Option) -> Choice:
    return Choice(option.id, _label(option), option.help, group=option.group, text_limit=option.text_limit)


def _label(option: Option) -> str:
    """Return a label with a word in place of what is inserted."""
    pieces = option.label if isinstance(option.label, list) else [option.label]
    return "".join(piece if isinstance(piece, str) else "Thing" for piece in pieces)
