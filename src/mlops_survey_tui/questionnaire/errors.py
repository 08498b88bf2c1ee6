"""The catalogue of what can be wrong with a questionnaire's files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_FIELDS = "mlops-survey schema FOLDER writes down all fields"
_LANGUAGE = "Use only names, quoted ids, numbers, sums, comparisons, in, and, or, not, and functions like count(tools)."

CATALOGUE: dict[str, tuple[str, str]] = {
    "F101": ("file missing", "Name the folder that has it, create it, or take its name out of survey.yaml."),
    "F102": ("not valid YAML", "Mend the syntax at this place; an editor with YAML support shows it."),
    "F103": ("file too large or too deep", "Split the file, or take the repetition out."),
    "F104": ("field not as the format says", f"{_FIELDS}, and an editor checks the file with them."),
    "F105": ("unknown kind of question", f"Correct the name. {_FIELDS} and kinds."),
    "F106": ("key given twice", "Keep one of the two."),
    "I201": ("id used twice", "Give one of them another id; ids are permanent and unique."),
    "I202": ("unknown list", "Correct the name, or add the list to a file under lists/."),
    "I203": ("unknown question", "Correct the id, or add the question."),
    "I204": ("unknown section", "Correct the id, or add the section."),
    "I205": ("unknown special answer", "Use one that special_answers defines."),
    "I206": ("reserved name", "Choose another id: this one means something else in conditions."),
    "I207": ("unknown draw", "Correct the name, or add it under draws."),
    "C301": ("condition cannot be read", "Write it in Python's syntax, such as role == 'lead' and count(tools) >= 2."),
    "C302": ("not allowed in conditions", _LANGUAGE),
    "C303": ("unknown name in a condition", "Use the id of an earlier question, condition, draw or loop item."),
    "C304": ("unknown option in a condition", "Use the id of an option that the question offers."),
    "C305": ("refers to a later question", "Move the question, or ask about an earlier one."),
    "C306": ("types do not fit together", "Compare a choice with an option id, a number with a number."),
    "C307": ("definitions go in a circle", "Take one of the references out."),
    "C308": ("unknown row", "Use the id of a row that the question has."),
    "C309": ("condition too long", "Split it into named conditions."),
    "T401": ("placeholder cannot be read", "Write {name} or {name|fallback}; a literal brace is {{ or }}."),
    "T402": ("placeholder may be empty", "Add what to show then, as in {name|your team}."),
    "S501": ("nothing to choose from", "Add options or rows."),
    "S502": ("total does not fit", "Give a positive whole number, or an expression that yields one."),
    "S503": ("limits that nobody can keep", "Raise the maximum or lower the minimum."),
    "S504": ("goes back", "skip_to may only name a later section or question; use a loop to repeat."),
    "S505": ("MaxDiff design does not fit", "Use at least per_set options, and no more sets than cover them evenly."),
    "S506": ("draw cannot work", "Give a source with enough items, and a range that is not empty."),
    "S507": ("rotation does not fit", "Name sections that are modules, each module in some form."),
    "S508": ("option uses the id of a special answer", "Give the option another id, or offer the special answer."),
    "S509": ("consent question does not fit", "Name a required single-choice question of the first section."),
    "S510": ("ordered list shuffled", "Take the random order away, or give the list another order."),
    "S511": ("design file does not fit", "Make it anew with mlops-survey design, for the options that are asked."),
    "S512": ("bands hide what the way depends on", "Begin a band at each number that a condition compares with."),
    "S513": ("more pages than anybody can answer", "Give the loop a cap, or the question it runs over a maximum."),
    "X701": ("text not translated", "Give it a text in the translation file, or leave it in the source language."),
    "X702": ("text changed since it was translated", "Mend the translation, and take out its line 'was'."),
    "X703": ("translation of no text", "Correct the key, or let mlops-survey translate put it aside."),
    "X704": ("placeholders differ from the source", "Keep every {placeholder}; only what stands behind | is words."),
    "X705": ("language does not fit", "Call file and language alike, and not as the questionnaire's own language."),
    "X706": ("condition reads a text", "Compare ids, which are the same in every language, and not labels."),
    "L601": ("change without an explanation", "Explain it in changes.yaml, or take the change back."),
    "L602": ("id gone without a note", "Say in changes.yaml what became of it: renamed, recoded or retired."),
    "L603": ("id used again for something else", "Give what is asked now an id of its own, and retire the old one."),
    "L604": ("content changed under the same version", "Raise version in survey.yaml."),
    "L605": ("ledger names what does not exist", "Correct the id, or take the entry out of changes.yaml."),
    "L606": ("ledger tells of a change that was not made", "Take the entry out of changes.yaml, or make the change."),
    "L607": ("ledger contradicts itself or the files", "Keep the one entry of changes.yaml that is so."),
    "L608": ("ledger of another edition", "Compare with the edition that changes.yaml names, or correct its name."),
    "R801": ("question without a place", "Put it into a block, or under aggregates or withheld with the reason."),
    "R802": ("question in two places", "Keep one: every question is in one block, or left out."),
    "R803": (
        "key does not fit",
        "Take a question of one code a person, asked once: single, scale, or a banded number.",
    ),
    "R804": ("too many keys", "Beside ticks, items, or answers that identify, two coarse keys are the most."),
    "R805": (
        "ladder does not fit",
        "Name codes of the question, each once, and keep together what a finer level joins.",
    ),
    "R806": ("answers that may not stand together", "Give typed words a block without keys and other questions."),
    "L609": ("crosswalk does not fit", "Map every point of the old scale to points of the new one, or to []."),
}


_LONGEST = 1000
"""The characters that are said of one fault at most."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault: where it is, its stable code, what is wrong, and how to mend it."""

    file: str
    line: int
    code: str
    message: str

    @property
    def title(self) -> str:
        """The catalogue's short name of this kind of fault."""
        return CATALOGUE[self.code][0]

    @property
    def remedy(self) -> str:
        """How to mend this kind of fault."""
        return CATALOGUE[self.code][1]

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.code} {self.title}: {self.message}\n    {self.remedy}"


class QuestionnaireInvalid(Exception):  # noqa: N818
    """The questionnaire has faults; ``faults`` holds all of them, sorted by place."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(set(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class Report:
    """Collects faults while files are read, so that all of them are told at once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.faults: list[Fault] = []

    def add(self, code: str, file: Path, line: int, message: str) -> None:
        """Note one fault; the file is named relative to the questionnaire's folder; long quotations are cut."""
        try:
            name = str(file.relative_to(self.root))
        except ValueError:
            name = str(file)
        short = message if len(message) <= _LONGEST else f"{message[:_LONGEST]} …"
        self.faults.append(Fault(name, line, code, short))

    def raise_if_any(self) -> None:
        """Raise everything noted so far.

        Raises:
            QuestionnaireInvalid: at least one fault was noted.
        """
        if self.faults:
            raise QuestionnaireInvalid(self.faults)
