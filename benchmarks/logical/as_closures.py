"""A logical survey as plain Python functions, written out as somebody would write them by hand for this one survey."""

from __future__ import annotations

import runpy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from .description import LETTERS, NUMBERS, Atom, LogicalSurvey, Piece, Pipe, Question, Section, label

_VALID = {
    "single": "lambda v: v in {options}",
    "multi": "lambda v, o={options}: type(v) is list and len(set(v)) == len(v) and o.issuperset(v)",
    "number": "lambda v: type(v) is int and {least} <= v <= {most}",
    "text": "lambda v: type(v) is str and len(v) <= {letters}",
}


def program_of(survey: LogicalSurvey) -> list[Any]:
    """Return the steps for :class:`benchmarks.peers.closures.Machine`."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "logical.py"
        file.write_text(source_of(survey), encoding="utf-8")
        return list(runpy.run_path(str(file))["PROGRAM"])


def source_of(survey: LogicalSurvey) -> str:
    """Return the source: one tuple a question, with a function each for what is valid, when it is asked, its title."""
    kinds = {question.id: question.kind for question in survey.questions()}
    options = sorted({option for question in survey.questions() for option in question.options})
    lines = [f"LABELS = { ({None: ''} | {option: label(option) for option in options})!r}", "PROGRAM = ["]
    for section in survey.sections:
        steps = [f"    {_step(question, section, kinds)}," for question in section.questions]
        lines += [f"  ({section.over!r}, [", *steps, "  ]),"] if section.over else steps
    return "\n".join([*lines, "]", ""])


def _step(question: Question, section: Section, kinds: dict[str, str]) -> str:
    arguments = "a, item" if section.over else "a"
    options = "{" + ", ".join(map(repr, question.options)) + "}"
    valid = _VALID[question.kind].format(options=options, least=NUMBERS[0], most=NUMBERS[1], letters=LETTERS)
    when = "None"
    if question.when is not None:
        when = f"lambda {arguments}: " + f" {question.when.joined} ".join(_atom(atom) for atom in question.when.atoms)
    title = "".join(_piece(piece, kinds) for piece in question.title)
    return f"({question.id!r}, {valid}, {when}, lambda {arguments}: f{title!r})"


def _key(name: str, inside: bool) -> str:
    return f"({name!r}, item)" if inside else repr(name)


def _atom(atom: Atom) -> str:
    value = f"a.get({_key(atom.question, atom.inside)}"
    return {
        "is": f"{value}) == {atom.value!r}",
        "is_not": f"{value}, {atom.value!r}) != {atom.value!r}",
        "has": f"{atom.value!r} in {value}, ())",
        "at_least": f"{value}, -1) >= {atom.value}",
        "answered": f"{value}) is not None",
    }[atom.operator]


def _piece(piece: Piece, kinds: dict[str, str]) -> str:
    if isinstance(piece, str):
        return piece
    if not isinstance(piece, Pipe):
        return "{item}"
    key = _key(piece.question, piece.inside).replace("'", '"')
    return f'{{a.get({key}, "")}}' if kinds[piece.question] == "number" else f"{{LABELS[a.get({key})]}}"
