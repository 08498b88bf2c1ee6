"""The page on the architecture names files that are there, and its picture shows the house as it is."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

from mlops_survey_tui.analysis.report.pages.palette import DARK, LIGHT, contrast

from . import house
from .house_picture import PATH, picture
from .markdown import PROJECT

PAGE = PROJECT / "ARCHITECTURE.md"
SVG = "{http://www.w3.org/2000/svg}"
_NAMED = re.compile(r"`((?:src|questions|tests)/[a-z0-9_./]+)`")


def _named() -> list[str]:
    return _NAMED.findall(PAGE.read_text(encoding="utf-8"))


def test_every_file_named_is_there() -> None:
    assert [name for name in _named() if not (PROJECT / name).exists()] == []


def test_on_the_way_of_an_answer_each_file_is_named_once() -> None:
    text = PAGE.read_text(encoding="utf-8")
    way = text[text.index("## One answer") : text.index("## Where do I add")]
    assert [name for name, times in Counter(_NAMED.findall(way)).items() if times > 1] == []


def test_the_page_is_one_page() -> None:
    assert len(PAGE.read_text(encoding="utf-8").splitlines()) <= 80


def test_tables_named_on_the_page_are_in_the_files_named() -> None:
    text = PAGE.read_text(encoding="utf-8")
    found = re.findall(r"`([A-Z]{4,})` in (?:its `(__init__\.py)`|`(src/[^`]+)`)", text)
    rows = [line for line in text.splitlines() if re.search(r"`[A-Z]{4,}` in its", line)]
    for line in rows:
        folder = next(name for name in _NAMED.findall(line) if name.endswith("/"))
        (table,) = re.findall(r"`([A-Z]{4,})` in its", line)
        assert table in _defined(PROJECT / folder / "__init__.py"), line
    for table, _, file in found:
        assert not file or table in _defined(PROJECT / file), file


def _defined(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {
        node.target.id for node in tree.body if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }


def test_the_picture_shows_every_room_and_every_import_that_does_not_follow() -> None:
    shown = (PROJECT / PATH).read_text(encoding="utf-8")
    assert shown == picture()
    ground = {room.name for room in house.rooms() if room.layer is None}
    for room in house.rooms():
        assert f">{room.name}</text>" in shown
    for source, target in house.telling(house.imports()):
        assert (target in ground) != (f"{source} imports {target}</title>" in shown)


def test_the_picture_lies_on_a_card_of_its_own_whatever_the_page_behind_it() -> None:
    root = ElementTree.fromstring(picture())
    card = root.find(f"{SVG}rect")
    assert card is not None
    assert (card.get("class"), card.get("width"), card.get("height")) == (
        "paper",
        root.get("width"),
        root.get("height"),
    )
    style = root.findtext(f"{SVG}style") or ""
    for palette in (LIGHT, DARK):
        assert f"--paper:{palette['paper']}" in style
        for word in ("ink", "soft"):
            assert f"--{word}:{palette[word]}" in style
            assert min(contrast(palette[word], palette[behind]) for behind in ("paper", "surface")) >= 4.5


def test_arrows_that_are_left_out_follow_from_those_that_are_drawn() -> None:
    found = house.imports()
    drawn: dict[str, set[str]] = {name: set() for name in found}
    for source, target in house.telling(found):
        drawn[source].add(target)
    kept = {name: frozenset(targets) for name, targets in drawn.items()}
    for name in found:
        assert house.reached(kept, name) == house.reached(found, name)


def test_every_room_has_a_layer_or_imports_nothing_above_the_ground() -> None:
    layers = {room.name: room.layer for room in house.rooms()}
    for name, targets in house.imports().items():
        for target in targets:
            above, below = layers[name], layers[target]
            assert below is None or (above is not None and above < below), f"{name} imports {target}"


def test_the_imports_of_a_room_are_read_as_python_reads_them() -> None:
    found = house.imports()
    assert "sharing" in found["collector"]
    assert "questionnaire" in found["raffle"]
    assert "store" not in found["raffle"]
    assert not found["interview"] & {"store", "faces", "sharing"}
