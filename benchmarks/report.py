"""Results as lines on the terminal, and as tables of the documentation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from .measured import Result

_TITLES = {
    "maxdiff": "Best-worst analysis",
    "publication": "Publishing and reporting",
}
"""Titles of groups whose name alone does not say what they are."""

_FIGURES = {
    "median": "median",
    "high": "95th percentile",
    "cpu_ms": "CPU ms",
    "peak_mb": "peak MB",
    "wall_s": "seconds by the clock",
    "p99_ms": "99th percentile ms",
}
"""Titles of figures; others are called as they are, without their underscores."""

_OUTCOMES = {True: "met", False: "**missed**", None: "not measured"}


def title_of(group: str) -> str:
    """Return the title of a group."""
    return _TITLES.get(group, group.replace("_", " ").capitalize())


def _title_of_figure(name: str) -> str:
    return _FIGURES.get(name, name.replace("_", " "))


def tables(document: Mapping[str, Any], plots: Mapping[str, str]) -> str:
    """Return the results as tables in Markdown, each below its plot; ``plots`` has the places of the plots by group."""
    groups = document["groups"]
    parts = list(_goals(groups))
    for name, group in groups.items():
        parts += ["", f"### {title_of(name)}", "", _circumstances(group)]
        if name in plots:
            parts += ["", f"![{title_of(name)}: the figures of the table below]({plots[name]})"]
        parts += _table(group["results"])
    return "\n".join(parts)


def _circumstances(group: Mapping[str, Any]) -> str:
    packages = ", ".join(f"{name} {number}" for name, number in group["packages"].items())
    return f"{group['date']}, {group['machine']}, Python {group['python']}, {group['runs']} rounds; {packages}."


def _goals(groups: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Yield how many goals are met, and a table of all of them."""
    listed = [(name, row, one) for name, group in groups.items() for row in group["results"] for one in row["verdicts"]]
    if not listed:
        return
    met = sum(bool(one["met"]) for _, _, one in listed)
    yield from (f"**{met} of {len(listed)} goals met.**", "", _row(["Group", "What", "goal", "measured", ""]))
    yield _row(["---"] * 5)
    for name, row, one in listed:
        yield _row([title_of(name), row["name"], _goal(one["goal"]), _value(one), _OUTCOMES[one["met"]]])


def _table(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    extras = list(dict.fromkeys(name for row in rows for name in row["extra"]))
    compared = [key for key in ("peer", "floor") if any(row[key] for row in rows)]
    titles = [
        "What",
        "median",
        "95th percentile",
        *map(_title_of_figure, extras),
        *(f"beside a {one}" for one in compared),
    ]
    yield from ("", _row(titles), _row(["---"] * len(titles)))
    for row in rows:
        figures = [_figure(row["extra"].get(name)) for name in extras]
        ratios = [_compared(row, key) for key in compared]
        yield _row([row["name"], f"{_figure(row['median'])} {row['unit']}", _figure(row["high"]), *figures, *ratios])


def _compared(row: Mapping[str, Any], key: str) -> str:
    ratio = row["ratio" if key == "peer" else "floor_ratio"]
    return f"{_ratio(ratio)} × {row[key]}" if ratio is not None else ""


def _goal(goal: Mapping[str, Any]) -> str:
    """Return a goal in words."""
    figure = "" if goal["figure"] == "median" else f"{_title_of_figure(goal['figure'])} "
    others = " or ".join(goal["beside"])
    return f"{figure}{'≥' if goal['least'] else '≤'} {goal['bound']:g}{f' × {others}' if others else ''}"


def _value(verdict: Mapping[str, Any]) -> str:
    if verdict["value"] is None:
        return ""
    return f"{_ratio(verdict['value'])} ×" if verdict["goal"]["beside"] else _figure(verdict["value"])


def _row(cells: Sequence[str]) -> str:
    return "|" + "|".join(f" {cell} " if cell else " " for cell in cells) + "|"


def _figure(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 1 or not value else f"{value:.2g}"


def _ratio(value: float) -> str:
    return f"{value:.2f}" if value >= 0.1 else f"{value:.2g}"


def lines(results: Sequence[Result]) -> Iterator[str]:
    """Yield the results as lines for the terminal, each with its goals below it."""
    width = max(len(result.name) for result in results)
    for result in results:
        row = asdict(result)
        extra = "  ".join(f"{_title_of_figure(name)} {_figure(value)}" for name, value in result.extra.items())
        ratios = "  ".join(filter(None, (_compared(row, "peer"), _compared(row, "floor"))))
        spread = f"{_figure(result.median):>8} {result.unit:<10} 95 %: {_figure(result.high):>8}"
        yield f"{result.name:<{width}}  {spread}  {extra:<28}  {ratios}".rstrip()
        for one in row["verdicts"]:
            found = " ".join(filter(None, (_value(one), _OUTCOMES[one["met"]].strip("*"))))
            yield f"    goal {_goal(one['goal'])}: {found}"
