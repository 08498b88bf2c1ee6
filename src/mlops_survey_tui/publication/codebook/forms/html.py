"""The codebook as one HTML page that needs nothing from elsewhere and runs no script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from ..model import AskedQuestion, Codebook
from ..numbers import reasons, words_of
from . import outline
from .html_tables import groups, head, number_in_stata, other_columns, safe

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = Path(__file__).parent / "style.css"


def html(codebook: Codebook) -> str:
    """Return the codebook as a page: tables, reasons for missing answers, then each question as it was fielded."""
    return "\n".join(_lines(codebook)) + "\n"


def _lines(codebook: Codebook) -> Iterator[str]:
    title = safe(f"Codebook: {outline.heading(codebook)}")
    yield '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title><style>\n{_STYLE.read_text('utf-8')}</style></head><body>"
    yield '<a class="skip" href="#top">Skip the contents</a><div class="page">'
    yield from _contents(codebook)
    yield f'<main id="top"><h1>{title}</h1>'
    if codebook.simulated:
        yield f'<p class="banner" role="note">{outline.SIMULATED}</p>'
    yield from _about(codebook)
    yield from _tables(codebook)
    yield from _missing(codebook)
    reason = reasons(codebook)
    for section, questions in outline.sections(codebook):
        module = ' <span class="soft">(module, asked of a random part)</span>' if section.module else ""
        yield f'<h2 id="s-{safe(section.id)}">{safe(section.title)}{module}</h2>'
        for question in questions:
            yield from _question(codebook, question, reason)
    yield "</main></div></body></html>"


def _contents(codebook: Codebook) -> Iterator[str]:
    yield '<nav aria-label="Contents"><h2>Contents</h2><ul><li><a href="#tables">Tables</a></li>'
    yield '<li><a href="#missing">Why an answer can be missing</a></li>'
    for section, questions in outline.sections(codebook):
        yield f'<li><details><summary><a href="#s-{safe(section.id)}">{safe(section.title)}</a></summary><ul>'
        yield from (f'<li><a href="#q-{safe(one.id)}">{safe(one.id)}</a></li>' for one in questions)
        yield "</ul></details></li>"
    yield "</ul></nav>"


def _about(codebook: Codebook) -> Iterator[str]:
    yield '<dl class="facts">'
    for name, text in (
        ("Questionnaire", f"{codebook.questionnaire} {codebook.version}"),
        ("Hash of its files", codebook.hash),
        ("Licence of the data", codebook.licence),
        ("Cite as", codebook.citation),
    ):
        if text:
            yield f"<dt>{name}</dt><dd>{safe(text)}</dd>"
    yield f'</dl><p class="soft">{outline.FEWER_EXPLAINED} {outline.SHORT_EXPLAINED}</p>'


def _tables(codebook: Codebook) -> Iterator[str]:
    yield f'<h2 id="tables">Tables</h2><p>{outline.UNLINKABLE}</p>'
    heads = ("Block", ""), ("Table", ""), ("Rows", "n"), ("Columns", "n"), ("Form", ""), ("Keys", "")
    yield from head(*heads)
    for block in codebook.blocks:
        least = f", at least {block.limit} rows alike" if block.limit else ""
        keys = f"{', '.join(f'<code>{safe(key)}</code>' for key in block.keys)}{least}" if block.keys else ""
        note = f'<br><span class="soft">{safe(block.note)}</span>' if block.note else ""
        for place, table in enumerate(block.tables):
            first = f'<tr id="b-{safe(block.id)}"><td>{safe(block.title)}{note}</td>' if place == 0 else "<tr><td></td>"
            yield f'{first}<td><code>{safe(table.file)}</code></td><td class="n">{outline.count(table.rows, 0)}</td>'
            form = outline.FORMS_IN_WORDS.get(table.form, "")
            yield f'<td class="n">{len(table.columns)}</td><td>{form}</td><td>{keys}</td></tr>'
    yield "</tbody></table></div><h3>Columns that are no answers</h3>"
    for table in codebook.tables():
        yield from other_columns(table, outline.apart(codebook, table))


def _missing(codebook: Codebook) -> Iterator[str]:
    yield '<h2 id="missing">Why an answer can be missing</h2><p>These are never merged. The numbers stand for them in '
    yield "the files for SPSS and Stata.</p>"
    yield from head(("Code", ""), ("Meaning", ""), ("SPSS", "n"), ("Stata", "n"))
    words = words_of(codebook)
    for code, number in reasons(codebook).items():
        yield f"<tr><td><code>{safe(code)}</code></td><td>{safe(words[code])}</td>"
        yield f'<td class="n">{number}</td><td class="n">{number_in_stata(number)}</td></tr>'
    yield "</tbody></table></div>"


def _question(codebook: Codebook, question: AskedQuestion, reason: Mapping[str, int]) -> Iterator[str]:
    kind = outline.KINDS.get(question.kind, safe(question.kind))
    yield f'<article id="q-{safe(question.id)}"><span class="kind">{kind}</span><h3>{safe(question.id)}</h3>'
    yield from (f'<p class="wording">{safe(wording, lines=True)}</p>' for wording in question.wordings)
    if len(question.wordings) > 1:
        yield '<p class="soft">Chance or earlier answers chose between these wordings.</p>'
    if question.help:
        yield f'<p class="soft">{safe(question.help, lines=True)}</p>'
    yield '<dl class="facts">'
    if question.asked:
        yield f"<dt>Asked</dt><dd>{safe(question.asked)}</dd>"
    if question.statuses:
        told = (f"{safe(name)} {outline.count(number, number)}" for name, number in question.statuses.items())
        yield f"<dt>Respondents</dt><dd>{', '.join(told)}</dd>"
    yield "<dt>Published</dt>"
    place = (
        f'in block <a href="#b-{safe(question.block)}">{safe(question.block)}</a>' if question.block else "in no block"
    )
    yield f"<dd>{place}{f'; {safe(question.note)}' if question.note else ''}</dd></dl>"
    yield from groups(outline.groups(codebook, question), question, reason)
    yield "</article>"
