"""The graph holds everything and what depends on what; each drawing is sound, complete and safe."""

from __future__ import annotations

import re
import subprocess
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from shutil import which
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from mlops_survey_tui.cli import app
from mlops_survey_tui.proof.graph.building import graph_of
from mlops_survey_tui.proof.graph.drawers import DRAWERS
from mlops_survey_tui.proof.graph.drawers.html import draw_html
from mlops_survey_tui.proof.graph.layout import layout_of
from mlops_survey_tui.proof.graph.model import Graph, Mark
from mlops_survey_tui.questionnaire.model import Questionnaire
from tests.interview.surveys import shipped, survey

NAMES = ("2026", "examples/coffee", "examples/workshop")
HOSTILE = survey(
    """
    sections:
      - id: all
        title: "</script><b>&amp;\\"'|`"
        questions:
          - {id: a, kind: single, text: "</style><script>alert(1)</script> \\"x\\" [y] (z) {{w}}", sensitivity: none,
             options: [{id: o, label: "-->"}]}
          - {id: b, kind: text, text: "Why <i>{a|]]>}</i>?", when: "a == 'o'", sensitivity: none}
    """
)


def _ends(graph: Graph, kind: str) -> set[tuple[str, str]]:
    return {(edge.source, edge.target) for edge in graph.edges if edge.kind == kind}


@pytest.mark.parametrize("name", NAMES)
def test_everything_stands_in_the_graph_and_every_edge_has_two_ends(name: str) -> None:
    questionnaire = shipped(name)
    graph = graph_of(questionnaire)
    ids = {node.id for node in graph.nodes}
    assert len(ids) == len(graph.nodes)
    assert {f"question:{question.id}" for question in questionnaire.questions} <= ids
    assert {f"section:{section.id}" for section in questionnaire.sections} <= ids
    assert {f"draw:{draw.id}" for draw in questionnaire.draws} <= ids
    assert all(edge.source in ids and edge.target in ids for edge in graph.edges)


def test_edges_say_what_depends_on_what() -> None:
    graph = graph_of(shipped("2026"))
    pairs = {(edge.source, edge.target) for edge in graph.dependencies}
    assert ("question:ml_status", "definition:path_a") in pairs
    assert ("definition:path_a", "section:portfolio") in pairs
    assert any(source == "draw:rated_tools" for source, _ in pairs)


@pytest.mark.parametrize("form", sorted(DRAWERS))
@pytest.mark.parametrize("name", NAMES)
def test_every_drawing_names_every_question(form: str, name: str) -> None:
    questionnaire = shipped(name)
    text = DRAWERS[form](graph_of(questionnaire))
    assert [question.id for question in questionnaire.questions if question.id not in text] == []
    assert text == DRAWERS[form](graph_of(questionnaire))


@pytest.mark.parametrize("questionnaire", [shipped("2026"), shipped("examples/workshop"), HOSTILE])
def test_no_two_cards_of_the_picture_overlap_and_all_lies_within_it(questionnaire: Questionnaire) -> None:
    layout = layout_of(graph_of(questionnaire))
    boxes = [(box.y, box.y + box.height) for box in layout.boxes]
    assert all(first[1] <= second[0] + 0.01 for first, second in pairwise(sorted(boxes)))
    assert all(top >= 0 and bottom <= layout.height for top, bottom in boxes)
    assert all(box.x >= 0 and box.x + box.width <= layout.width for box in layout.boxes)
    assert all(card.x + card.width < lane.x <= layout.width for card in layout.cards for lane in layout.lanes)
    for box in layout.boxes:
        assert all(box.y <= line.y <= box.y + box.height and box.x <= line.x for line in box.lines)
    ElementTree.fromstring(DRAWERS["svg"](graph_of(questionnaire)))


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag, and where it leads."""
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in ("src", "href") and value]


def test_what_authors_write_is_never_obeyed() -> None:
    graph = graph_of(HOSTILE)
    page = _Elements()
    page.feed(draw_html(graph))
    plain = _Elements()
    plain.feed(draw_html(graph_of(shipped("examples/coffee"))))
    assert page.tags.count("script") == plain.tags.count("script")
    assert "b" not in page.tags
    assert all(link.startswith("#") for link in page.links)
    ElementTree.fromstring(DRAWERS["svg"](graph))
    assert "alert(1)</script>" not in DRAWERS["svg"](graph)


@pytest.mark.parametrize("questionnaire", [shipped("2026"), HOSTILE])
def test_dot_is_balanced_and_every_line_of_mermaid_is_of_a_known_form(questionnaire: Questionnaire) -> None:
    dot = re.sub(r'"(?:[^"\\]|\\.)*"', "", DRAWERS["dot"](graph_of(questionnaire)))
    assert dot.count("{") == dot.count("}")
    assert dot.count("[") == dot.count("]")
    assert '"' not in dot
    mermaid = DRAWERS["mermaid"](graph_of(questionnaire))
    quoted = re.sub(r'"[^"\n]*"', "", mermaid)
    assert '"' not in quoted
    assert not re.search(r"<(?!-|/?br)", quoted)
    assert mermaid.count("subgraph") == len(re.findall(r"^\s*end$", mermaid, re.MULTILINE))


def test_marks_show_in_the_page() -> None:
    page = draw_html(graph_of(shipped("examples/coffee")), {"question:cups": Mark("missed", "0 of 7", ("a note",))})
    assert "0 of 7" in page
    assert "a note" in page


@pytest.mark.parametrize("form", sorted(DRAWERS))
def test_the_command_writes_each_form(form: str, tmp_path: Path) -> None:
    out = tmp_path / "graph"
    command = ["graph", "questions/examples/workshop", "--format", form]
    assert CliRunner().invoke(app, [*command, "--out", str(out)]).exit_code == 0
    assert CliRunner().invoke(app, command).stdout == out.read_text(encoding="utf-8")


@pytest.mark.browser
def test_the_page_works_in_a_browser(tmp_path: Path) -> None:
    """The script of the page runs, and finds every question."""
    browser = which("chromium") or which("chromium-browser")
    if browser is None:
        pytest.skip("Chromium is not installed")
    page = tmp_path / "graph.html"
    page.write_text(draw_html(graph_of(shipped("2026"))), encoding="utf-8")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
    flags += ["--disable-background-networking", "--disable-component-update", f"--user-data-dir={tmp_path / 'user'}"]
    done = subprocess.run(
        [browser, *flags, "--enable-logging=stderr", "--dump-dom", page.as_uri()],
        capture_output=True, text=True, timeout=90, check=True,
    )  # fmt: skip
    assert "Uncaught" not in done.stderr
    assert all(question.id in done.stdout for question in shipped("2026").questions)
