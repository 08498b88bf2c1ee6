"""One result as an article of the page: what is shown, of whom, how it was asked, the chart, and its figures."""

from __future__ import annotations

from dataclasses import dataclass

from ..charts import NARROW, WIDE, Drawing, draw, sentence
from ..charts.drawing import safe
from ..charts.frame import MOST
from ..charts.values import value_of
from ..results import QUADRANT, Filter, Result
from .embedded import embedded
from .legends import legend
from .markup import element, words
from .tables import table

_REASONS = {
    "not_routed": "not on their path", "not_assigned": "left out by chance, to keep the interview short",
    "skipped": "skipped it", "not_reached": "stopped before it", "dont_know": "don't know",
    "prefer_not": "prefer not to say", "not_applicable": "does not apply", "withheld": "kept their words",
    "suppressed": "removed to protect people",
}  # fmt: skip

_TWICE = ("Base", "Asked of", "Question")
_CAPTION, _SOME = 420, "some of the respondents, as told below"
"""Letters that a caption may have on who was asked, and what it says where that needs more."""
_PRINTED = 120
"""Lines of a table that is printed because its chart leaves lines out; longer ones would be books of their own."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What all results of a page share; ``repeated`` notes stand on many results and go below, not into captions."""

    edition: str
    simulated: bool = False
    repeated: frozenset[str] = frozenset()


def article(result: Result, place: str, setting: Setting) -> str:
    """Return the result. ``place`` is its anchor in the page."""
    tag = element("span", "Simulated data", class_="tag") if setting.simulated else ""
    name = f"Link to: {result.title}"
    link = element("a", "link to this", href=f"#{place}", class_="permalink", aria_label=name)
    head = element("header", words("h3", result.title, id=f"{place}-title"), tag, link)
    inside = [head, _asked(result), _filters(result, place), _figure(result, setting), _measured(result, setting),
              _table(result), _tools(place), embedded(result, f"{place}-figures", setting.edition)]  # fmt: skip
    return element("article", *inside, id=place, aria_labelledby=f"{place}-title", data_result=result.id)


def _asked(result: Result) -> str:
    """Return the wording and the id of the question; a wording that is the title already is not repeated."""
    codes = " ".join(words("code", question) for question in result.questions)
    if not result.wording or result.wording == result.title:
        return element("p", "Asked in these words: " if result.wording else "Question: ", codes, class_="asked")
    return element("p", "Question: ", words("q", result.wording), " ", codes, class_="asked")


def _figure(result: Result, setting: Setting) -> str:
    """Return the chart in both widths; the style shows one of them. Readers of screens hear the sentence instead."""
    if all(value_of(line, one) is None for line in result.lines for one in result.series):
        return element(
            "figure", element("p", "None of these figures may be shown."), _caption(result, Drawing(""), setting)
        )
    drawn, small = draw(result, WIDE), draw(result, NARROW)
    pictures = element("div", drawn.svg, class_="wide") + element("div", small.svg, class_="narrow")
    chart = element("div", pictures, class_="chart", role="img", aria_label=sentence(result))
    return element("figure", legend(drawn.legend), chart, _caption(result, drawn, setting))


def _caption(result: Result, drawn: Drawing, setting: Setting) -> str:
    """Return the base, of whom it is, and what to know of the chart, as sentences."""
    asked = f"Asked: {result.asked if len(result.asked) <= _CAPTION else _SOME}" if result.asked else ""
    said = [_sentence(text) for text in (result.base_note, asked, *drawn.remarks) if text]
    notes = (element("div", safe(note)) for note in result.notes if note not in setting.repeated)
    base = element("b", f"n = {result.base:,}")
    return element("figcaption", f"{base}. ", " ".join(said), *notes)


def _sentence(text: str) -> str:
    text = text.strip()
    return safe(text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?", "…")) else "."))


def _measured(result: Result, setting: Setting) -> str:
    missing = "; ".join(f"{_REASONS.get(code, code)}: {count:,}" for code, count in result.missing.items())
    facts = {
        "Base": f"{result.base:,} {result.base_note}".strip(), "Asked of": result.asked, "Weight": result.weight_note,
        "Interval": result.interval_note, "Not in the base": missing, "Question": ", ".join(result.questions),
        "Source": result.source, "Notes": " ".join(note for note in result.notes if note in setting.repeated),
    }  # fmt: skip
    entries = "".join(_fact(name, text, result) for name, text in facts.items() if text)
    return element("details", element("summary", "How this was measured"), element("dl", entries, class_="how"),
                   class_="measured")  # fmt: skip


def _fact(name: str, text: str, result: Result) -> str:
    """Return one fact; what the page says elsewhere too is left out on paper."""
    longer = name == "Asked of" and len(result.asked) > _CAPTION
    twice = {"class_": "twice"} if name in _TWICE and not longer else {}
    return element("dt", name, **twice) + words("dd", text, **twice)


def _table(result: Result) -> str:
    printed = MOST < len(result.lines) <= _PRINTED and result.form != QUADRANT
    needed = {"class_": "needed"} if printed else {}
    return element("details", element("summary", "Table of all figures"), table(result), **needed)


def _filters(result: Result, place: str) -> str:
    """Return the choice of a group, which only works with a script and only shows with one."""
    if not result.filters:
        return ""
    groups = "".join(map(_groups, result.filters))
    choice = element("select", element("option", "Everybody", value=""), groups, id=f"{place}-group", class_="group")
    label = element("label", "Show the answers of ", choice, for_=f"{place}-group")
    view = element("div", class_="groupview", id=f"{place}-view", aria_live="polite", hidden="")
    return element("div", label, class_="pick needs-script") + view


def _groups(one: Filter) -> str:
    options = "".join(
        element("option", safe(f"{group.label} ({f'n = {group.n:,}' if not group.hidden else 'not shown'})"),
                value=f"{one.variable}/{group.code}")
        for group in one.groups
    )  # fmt: skip
    return element("optgroup", options, label=one.label)


def _tools(place: str) -> str:
    buttons = (
        element("button", f"Figures as {name.upper()}", type="button", data_format=name, data_of=place)
        for name in ("csv", "json")
    )
    return element("div", *buttons, class_="tools needs-script")
