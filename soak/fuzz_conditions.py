"""Conditions: well-typed ones against a slow evaluator, and heaps of words and signs that must be taken or refused."""

from __future__ import annotations

import ast
import math
from functools import cache
from random import Random

from mlops_survey_tui.questionnaire.conditions.alignment import is_value
from mlops_survey_tui.questionnaire.conditions.expression import ConditionFault
from mlops_survey_tui.questionnaire.conditions.parse import FUNCTIONS, parse
from mlops_survey_tui.questionnaire.templates import compile_template
from tests.questionnaire.language import OTHERS, QUESTIONS, Names, value
from tests.questionnaire.test_conditions_reference import Writer, slow, some_answers
from tests.questionnaire.test_hostile_conditions import HOSTILE

from .fuzzing import Target, fuzzed, mutated
from .outcome import Outcome

_WORDS = [
    *QUESTIONS, *OTHERS, *FUNCTIONS, "and", "or", "not", "in", "is", "if", "else", "==", "!=", "<", ">=", "+", "-",
    "*", "/", "//", "%",
    "**", "<<", "@", "(", ")", "[", "]", ",", ".", "'a'", "'zz'", "1", "0", "1e12", "1e999", "9**9**9", "None",
    "True", "lambda:", "for", "x",
    ":=", "{", "}", "f'{n}'", "b'a'", "1j", "__class__", "__import__('os')", "ｎ", "n̈", "\u202e", "'\\ud800'",
    "999999999999", "...",
]  # fmt: skip
_TRUTHS = (True, False, None)


def run(count: int, seed: int) -> Outcome:
    """Try so many conditions."""
    return fuzzed("conditions", Target(_made, tried), count, seed)


def _made(random: Random) -> bytes:
    """Return a condition, behind a letter for where it comes from."""
    chance = random.random()
    if chance < 0.4:
        writer = Writer(random)
        return b"=" + (writer.truth(2) if random.random() < 0.7 else writer.number(2)).encode()
    if chance < 0.7:
        return b"w" + " ".join(random.choices(_WORDS, k=random.randrange(1, 16))).encode()
    if chance < 0.8:
        return b"t" + mutated(b"{n|none} is {q}, {item.label}", random)
    return b"w" + mutated(random.choice(_seeds()), random)


@cache
def _seeds() -> list[bytes]:
    writers = [Writer(Random(number)) for number in range(200)]
    written = [writer.truth(2) for writer in writers]
    return [text.encode("utf-8", "surrogatepass") for text in (*written, *(text for text, _ in HOSTILE.values()))]


def beginnings() -> list[bytes]:
    """Return inputs that a guided search begins with."""
    return [b"w" + text for text in _seeds()]


def guided(data: bytes) -> str:
    """Try what a search guided by coverage made: the slow evaluator knows only conditions that a writer wrote."""
    return tried((b"t" if data[:1] == b"t" else b"w") + data[1:])


def tried(data: bytes) -> str:
    """Read and evaluate a condition behind a letter; return what became of it."""
    text = data[1:].decode("utf-8", "surrogateescape")
    if data[:1] == b"=":
        return _compared(text)
    try:
        if data[:1] == b"t":
            compile_template(text, Names())
            return "taken"
        expression = parse(text, Names())
    except ConditionFault:
        return "refused"
    if not is_value(expression):
        return "no value"
    random = Random(text)
    for given in ({}, some_answers(random), some_answers(random)):
        assert _is_bounded(value(text, **given)), text
    return "taken"


def _compared(text: str) -> str:
    """Compare with the definition, over a few answers."""
    random, definition = Random(text), ast.parse(text, mode="eval")
    for given in ({}, some_answers(random), some_answers(random)):
        found, wanted = value(text, **given), slow(definition, given)
        assert (found, type(found)) == (wanted, type(wanted)), (text, given)
    return "as defined"


def _is_bounded(found: object) -> bool:
    return not isinstance(found, int | float) or (math.isfinite(found) and abs(found) <= 10**310)
