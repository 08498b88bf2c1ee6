"""Blocks become sections: their questions with display logic, and the skips between them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ..draft import Data
from ..expressions import TRUE, Code, Untranslatable, both, fitting
from .document import Payload, items, mapping, truth, words
from .kinds import CONVERT, NOT_ASKED_HERE, TECHNICAL
from .logic import condition, described, is_logic, located
from .study import Asked, Study

_LOST = {
    "QuestionJS": "a script", "DefaultChoices": "answers given beforehand", "GradingData": "scores",
    "DisplayLogicOnPage": "logic within a page",
}  # fmt: skip


@dataclass(slots=True)
class Whens:
    """Conditions that are still being gathered, of questions by id and of sections by id."""

    questions: dict[str, list[Code]] = field(default_factory=dict)
    sections: dict[str, list[Code]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Skip:
    """A skip from a question: where to, and the condition under which what lies between is still asked."""

    qid: str
    target: str
    stays: Code
    option: Data | None
    single: bool


@dataclass(slots=True)
class BlockReader:
    """Reads blocks, one after another. ``leaving`` holds options that go on with whatever section comes next."""

    study: Study
    whens: Whens = field(default_factory=Whens)
    leaving: list[tuple[str, str, Data]] = field(default_factory=list)
    skipping: list[Data] = field(default_factory=list)
    """Options that skip or end already."""
    stops: list[Code] = field(default_factory=list)
    """Conditions under which the interview has not ended yet, for all sections from here on."""

    def read(self, block: Payload, section: Data) -> None:
        """Fill a section with the questions of a block."""
        ids: dict[str, list[str]] = {}
        skips: list[Skip] = []
        for element in items(block.get("BlockElements")):
            if words(element.get("Type")) == "Page Break":
                if is_logic(element.get("SkipLogic")):
                    self.study.report.lost(section["id"], "skip logic of a page break", "pages have one question",
                                           "left out")  # fmt: skip
                continue
            qid = words(element.get("QuestionID"))
            if not qid:
                continue
            ids[qid] = self.question(qid, section)
            if ids[qid]:
                skips += self._skips(qid, element, section)
        for skip in skips:
            self._apply(skip, ids, section)

    def question(self, qid: str, section: Data) -> list[str]:
        """Read one question; return the ids of what it became."""
        study, payload = self.study, self.study.document.questions.get(qid)
        if payload is None:
            study.report.lost(qid, "a question", "the file does not hold it", "left out")
            return []
        if qid in study.report.questions:
            study.lost(qid, "the question stands twice", "ids are unique", "asked where it stands first")
            return []
        kind = words(payload.get("QuestionType"))
        if kind in TECHNICAL:
            study.report.lost(qid, f"{kind}: {words(payload.get('QuestionDescription'))[:60]}", NOT_ASKED_HERE[kind],
                              "left out")  # fmt: skip
            study.left_out[qid] = NOT_ASKED_HERE[kind]
            return []
        study.report.begin(qid)
        convert = CONVERT.get(kind)
        try:
            if convert is None:
                raise Untranslatable(NOT_ASKED_HERE.get(kind, "a type that is not known"))
            made, asked = convert(study, qid, payload)
        except Untranslatable as error:
            study.drop(qid, f"{kind} {words(payload.get('DataExportTag'))}", str(error))
            return []
        self._finish(qid, payload, section, made, asked)
        return [data["id"] for data in made]

    def _finish(self, qid: str, payload: Payload, section: Data, made: list[Data], asked: Asked) -> None:
        study = self.study
        when = self._display(qid, payload)
        for data in made:
            if "when" in data:
                self.whens.questions.setdefault(data["id"], []).append(Code(data.pop("when"), 0))
            self.whens.questions.setdefault(data["id"], []).append(when)
            study.add(section, qid, data)
        if study.loop is not None:
            key = study.loop.key
            parts = {name: replace(symbol, loop=key) for name, symbol in asked.parts.items()}
            asked = replace(asked, symbol=replace(asked.symbol, loop=key), parts=parts)
        study.asked[qid] = asked
        for name, what in _LOST.items():
            if payload.get(name) not in (None, False, "", [], {}, "false"):
                study.lost(qid, what, "it has no counterpart here", "left out")

    def _display(self, qid: str, payload: Payload) -> Code:
        logic = payload.get("DisplayLogic")
        if not is_logic(logic):
            return TRUE

        def tell(what: str, why: str) -> None:
            self.study.lost(qid, f"display logic: {what}", why, "the rest of the condition holds")

        try:
            return condition(self.study, logic, True, tell)
        except Untranslatable as error:
            self.study.lost(qid, "display logic", str(error), "it is asked of everybody who gets here")
            return TRUE

    def _skips(self, qid: str, element: Payload, section: Data) -> list[Skip]:
        return [found for skip in items(element.get("SkipLogic")) if (found := self._skip(qid, skip, section))]

    def _skip(self, qid: str, skip: Payload, section: Data) -> Skip | None:
        study = self.study
        locator = words(skip.get("Locator")) or words(skip.get("ChoiceLocator"))
        steps = locator.removeprefix("q://").split("/")
        operator = words(skip.get("Condition")) or words(skip.get("Operator"))
        try:
            if len(steps) < 2:
                raise Untranslatable(f"the place {locator[:80]}")
            what, rest = steps[1], "/".join(steps[2:])
            right = skip.get("RightOperand") or skip.get("Value")
            stays = located(study, steps[0], what, rest, operator, right, holds=False)
        except Untranslatable as error:
            study.lost(qid, f"skip logic: {described(skip)}", str(error), "nothing is passed over")
            return None
        if operator in ("NotSelected", "NotEqualTo", "Empty"):
            study.lost(qid, f"skip logic: {described(skip)}", "it also holds where the question was not shown",
                       "skipped then too")  # fmt: skip
        data = next(data for data in section["questions"] if data["id"] == study.asked[qid].id)
        option = _option(data, study.asked[qid].symbol.options.get(rest, ())) if operator == "Selected" else None
        return Skip(qid, words(skip.get("SkipToDestination")), stays, option, data["kind"] == "single")

    def _apply(self, skip: Skip, ids: dict[str, list[str]], section: Data) -> None:
        """Carry a skip out: at the option if it can stand there, else as a condition of what lies between."""
        option = skip.option if self.study.loop is None and skip.option is not None else None
        if option is not None and any(found is option for found in self.skipping):
            self.study.report.note(skip.qid, f"a second skip, to {skip.target}", "the first one decides", "left out")
            return
        if option is not None:
            self.skipping.append(option)
        if skip.target == "ENDOFSURVEY" and option is not None and skip.single:
            option["end"] = "keep"
        elif skip.target == "ENDOFBLOCK" and option is not None and skip.single:
            self.leaving.append((section["id"], skip.qid, option))
        elif skip.target in ("ENDOFSURVEY", "ENDOFBLOCK"):
            self._guard(skip, section, "")
            if skip.target == "ENDOFSURVEY":
                self._stop(skip)
        else:
            self._to_question(skip, ids, section, option)

    def _stop(self, skip: Skip) -> None:
        if self.study.loop is not None:
            self.study.lost(skip.qid, "a skip to the end of the survey", "it is inside of a loop",
                            "the rest of the pass is passed over")  # fmt: skip
            return
        self.stops.append(skip.stays)

    def _to_question(self, skip: Skip, ids: dict[str, list[str]], section: Data, option: Data | None) -> None:
        order = list(ids)
        if skip.target not in ids or order.index(skip.target) <= order.index(skip.qid):
            self.study.lost(skip.qid, f"a skip to {skip.target}", "it is not further on in the block", "left out")
            return
        later = [id_ for qid in order[order.index(skip.target) :] for id_ in ids[qid]]
        if option is not None and later:
            option["skip_to"] = later[0]
        else:
            self._guard(skip, section, later[0] if later else "")

    def _guard(self, skip: Skip, section: Data, until: str) -> None:
        names = [data["id"] for data in section["questions"]]
        start = names.index(self.study.asked[skip.qid].id) + 1
        for name in names[start : names.index(until) if until else len(names)]:
            self.whens.questions.setdefault(name, []).append(skip.stays)

    def finish(self) -> None:
        """Write all conditions, and where options go on that leave their block."""
        study = self.study
        order = [section["id"] for section in study.draft.sections if section["questions"]]
        for section_id, _, option in self.leaving:
            later = order[order.index(section_id) + 1 :] if section_id in order else []
            option |= {"skip_to": later[0]} if later else {"end": "keep"}
        for section in study.draft.sections:
            self._write(section, self.whens.sections.get(section["id"], []), "")
            for data in section["questions"]:
                self._write(data, self.whens.questions.get(data["id"], []), study.draft.origins[data["id"]].key)

    def _write(self, data: Data, codes: list[Code], qid: str) -> None:
        code = both(codes)
        if code == TRUE:
            return
        try:
            data["when"] = False if code.text == "False" else fitting(code)
        except Untranslatable as error:
            self.study.report.lost(qid or f"section {data['id']}", "its conditions", str(error), "always asked", qid)


def _option(data: Data, ids: tuple[str, ...]) -> Data | None:
    options = data.get("options")
    if data["kind"] not in ("single", "multi") or not isinstance(options, list):
        return None
    return next((option for option in options if option.get("id") in ids), None)


def is_shuffled(block: Payload) -> bool:
    """Whether the questions of a block come in random order."""
    value = mapping(block.get("Options")).get("RandomizeQuestions")
    return truth(value) or words(value) in ("RandomWithXPerPage", "RandomWithOnlyX", "Advanced")
