"""The codebook as Markdown, for reading where no page is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ....faces.visible import visible
from ..model import AskedQuestion, Codebook
from ..numbers import numbers, reasons, words_of
from . import outline
from .html_tables import number_in_stata
from .outline import CODES, TICKS, Group

_MARKS = re.compile(r"([\\`*_{}\[\]<>|~#&!])")


def markdown(codebook: Codebook) -> str:
    """Return the codebook as Markdown: tables, reasons for missing answers, then each question as it was fielded."""
    return "\n".join(_lines(codebook)) + "\n"


def plain(text: str) -> str:
    """Return a text of authors on one line, in which nothing means anything to Markdown."""
    return _MARKS.sub(r"\\\1", visible(" ".join(text.split())))


def code(text: str) -> str:
    """Return an id as code."""
    return f"`{visible(text).replace('`', 'ˋ').replace('|', '¦')}`" if text else ""


def _lines(codebook: Codebook) -> Iterator[str]:
    yield f"# Codebook: {plain(outline.heading(codebook))}\n"
    if codebook.simulated:
        yield f"**{outline.SIMULATED}**\n"
    yield f"Questionnaire {code(codebook.questionnaire)} {plain(codebook.version)}, hash {code(codebook.hash)}. "
    yield f"Licence of the data: {plain(codebook.licence)}. {outline.FEWER_EXPLAINED}\n"
    yield from _tables(codebook)
    yield "## Why an answer can be missing\n\n| Code | Meaning | SPSS | Stata |\n| --- | --- | ---: | ---: |"
    words = words_of(codebook)
    for reason, number in reasons(codebook).items():
        yield f"| {code(reason)} | {plain(words[reason])} | {number} | {number_in_stata(number)} |"
    for section, questions in outline.sections(codebook):
        yield f"\n## {plain(section.title)}{' (module)' if section.module else ''}"
        for question in questions:
            yield from _question(codebook, question)


def _tables(codebook: Codebook) -> Iterator[str]:
    yield f"## Tables\n\n{outline.UNLINKABLE}\n\n| Block | Table | Rows | Columns | Form | Keys |"
    yield "| --- | --- | ---: | ---: | --- | --- |"
    for block in codebook.blocks:
        for table in block.tables:
            form = outline.FORMS_IN_WORDS.get(table.form, table.form)
            keys = ", ".join(map(code, block.keys))
            yield f"| {code(block.id)} | {code(table.file)} | {table.rows} | {len(table.columns)} | {form} | {keys} |"
    yield ""
    for table in codebook.tables():
        yield f"**{code(table.id)}**, columns that are no answers:\n"
        for column in outline.apart(codebook, table):
            values = ", ".join(f"{code(value.code)} {plain(value.label)}" for value in column.values)
            role = outline.ROLES.get(column.role, column.role)
            yield f"* {code(column.name)} ({role}): {plain(column.label)} {values}".rstrip()
        yield ""


def _question(codebook: Codebook, question: AskedQuestion) -> Iterator[str]:
    yield f"\n### {code(question.id)}\n"
    yield from (f"> {plain(wording)}\n" for wording in question.wordings)
    if question.help:
        yield f"{plain(question.help)}\n"
    place = f"block {code(question.block)}" if question.block else "no block"
    yield f"* Kind: {outline.KINDS.get(question.kind, plain(question.kind))}"
    if question.asked:
        yield f"* Asked: {plain(question.asked)}"
    if question.statuses:
        yield "* Respondents: " + ", ".join(
            f"{code(name)} {outline.count(number, number)}" for name, number in question.statuses.items()
        )
    yield f"* Published in {place}{f'; {plain(question.note)}' if question.note else ''}"
    reason = reasons(codebook)
    for group in outline.groups(codebook, question):
        yield from _group(group, question, reason)


def _group(group: Group, question: AskedQuestion, reason: Mapping[str, int]) -> Iterator[str]:
    level = f", as {plain(group.level)}" if group.level else ""
    if not group.home:
        yield f"* Also in {code(group.table.file)}{level}: {', '.join(code(column.name) for column in group.columns)}"
        return
    yield f"\nIn {code(group.table.file)}{level}:\n"
    if group.kind == CODES and len(group.columns) == 1:
        yield from _codes(group, reason)
    elif group.kind == CODES:
        yield from _grid(group, question)
    else:
        yield from _columns(group, question)


def _codes(group: Group, reason: Mapping[str, int]) -> Iterator[str]:
    column = group.columns[0]
    number = numbers(column, reason)
    yield f"| {code(column.name)} | Means | No. | Rows |\n| --- | --- | ---: | ---: |"
    for value in column.values:
        count = outline.count(value.count, group.table.rows)
        yield f"| {code(value.code)} | {plain(value.label)} | {number[value.code]} | {count} |"


def _grid(group: Group, question: AskedQuestion) -> Iterator[str]:
    values = group.columns[0].values
    yield "; ".join(f"{code(value.code)} {plain(value.label)}" for value in values) + "\n"
    yield f"| Column | About | {' | '.join(code(value.code) for value in values)} |"
    yield f"| --- | --- |{' ---: |' * len(values)}"
    for column in group.columns:
        counts = " | ".join(outline.count(value.count, group.table.rows) for value in column.values)
        yield f"| {code(column.name)} | {plain(outline.part_label(column, question))} | {counts} |"


def _columns(group: Group, question: AskedQuestion) -> Iterator[str]:
    ticks = group.kind == TICKS
    yield f"| Column | About | {'Ticked | of' if ticks else 'Rows with a value'} |"
    yield f"| --- | --- | ---: |{' ---: |' * ticks}"
    for column in group.columns:
        filled = outline.count(column.filled, group.table.rows)
        ticked = next((value.count for value in column.values if value.code == "1"), 0)
        numbers_ = f"{outline.count(ticked, column.filled)} | {filled}" if ticks else filled
        yield f"| {code(column.name)} | {plain(outline.part_label(column, question))} | {numbers_} |"
