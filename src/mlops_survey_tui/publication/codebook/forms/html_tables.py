"""The tables of the HTML codebook: codes with their counts, options ticked, numbers, and rows of a matrix."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from ....faces.visible import visible
from ..model import AskedQuestion, Column, Table
from ..numbers import numbers
from . import outline
from .outline import CODES, TICKS, Group

_STATA_REASONS = 26


def safe(text: str, lines: bool = False) -> str:
    """Return a text of authors escaped for HTML, with what draws nothing made visible."""
    kept = "\n".join(" ".join(line.split()) for line in text.split("\n")) if lines else " ".join(text.split())
    return "\n".join(escape(visible(line)) for line in kept.split("\n"))


def number_in_stata(number: int) -> str:
    """Return how Stata shows the number of a code: reasons for a missing answer are .a, .b ..."""
    return f".{chr(ord('a') - number - 1)}" if -_STATA_REASONS <= number < 0 else str(number)


def groups(found: Sequence[Group], question: AskedQuestion, reason: Mapping[str, int]) -> Iterator[str]:
    """Yield the columns of a question: open in its own block, to be opened elsewhere."""
    for one in found:
        if one.home:
            yield from _group(one, question, reason)
    away = [one for one in found if not one.home]
    if away:
        names = ", ".join(f"<code>{safe(name)}</code>" for name in dict.fromkeys(one.table.file for one in away))
        yield f"<details><summary>Also in {names}</summary>"
        for one in away:
            yield from _group(one, question, reason)
        yield "</details>"


def _group(one: Group, question: AskedQuestion, reason: Mapping[str, int]) -> Iterator[str]:
    level = f", as {safe(one.level)}" if one.level else ""
    name = f"{_name(one.columns[0])} in " if len(one.columns) == 1 else ""
    yield f"<h4>{name}<code>{safe(one.table.file)}</code>{level}</h4>"
    yield from _body(one, question, reason)


def other_columns(table: Table, columns: Sequence[Column]) -> Iterator[str]:
    """Yield the columns of a table that no question explains."""
    yield f"<details><summary><code>{safe(table.file)}</code></summary>"
    yield from head(("Column", ""), ("Holds", ""), ("Meaning", ""))
    for column in columns:
        codes = ", ".join(f"<code>{safe(value.code)}</code> {safe(value.label)}" for value in column.values)
        meaning = safe(column.label) + (f": {codes}" if codes else "")
        role = outline.ROLES.get(column.role, column.role)
        yield f"<tr><td><code>{safe(column.name)}</code></td><td>{role}</td><td>{meaning}</td></tr>"
    yield "</tbody></table></div></details>"


def _body(one: Group, question: AskedQuestion, reason: Mapping[str, int]) -> Iterator[str]:
    if one.kind == CODES and len(one.columns) == 1:
        yield from _codes(one.table, one.columns[0], reason)
    elif one.kind == CODES:
        yield from _grid(one, question, reason)
    elif one.kind == TICKS:
        yield from _ticks(one, question)
    else:
        yield from _numbers(one, question)
    yield "</tbody></table></div>"


def _codes(table: Table, column: Column, reason: Mapping[str, int]) -> Iterator[str]:
    yield from head(("Code", ""), ("Means", ""), ("No.", "n"), ("Rows", "n"), ("", "n"), ("", "b"))
    number = numbers(column, reason)
    for value in column.values:
        yield '<tr class="missing">' if value.missing else "<tr>"
        yield f"<td><code>{safe(value.code)}</code></td><td>{safe(value.label)}</td>"
        yield f'<td class="n">{number[value.code]}</td>{_counted(value.count, table.rows)}</tr>'


def _grid(one: Group, question: AskedQuestion, reason: Mapping[str, int]) -> Iterator[str]:
    """Yield columns that share their codes: what these mean, then one line a column with the count of each code."""
    values = one.columns[0].values
    number = numbers(one.columns[0], reason)
    told = (f"<code>{safe(v.code)}</code> ({number[v.code]}) {safe(v.label)}" for v in values)
    yield f'<p class="soft">{"; ".join(told)}</p>'
    heads = tuple((value.code, "n") for value in values)
    yield from head(("Column", ""), *heads, kind="grid")
    for column in one.columns:
        cells = "".join(f'<td class="n">{outline.count(value.count, one.table.rows)}</td>' for value in column.values)
        yield f"<tr><td>{safe(outline.part_label(column, question))}<br>{_name(column)}</td>{cells}</tr>"


def _ticks(one: Group, question: AskedQuestion) -> Iterator[str]:
    yield from head(("Column", ""), ("Option", ""), ("Ticked", "n"), ("of", "n"), ("", "n"), ("", "b"))
    for column in one.columns:
        ticked = next((value.count for value in column.values if value.code == "1"), 0)
        shown = f'<td class="n">{outline.count(column.filled, one.table.rows)}</td>'
        cells = _counted(ticked, column.filled).split("</td>", 1)
        yield f"<tr>{_about(column, question)}{cells[0]}</td>{shown}{cells[1]}</tr>"


def _numbers(one: Group, question: AskedQuestion) -> Iterator[str]:
    yield from head(("Column", ""), ("About", ""), ("Holds", ""), ("Rows with a value", "n"))
    for column in one.columns:
        filled = outline.count(column.filled, one.table.rows)
        yield f'<tr>{_about(column, question)}<td>{_holds(column)}</td><td class="n">{filled}</td></tr>'


def _holds(column: Column) -> str:
    return {"whole": "a whole number", "real": "a number", "text": "words"}.get(column.type, column.type)


def _about(column: Column, question: AskedQuestion) -> str:
    return f"<td>{_name(column)}</td><td>{safe(outline.part_label(column, question))}</td>"


def _name(column: Column) -> str:
    plain = column.name.replace(".", "_")
    short = f' <span class="soft">({safe(column.short)})</span>' if column.short not in ("", plain) else ""
    return f"<code>{safe(column.name)}</code>{short}"


def _counted(number: int, rows: int) -> str:
    """Return cells with a count, its share, and a bar that repeats the share for the eye."""
    width = f"{number / rows:.1%}" if rows else "0%"
    bar = f'<span class="bar" style="background-size: {width} 100%"></span>'
    count, share = outline.count(number, rows), outline.share(number, rows)
    return f'<td class="n">{count}</td><td class="n">{share}</td><td class="b" aria-hidden="true">{bar}</td>'


def head(*names: tuple[str, str], kind: str = "") -> Iterator[str]:
    """Yield the beginning of a table: names of columns with their styles, empty over shares and bars."""
    cells = "".join(
        f'<th scope="col" class="{style}">{safe(name).replace("_", "_<wbr>")}</th>'
        if name
        else f'<td class="{style}"></td>'
        for name, style in names
    )
    yield f'<div class="wide"><table class="{kind}"><thead><tr>{cells}</tr></thead><tbody>'
