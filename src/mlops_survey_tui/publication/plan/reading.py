"""Reads the plan of publication of an edition, and tells everything that is wrong with it, each with its line."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from ...questionnaire.compiler.reading import read_file
from ...questionnaire.conditions.parse import suggest
from ...questionnaire.errors import Fault, QuestionnaireInvalid, Report
from ...questionnaire.format.publication import BlockSpec, LadderSpec, LevelSpec, PublicationFile
from ...questionnaire.model import Questionnaire
from ...questionnaire.yaml_source import Place
from ..tables.shapes import WORDS, Shape, shapes
from ..tables.values import codes_of
from .derived import MOST_KEYS, derived, describes_people
from .ladders import derived_ladder
from .model import Ladder, Level, Plan, PlannedBlock

FILE = "publication.yaml"
SUFFIXES = ("", "_items", "_parts", "_sets")
"""What may follow a block's id in the names of its tables."""
STEP = 1.2
"""By how much each key of ``coarsen`` is more important than the one before it."""
_RESERVED = frozenset({"aggregates"})


def plan_of(questionnaire: Questionnaire, folder: Path | None = None, file: Path | None = None) -> Plan:
    """Return the plan in a file, by default the one in the questionnaire's folder, or the one that is derived.

    Raises:
        QuestionnaireInvalid: the plan has faults; the exception lists all of them.
    """
    if file is None and folder is not None and (folder / FILE).is_file():
        file = folder / FILE
    if file is None:
        return derived(questionnaire)
    spec, document = read_file(file, PublicationFile)
    place = Place(document, (), Report(file.parent))
    _Check(questionnaire, spec, place).run()
    place.report.raise_if_any()
    return _settled(questionnaire, spec)


def plan_faults(questionnaire: Questionnaire, folder: Path) -> list[Fault]:
    """Return what is wrong with the plan in a questionnaire's folder; nothing if it has none."""
    try:
        plan_of(questionnaire, folder)
    except QuestionnaireInvalid as error:
        return error.faults
    return []


class _Check:
    """Holds a plan against its questionnaire."""

    def __init__(self, questionnaire: Questionnaire, spec: PublicationFile, place: Place) -> None:
        self._shapes = shapes(questionnaire)
        self._spec, self._place = spec, place

    def run(self) -> None:
        """Report every fault."""
        self._ids_of_blocks()
        self._places_of_questions()
        for number, block in enumerate(self._spec.blocks):
            self._block(block, self._place.at("blocks", number))
        for question, ladder in self._spec.ladders.items():
            self._ladder(question, ladder, self._place.at("ladders", question))
        for number, question in enumerate(self._spec.coarsen):
            self._key(question, self._place.at("coarsen", number))

    def _ids_of_blocks(self) -> None:
        names: set[str] = set(_RESERVED)
        for number, block in enumerate(self._spec.blocks):
            if names.intersection(block.id + suffix for suffix in SUFFIXES):
                self._place.at("blocks", number, "id").fault(
                    "I201", f"'{block.id}' names tables that are there already"
                )
            names.update(block.id + suffix for suffix in SUFFIXES)

    def _places_of_questions(self) -> None:
        found: set[str] = set()
        for question, place in self._mentions():
            if question not in self._shapes:
                self._unknown(question, place)
            elif question in found:
                place.fault("R802", f"'{question}' has a place already")
            found.add(question)
        for question in self._shapes:
            if question not in found:
                self._place.fault("R801", f"'{question}' is in no block and not left out")

    def _mentions(self) -> Iterator[tuple[str, Place]]:
        for number, block in enumerate(self._spec.blocks):
            for at, question in enumerate(block.questions):
                yield question, self._place.at("blocks", number, "questions", at)
        for field in ("aggregates", "withheld"):
            for question in getattr(self._spec, field):
                yield question, self._place.at(field, question)

    def _unknown(self, question: str, place: Place) -> None:
        place.fault("I203", f"there is no question '{question}' with answers{suggest(question, set(self._shapes))}")

    def _block(self, block: BlockSpec, place: Place) -> None:
        for number, key in enumerate(block.keys):
            self._key(key, place.at("keys", number))
            if block.keys.index(key) != number:
                place.at("keys", number).fault("R803", f"'{key}' is a key of this block already")
        asked = [self._shapes[question] for question in block.questions if question in self._shapes]
        self._words(block, asked, place)
        self._number_of_keys(block, asked, place)

    def _words(self, block: BlockSpec, asked: list[Shape], place: Place) -> None:
        words = [shape.kind in WORDS for shape in asked]
        if any(words) and (not all(words) or block.keys):
            place.at("questions").fault("R806", f"'{block.id}' has typed words beside other facts")

    def _number_of_keys(self, block: BlockSpec, asked: list[Shape], place: Place) -> None:
        """Many ticks or several items tell much about a person, and answers that identify tell all; few facts may
        stand beside them. Who is to be described by a question must be protected by it as a key.
        """
        several = [shape.id for shape in asked if shape.kind == "multi" or shape.by_items or _identifies(shape)]
        if several and len(block.keys) > MOST_KEYS:
            place.at("keys").fault("R804", f"{len(block.keys)} keys stand beside '{several[0]}'")
        for shape in asked:
            if describes_people(shape) and shape.id not in block.keys:
                at = block.questions.index(shape.id)
                place.at("questions", at).fault("R803", f"'{shape.id}' may identify people and is no key of this block")

    def _key(self, key: str, place: Place) -> None:
        shape = self._shapes.get(key)
        if shape is None:
            self._unknown(key, place)
        elif not shape.is_one_code:
            place.fault("R803", f"'{key}' gives more than one code, or none")

    def _ladder(self, question: str, ladder: LadderSpec, place: Place) -> None:
        shape = self._shapes.get(question)
        if shape is None or not shape.is_one_code:
            self._key(question, place)
            return
        known = {code.code for code in codes_of(shape)}
        finer: dict[str, str] = {code: code for code in known}
        for number, level in enumerate(ladder.levels):
            at = place.at("levels", number)
            coarser = self._level(level, known, at)
            for code, other in ((code, other) for code in known for other in known if code < other):
                if finer[code] == finer[other] and coarser[code] != coarser[other]:
                    at.fault("R805", f"'{code}' and '{other}' are one at the level before, and two here")
            finer = coarser

    def _level(self, level: LevelSpec, known: set[str], place: Place) -> dict[str, str]:
        found: dict[str, str] = {}
        for number, code in enumerate(level.codes):
            for at, finer in enumerate(code.of):
                here = place.at("codes", number, "of", at)
                if finer not in known:
                    here.fault("R805", f"there is no answer '{finer}'{suggest(finer, known)}")
                elif finer in found:
                    here.fault("R805", f"'{finer}' is at this level already")
                found[finer] = code.id
            if code.id in known and code.id not in code.of:
                place.at("codes", number, "id").fault("R805", f"'{code.id}' is an answer that this code does not hold")
        return {finer: found.get(finer, finer) for finer in known}


def _identifies(shape: Shape) -> bool:
    return shape.question.sensitivity == "quasi_identifier" and not shape.is_one_code


def _settled(questionnaire: Questionnaire, spec: PublicationFile) -> Plan:
    known = shapes(questionnaire)
    blocks = tuple(
        PlannedBlock(one.id, one.title, tuple(one.questions), tuple(one.keys), one.linked, one.note)
        for one in spec.blocks
    )
    keys = dict.fromkeys(chain(spec.ladders, *(block.keys for block in blocks)))
    ladders = {key: _ladder_of(known[key], spec) for key in keys}
    return Plan(blocks, ladders, spec.aggregates, spec.withheld)


def _ladder_of(shape: Shape, spec: PublicationFile) -> Ladder:
    given = spec.ladders.get(shape.id, LadderSpec())
    place = spec.coarsen.index(shape.id) if shape.id in spec.coarsen else 0
    importance = given.importance or STEP**place
    if not given.levels:
        return Ladder(shape.id, derived_ladder(shape).levels, importance)
    return Ladder(shape.id, tuple(map(_level_of, given.levels)), importance)


def _level_of(level: LevelSpec) -> Level:
    of = {finer: code.id for code in level.codes for finer in code.of}
    return Level(level.id, of, {code.id: code.label for code in level.codes})
