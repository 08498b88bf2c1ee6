"""The yearly report as one HTML file that needs nothing else: no other file, no other host, no script to be read.

``render`` is all that others call.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from importlib.resources import files

from ..charts.drawing import safe
from ..results import Fact, Report
from .articles import Setting, article
from .front import banner, described, first, navigation, summary, top
from .markup import element, listed, words
from .outline import Outline, Section, outline
from .palette import DARK, LIGHT, rules, variables

__all__ = ["render"]

_MANY = 3
"""Results that may have the same note below their charts."""
_OWN = files(__package__) / "files"


def render(report: Report) -> str:
    """Return the report as a page of HTML."""
    found = outline(report)
    setting = Setting(report.edition, report.simulated, _repeated(found))
    topics = (_topic(section, setting) for section in found.sections)
    parts = (first(report), summary(found), *topics, _method(report), _foot(report))
    frame = element("div", navigation(found), element("main", *parts, id="report", tabindex="-1"), class_="frame")
    skip = element("a", "Skip to the report", href="#report", class_="skip")
    script = (_OWN / "script.js").read_text(encoding="utf-8")
    body = element("body", skip, banner(report), top(found), frame, f"<script>{script}</script>")
    return f'<!doctype html>\n<html lang="en">\n{_head(found, script)}\n{body}\n</html>\n'


def _head(found: Outline, script: str) -> str:
    """Return the head. Its policy lets the page run its own script and fetch nothing from anywhere."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none'; "
    metas = (
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}form-action &#x27;none&#x27;">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta name="description" content="{safe(described(found))}">',
    )
    return element("head", *metas, element("title", safe(found.report.title)), element("style", _style()))


def _style() -> str:
    light, dark = variables(LIGHT), variables(DARK)
    themes = (
        f":root{{{light}}}@media screen{{:root[data-theme=dark]{{{dark}}}}}"
        f"@media screen and (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}"
    )
    return themes + rules() + (_OWN / "style.css").read_text(encoding="utf-8")


def _repeated(found: Outline) -> frozenset[str]:
    """Return the notes that many results have: they are told where it is told how results were measured."""
    counts = Counter(note for result, _ in found.results() for note in set(result.notes))
    return frozenset(note for note, n in counts.items() if n > _MANY)


def _topic(section: Section, setting: Setting) -> str:
    topic, place = section.topic, section.place
    inside = [words("h2", topic.title, id=f"{place}-title")]
    if topic.introduction:
        inside.append(words("p", topic.introduction, class_="lead"))
    if len(section.results) > 1:
        links = (words("a", result.title, href=f"#{at}") for result, at in section.results)
        inside.append(listed("ul", links, class_="inside"))
    inside += [article(result, at, setting) for result, at in section.results]
    return element("section", *inside, id=place, class_="topic", aria_labelledby=f"{place}-title")


def _method(report: Report) -> str:
    facts = element("dl", *map(_fact, report.method), class_="method")
    return element("section", element("h2", "Method"), facts, id="method", class_="page method")


def _fact(fact: Fact) -> str:
    note = words("small", fact.note) if fact.note else ""
    return element("div", words("dt", fact.label), element("dd", words("span", fact.value), note))


def _foot(report: Report) -> str:
    lines = {"Cite as": report.citation, "Licence": report.licence, "Made from the data with digest": report.data}
    said = (element("p", f"{name}: ", words("span", text)) for name, text in lines.items() if text)
    return element("footer", *said)
