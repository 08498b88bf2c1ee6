"""The codebook says the same in every form, and text of authors is text in each of them."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from markdown_it import MarkdownIt

from mlops_survey_tui.publication.codebook.forms import FORMS
from mlops_survey_tui.publication.codebook.forms.ddi import NAMESPACE, ddi
from mlops_survey_tui.publication.codebook.forms.html import html
from mlops_survey_tui.publication.codebook.forms.markdown import markdown
from mlops_survey_tui.publication.codebook.model import Codebook
from mlops_survey_tui.publication.release.writing import write_release

from .ddi_order import ATTRIBUTES, ORDER, VALUES
from .made import HOSTILE, made


@pytest.fixture(scope="module")
def codebook(tmp_path_factory: pytest.TempPathFactory) -> Codebook:
    return write_release(made(40), tmp_path_factory.mktemp("releases") / "2026")


class _Page(HTMLParser):
    """Reads a page strictly: what is opened is closed in order, ids are there once."""

    VOID = {"meta", "br", "wbr"}

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in self.VOID:
            self.open.append(tag)
        for name, value in attrs:
            self.attributes.append((name, value or ""))
            if name == "id":
                self.ids.append(value or "")
            if name == "href":
                self.targets.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.fixture(scope="module")
def page(codebook: Codebook) -> _Page:
    page = _Page()
    page.feed(html(codebook))
    page.close()
    return page


def test_the_page_is_well_formed_and_its_links_lead_somewhere(page: _Page) -> None:
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    assert {target.removeprefix("#") for target in page.targets} <= set(page.ids)


def test_the_page_needs_nothing_from_elsewhere_and_runs_nothing(page: _Page, codebook: Codebook) -> None:
    assert not page.tags & {"script", "img", "link", "iframe", "object", "embed", "form", "base", "b", "i"}
    assert not any(name.startswith("on") or name in ("src", "srcset") for name, _ in page.attributes)
    assert all(target.startswith("#") for target in page.targets)
    text = html(codebook)
    assert "http://" not in text
    assert "https://" not in text
    assert "url(" not in text
    assert "@import" not in text
    assert "default-src 'none'" in text


def test_hostile_text_is_text_on_the_page(page: _Page) -> None:
    told = "".join(page.texts)
    assert HOSTILE[0] in told
    assert "\0" not in told
    assert "\u202e" not in told
    assert "‹U+202E›" in told


def test_the_page_shows_every_question_wording_code_and_column(page: _Page, codebook: Codebook) -> None:
    told = " ".join("".join(page.texts).split())
    for question in codebook.questions:
        assert f"q-{question.id}" in page.ids
        assert all(" ".join(wording.split()) in told for wording in question.wordings)
    for table in codebook.tables():
        assert all(column.name in told for column in table.columns)
    assert "Simulated data" in told
    assert "answered 120, skipped 7" in told


def test_the_page_is_for_eyes_in_light_dark_and_print_and_for_readers_aloud(codebook: Codebook) -> None:
    text = html(codebook)
    for sign in (
        "prefers-color-scheme: dark",
        "@media print",
        'lang="en"',
        '<nav aria-label="Contents">',
        'class="skip"',
        "width=device-width",
    ):
        assert sign in text
    assert text.count("<h1") == 1


def test_markdown_keeps_hostile_text_as_text(codebook: Codebook) -> None:
    rendered = MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown(codebook))
    page = _Page()
    page.VOID = {"hr", "br"}
    page.feed(rendered)
    assert page.open == []
    assert not page.tags & {"script", "b", "i", "a", "img"}
    assert HOSTILE[0] in "".join(page.texts)
    assert page.tags >= {"table", "h1", "h2", "h3", "blockquote", "ul"}


def test_tables_of_markdown_have_as_many_cells_as_their_heads(codebook: Codebook) -> None:
    width = 0
    for line in markdown(codebook).splitlines():
        cells = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0
        assert not cells or not width or cells == width, line
        width = cells


@pytest.fixture(scope="module")
def root(codebook: Codebook) -> Element:
    return ElementTree.fromstring(ddi(codebook, "2026-09-01", "2026-11-01").encode())


def _name(element: Element) -> str:
    return element.tag.removeprefix(f"{{{NAMESPACE}}}")


def test_elements_of_ddi_stand_in_the_order_of_the_schema(root: Element) -> None:
    for parent in root.iter():
        children = [_name(child) for child in parent]
        if children:
            order = ORDER[_name(parent)].split()
            assert children == sorted(children, key=order.index), _name(parent)


def test_attributes_of_ddi_are_those_of_the_schema(root: Element) -> None:
    for element in root.iter():
        for attribute, value in element.attrib.items():
            name = attribute.rsplit("}", 1)[-1]
            assert name in ATTRIBUTES[_name(element)]
            assert value in VALUES.get((_name(element), name), {value})


def test_ids_of_ddi_are_unique_names_and_references_lead_to_them(root: Element) -> None:
    ids = [element.attrib["ID"] for element in root.iter() if "ID" in element.attrib]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", id_) for id_ in ids)
    references = {
        one
        for element in root.iter()
        for name in ("files", "fileid", "var")
        for one in element.attrib.get(name, "").split()
    }
    assert references <= set(ids)


def test_ddi_describes_every_column_with_its_codes(root: Element, codebook: Codebook) -> None:
    space = {"d": NAMESPACE}
    variables = root.findall("d:dataDscr/d:var", space)
    columns = [column for table in codebook.tables() for column in table.columns]
    assert [variable.attrib["name"] for variable in variables] == [column.name for column in columns]
    for variable, column in zip(variables, columns, strict=True):
        codes = [element.text for element in variable.findall("d:catgry/d:catValu", space)]
        missing = [element.attrib.get("missing") == "Y" for element in variable.findall("d:catgry", space)]
        assert codes == [value.code for value in column.values]
        assert missing == [value.missing for value in column.values]
    satisfaction = next(variable for variable in variables if variable.attrib["name"] == "satisfaction")
    assert [element.text for element in satisfaction.findall("d:qstn/d:qstnLit", space)] == [
        HOSTILE[0],
        "Another wording",
    ]
    assert satisfaction.findtext("d:universe", namespaces=space) == "Everybody"
    weight = next(variable for variable in variables if variable.attrib["name"] == "weight")
    assert weight.attrib["wgt"] == "wgt"


def test_no_form_tells_a_small_count(tmp_path: Path) -> None:
    contents = made(0)
    contents.connection.execute(
        "INSERT INTO challenges SELECT i, CASE WHEN i < 3 THEN 'none' ELSE 'answered' END FROM range(90) t(i)"
    )
    codebook = write_release(contents, tmp_path / "r")
    for path in FORMS:
        text = (tmp_path / "r" / path).read_text("utf-8")
        assert re.search(r"\b87\b", text), path
        assert not re.search(r'count": [1-4]\b', text)
    root = ElementTree.fromstring(ddi(codebook).encode())
    assert {element.text for element in root.iter(f"{{{NAMESPACE}}}catStat")} == {"87"}


def test_the_codebook_reads_back(codebook: Codebook) -> None:
    assert Codebook.from_json(codebook.to_json()) == codebook
