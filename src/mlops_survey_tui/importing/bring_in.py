"""Brings one file in: reads it, writes the questionnaire, checks it, and reports."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..questionnaire.errors import Fault
from .draft import arrange
from .failure import ImportFailure
from .mending import mended
from .names import survey_id
from .registry import format_of
from .report import Report
from .writing import refuse_occupied, workshop


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an import: the format, the folder written, the report, and faults that are left."""

    format: str
    folder: Path
    report: Report
    faults: tuple[Fault, ...]

    def to_data(self) -> dict[str, Any]:
        """Return the outcome as plain data."""
        faults = [str(fault) for fault in self.faults]
        return {"format": self.format, "folder": str(self.folder)} | self.report.to_data() | {"faults": faults}


def bring_in(file: Path, folder: Path | None = None, name: str = "") -> Outcome:
    """Bring a survey of another program in; the folder is named by the survey's id unless given.

    Raises:
        ImportFailure: the file cannot be read or nothing of it can be carried over, or the folder is not empty.
    """
    format_ = format_of(file)
    if folder is not None:
        refuse_occupied(folder)
    report = Report()
    draft = format_.reader()(file, report)
    if name:
        draft.manifest["id"] = survey_id(name)
    target = folder if folder is not None else Path(draft.manifest["id"])
    refuse_occupied(target)
    draft.sections = [section for section in draft.sections if section["questions"]]
    arrange(draft)
    if not draft.sections:
        reasons = "; ".join(str(remark) for remark in report.remarks[:3]) or "it asks nothing"
        raise ImportFailure(f"nothing in {file.name} can be carried over: {reasons}")
    report.assume("survey.yaml names no consent question, and its edition is 1. Say both there.")
    report.assume("Sensitivity is a guess: typed words are free_text, everything else is none. Review every question.")
    with workshop(target) as place:
        faults = mended(draft, place, report)
        if not draft.sections:
            raise ImportFailure(f"nothing in {file.name} passes the check: {faults[0] if faults else ''}")
    return Outcome(format_.name, target, report, tuple(faults))
