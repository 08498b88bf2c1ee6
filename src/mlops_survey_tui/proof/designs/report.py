"""The balance of a design in words and as data."""

from __future__ import annotations

from typing import Any

from .balance import Balance


def report_lines(balance: Balance) -> list[str]:
    """Return a table: each figure, the least that is possible, and what was counted."""
    width = max(len(figure.name) for figure in balance.figures)
    lines = [size_line(balance), f"{'':<{width}} {'figure':>8} {'bound':>8}"]
    for figure in balance.figures:
        lines.append(f"{figure.name:<{width}} {figure.value:>8.3g} {figure.bound:>8.3g}   {figure.about}")
    return lines


def size_line(balance: Balance) -> str:
    """Return the size of a design in a line."""
    sets, per_set = (" to ".join(map(str, numbers)) for numbers in (balance.sets, balance.per_set))
    versions = "1 version" if balance.versions == 1 else f"{balance.versions} versions"
    return f"{balance.items} items, {per_set} in each of {sets} sets, {versions}"


def report_data(balance: Balance) -> dict[str, Any]:
    """Return the same as data that JSON can hold; each figure by its name with underscores."""
    figures = {
        figure.name.replace(" ", "_"): {
            "value": round(figure.value, 6), "bound": round(figure.bound, 6), "about": figure.about,
        }
        for figure in balance.figures
    }  # fmt: skip
    return {
        "items": balance.items,
        "per_set": list(balance.per_set),
        "sets": list(balance.sets),
        "versions": balance.versions,
        "figures": figures,
    }
