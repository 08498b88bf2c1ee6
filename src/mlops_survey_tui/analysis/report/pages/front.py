"""What stands before the results: the warning, the bar with choices, the contents, and the summary."""

from __future__ import annotations

from ..charts.drawing import safe
from ..results import Finding, Report
from .markup import element, listed, words
from .outline import Outline

_SHORT = 28
"""Letters that a fact may have to stand among the key numbers."""
_THEMES = (("", "as the system"), ("light", "light"), ("dark", "dark"))
_INVENTED = "Every figure on this page comes from invented respondents. Nothing here says anything about anybody."
_VOLUNTEERS = "They are a volunteer sample: say “respondents” when you quote this, never “everybody”."


def described(found: Outline) -> str:
    """Return the report in one sentence, for who lists pages."""
    return f"{found.report.title}: {found.report.respondents:,} respondents, {len(found.results())} results."


def banner(report: Report) -> str:
    """Return the warning of simulated data, or nothing."""
    if not report.simulated:
        return ""
    said = element("strong", "SIMULATED DATA") + element("span", _INVENTED)
    return element("aside", said, class_="simulated", aria_label="Warning: simulated data")


def top(found: Outline) -> str:
    """Return the bar that stays in sight: the name of the report, and choices that need a script."""
    inside = [element("a", safe(found.report.title), href="#report", class_="name")]
    if groups := _all_groups(found):
        choice = element("select", _option("", "everybody"), groups, id="everywhere")
        inside.append(element("label", "Answers of ", choice, for_="everywhere", class_="needs-script"))
    theme = element("select", *(_option(value, label) for value, label in _THEMES), id="theme")
    inside.append(element("label", "Colours ", theme, for_="theme", class_="needs-script"))
    return element("div", *inside, class_="bar-top", role="region", aria_label="Settings")


def _option(value: str, label: str) -> str:
    return element("option", safe(label), value=value)


def _all_groups(found: Outline) -> str:
    """Return the groups of all filters of the report, each once."""
    facts: dict[tuple[str, str], dict[str, str]] = {}
    for result, _ in found.results():
        for one in result.filters:
            for group in one.groups:
                facts.setdefault((one.variable, one.label), {}).setdefault(group.code, group.label)
    return "".join(
        element("optgroup", *(_option(f"{variable}/{code}", label) for code, label in groups.items()), label=name)
        for (variable, name), groups in facts.items()
    )


def navigation(found: Outline) -> str:
    """Return the list of the sections of the page."""
    links = [("summary", "Summary"), *((section.place, section.topic.title) for section in found.sections)]
    links.append(("method", "Method"))
    entries = listed("ol", (words("a", title, href=f"#{place}") for place, title in links))
    return element("nav", entries, class_="contents", aria_label="Contents")


def first(report: Report) -> str:
    """Return the title and how the report is to be read."""
    compared = f" Changes are measured from {report.compared}." if report.compared else ""
    said = f"{report.respondents:,} respondents answered. {_VOLUNTEERS}{compared}"
    return element("header", words("h1", report.title), element("p", safe(said)), class_="first")


def summary(found: Outline) -> str:
    """Return key numbers, findings that lead to their figures, and what to know before quoting."""
    report = found.report
    findings = listed("ol", (_finding(finding, found) for finding in report.findings), class_="findings")
    caveats = listed("ul", map(safe, report.caveats))
    if caveats:
        caveats = element("div", element("h3", "Before you quote this"), caveats, class_="caveats")
    inside = (element("h2", "Summary"), _tiles(found), findings, caveats)
    return element("section", *inside, id="summary", class_="page")


def _finding(finding: Finding, found: Outline) -> str:
    place, said = found.place_of(finding.result), words("span", finding.sentence)
    if not place:
        return said
    return (
        f"{said} {element('a', 'See the figures', href=f'#{place}', aria_label=f'See the figures: {finding.sentence}')}"
    )


def _tiles(found: Outline) -> str:
    numbers = [("respondents", f"{found.report.respondents:,}"), ("results", f"{len(found.results()):,}")]
    numbers += [(fact.label, fact.value) for fact in found.report.method if len(fact.value) <= _SHORT][:3]
    tiles = (
        element(
            "div",
            element("dt", safe(label)),
            element("dd", safe(value), **({"class_": "long"} if len(value) > 9 else {})),
        )
        for label, value in numbers
    )
    return element("dl", *tiles, class_="tiles")
