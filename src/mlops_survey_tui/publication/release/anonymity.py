"""The anonymity report in plain words, for readers of the data.

It is made from ``anonymity.json``: ``people``, ``blocks`` (each with ``id``, ``title``, ``rows``, ``limits``,
``levels`` by key in words, ``suppressed``, ``share``, ``before`` and ``after`` with k, highest, average and uniques,
``diversity`` by sensitive question, ``lost`` by key), ``withheld`` and ``aggregated`` (reasons by question), ``folded``
(options that became ``other``, by question). What is not there is not told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..codebook.forms.markdown import code, plain
from .contents import Contents

_MEANINGS = (
    "**k** is the least number of rows that look the same to somebody who knows all keys of a person. A risk is one by "
    "that number: the chance of picking the right row among those that fit, if one knows that the person took part.",
    "**Unique** is a row that no other row shares its keys with. There is none after the work.",
    "**Different answers** (distinct l) is the least number of different answers to a sensitive question among rows "
    "that look the same: with one, knowing who is meant would tell the answer. **t** is how far such a group's answers "
    "are from those of all, from 0 to 1.",
    "**Lost** is the share of what a key could tell (its entropy) that making it coarser took.",
)
_MEASURES = (
    ("k", "k", "{:.0f}"),
    ("highest", "highest risk", "{:.3f}"),
    ("average", "average risk", "{:.3f}"),
    ("uniques", "unique rows", "{:.0f}"),
)
_GONE = "any"
"""The last level of every ladder, at which a key tells nothing and is left out."""
_KINDS = (
    ("aggregated", "Published as counts only"),
    ("withheld", "Not published"),
    ("folded", "Options that became `other`, because too few people ticked them, alone or together with another"),
)


def anonymity(contents: Contents) -> str:
    """Return the report as Markdown."""
    return "\n".join(_lines(contents.anonymity, contents.codebook.edition)) + "\n"


def _lines(report: Mapping[str, Any], edition: str) -> Iterator[str]:
    yield f"# Anonymity report, edition {plain(edition)}\n"
    yield "What was done before publication so that nobody is recognized in the data, and what it cost. First whole"
    yield "facts about people were made coarser, then what was still rare was removed; `suppressed` stands"
    yield "in its place. Each block has random ids and an order of rows of its own, so that blocks cannot be joined.\n"
    if "people" in report:
        yield f"{_number(report['people'])} people are in the release.\n"
    yield "## How to read the figures\n"
    yield from (f"* {text}" for text in _MEANINGS)
    yield from _overview(report.get("blocks") or ())
    for block in report.get("blocks") or ():
        yield from _block(block)
    for name, title in _KINDS:
        yield from _reasons(title, report.get(name) or {})


def _overview(blocks: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield a line for each block that has keys: how recognizable people were, and what was done."""
    measured = [block for block in blocks if block.get("after")]
    if measured:
        yield "\n## At a glance\n\n| Block | Rows | Unique before | k before | k after | Suppressed | Keys left out |"
        yield "| --- | ---: | ---: | ---: | ---: | ---: | --- |"
    for block in measured:
        before, after = block.get("before") or {}, block["after"]
        gone = ", ".join(code(str(key)) for key, level in (block.get("levels") or {}).items() if level == _GONE)
        figures = (block.get("rows", ""), before.get("uniques", ""), before.get("k", ""), after.get("k", ""))
        cells = " | ".join(_number(figure) for figure in figures)
        share = f"{block['share']:.2%}" if "share" in block else ""
        yield f"| {code(str(block['id']))} | {cells} | {share} | {gone} |"


def _block(block: Mapping[str, Any]) -> Iterator[str]:
    yield f"\n## {plain(str(block.get('title') or block['id']))}\n"
    rows = f", {_number(block['rows'])} rows" if "rows" in block else ""
    yield f"Block {code(str(block['id']))}{rows}.\n"
    yield from _keys(block)
    yield from _suppressed(block)
    yield from _risks(block)
    yield from _diversity(block)


def _keys(block: Mapping[str, Any]) -> Iterator[str]:
    levels, lost = block.get("levels") or {}, block.get("lost") or {}
    if not levels:
        yield "No key: these rows say nothing about the person beside the answers themselves.\n"
        return
    yield "| Key | Published as | Lost |\n| --- | --- | ---: |"
    for key, level in levels.items():
        share = f"{lost[key]:.0%}" if key in lost else ""
        yield f"| {code(str(key))} | {_level(str(level))} | {share} |"
    yield ""


def _level(level: str) -> str:
    return "left out" if level == _GONE else plain(level or "given")


def _suppressed(block: Mapping[str, Any]) -> Iterator[str]:
    if "suppressed" not in block:
        return
    allowed = (block.get("limits") or {}).get("suppressed")
    limit = f" The limit is {allowed:.1%}." if allowed is not None else ""
    share = f", {block['share']:.2%} of all cells of keys" if "share" in block else ""
    yield f"Suppressed: {_number(block['suppressed'])} cells{share}.{limit}\n"


def _risks(block: Mapping[str, Any]) -> Iterator[str]:
    before, after, limits = (block.get(name) or {} for name in ("before", "after", "limits"))
    if not after:
        return
    bounds = {
        "k": limits.get("k"),
        "highest": limits.get("highest_risk"),
        "average": limits.get("average_risk"),
        "uniques": 0,
    }
    yield "| | Before | After | Limit |\n| --- | ---: | ---: | ---: |"
    for name, words, form in _MEASURES:
        cells = (form.format(value[name]) if name in value else "" for value in (before, after))
        bound = form.format(bounds[name]) if bounds[name] is not None else ""
        yield f"| {words} | {' | '.join(cells)} | {bound} |"
    yield ""


def _diversity(block: Mapping[str, Any]) -> Iterator[str]:
    measures = block.get("diversity") or {}
    if measures:
        yield "| Sensitive question | Different answers, at least | entropy l | t |\n| --- | ---: | ---: | ---: |"
    for question, found in measures.items():
        t = max(found.get("t_equal", 0.0), found.get("t_ordered", 0.0))
        yield f"| {code(str(question))} | {found.get('distinct', '')} | {found.get('entropy', 0.0):.2f} | {t:.2f} |"


def _reasons(title: str, reasons: Mapping[str, Any]) -> Iterator[str]:
    if reasons:
        yield f"\n## {title}\n"
    for name, reason in reasons.items():
        words = ", ".join(map(str, reason)) if isinstance(reason, list | tuple) else str(reason)
        yield f"* {code(str(name))}: {plain(words)}"


def _number(number: object) -> str:
    return f"{number:,}".replace(",", "\N{NARROW NO-BREAK SPACE}") if isinstance(number, int) else str(number)
