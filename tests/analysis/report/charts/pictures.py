"""Reading drawn charts back: where their words stand by the widths that the program reckons with, and their shapes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree

from mlops_survey_tui.analysis.report.charts.drawing import Drawing
from mlops_survey_tui.analysis.report.charts.lettering import SIZE, SMALL, room


@dataclass(frozen=True, slots=True)
class Words:
    """A text of a chart and the room it takes."""

    text: str
    style: str
    left: float
    top: float
    right: float
    bottom: float


def tree_of(drawn: Drawing) -> ElementTree.Element:
    """Return the picture as XML, which it must be to be kept as a file too."""
    return ElementTree.fromstring(drawn.svg)


def shapes(drawn: Drawing, name: str, style: str) -> list[dict[str, float]]:
    """Return the numbers of the shapes of a kind and class."""
    found = [one for one in tree_of(drawn).iter(name) if one.get("class") == style]
    return [{key: float(value) for key, value in one.attrib.items() if key != "class"} for one in found]


def size(drawn: Drawing) -> tuple[float, float]:
    """Return width and height."""
    tree = tree_of(drawn)
    return float(tree.attrib["width"]), float(tree.attrib["height"])


def words(drawn: Drawing) -> list[Words]:
    """Return the texts of a chart."""
    return [_placed(one) for one in tree_of(drawn).iter("text") if _said(one).strip()]


def _said(one: ElementTree.Element) -> str:
    return (one.text or "") + "".join(child.tail or "" for child in one)


def _placed(one: ElementTree.Element) -> Words:
    style, text = one.attrib["class"], _said(one)
    letters = SIZE if "label" in style else SMALL
    long = room(text, letters, "strong" in style)
    x, y = float(one.attrib["x"]), float(one.attrib["y"])
    start = {"start": 0.0, "middle": long / 2, "end": long}[one.get("text-anchor", "start")]
    if "transform" in one.attrib:
        return Words(text, style, x - letters * 0.8, y - long + start, x + letters * 0.2, y + start)
    return Words(text, style, x - start, y - letters * 0.8, x - start + long, y + letters * 0.2)


def overlapping(drawn: Drawing) -> list[tuple[str, str]]:
    """Return the pairs of texts that would lie over one another."""
    return [
        (one.text, other.text)
        for one, other in combinations(words(drawn), 2)
        if min(one.right, other.right) - max(one.left, other.left) > 0.5
        and min(one.bottom, other.bottom) - max(one.top, other.top) > 0.5
    ]


def outside(drawn: Drawing) -> list[str]:
    """Return the texts that reach out of the picture."""
    wide, high = size(drawn)
    return [
        one.text
        for one in words(drawn)
        if one.left < -1 or one.right > wide + 1 or one.top < -1 or one.bottom > high + 1
    ]
