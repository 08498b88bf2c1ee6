"""A proof in lines for a terminal, and as data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from ...interview.answers import Answer
from ...interview.pins import NO_PINS
from ...questionnaire.model import Questionnaire
from ...rehearsal.witness import Witness
from .claim import Claim
from .codes import CODES
from .prove import Proof
from .simulation import WHOLE, Inclusion
from .timing import Timing, in_minutes

MOST_ANSWERS = 8
"""Answers of a witness that are printed; the whole of it is in the JSON and in its script."""


def lines(questionnaire: Questionnaire, proof: Proof) -> Iterator[str]:
    """Yield what there is to tell: faults first, then what is good to know, minutes, and what was looked at."""
    for title, group in _groups(proof):
        if group:
            yield title
            remedies: set[str] = set()
            for claim in sorted(group, key=_order):
                yield from _claim_lines(claim, remedies)
            yield ""
    yield from _minutes(questionnaire, proof.timing)
    yield from _inclusion(questionnaire, proof.timing)
    yield from _summary(proof)


def _groups(proof: Proof) -> list[tuple[str, list[Claim]]]:
    findings = proof.findings
    rest = [claim for claim in findings if not claim.is_fault]
    return [
        ("Faults", proof.faults),
        ("Accepted", [claim for claim in rest if claim.allowed]),
        ("Undecided", [claim for claim in rest if claim.verdict == "undecided" and not claim.allowed]),
        ("Good to know", [claim for claim in rest if claim.verdict != "undecided" and not claim.allowed]),
    ]


def _order(claim: Claim) -> tuple[str, int, str]:
    return (claim.place.file, claim.place.line, claim.code) if claim.place else ("", 0, claim.code)


def _claim_lines(claim: Claim, remedies: set[str]) -> Iterator[str]:
    """Yield a claim with its witness; what to do is said once for each code."""
    place = f"{claim.place}: " if claim.place else ""
    yield f"  {place}{claim.code} {claim.subject}: {claim.message} ({claim.basis})"
    if claim.allowed:
        yield f"      accepted: {claim.allowed}"
    elif claim.is_fault and claim.code not in remedies:
        remedies.add(claim.code)
        yield f"      {CODES[claim.code].remedy}"
    if claim.witness is not None:
        yield f"      witness: {witness_words(claim.witness)}"


def witness_words(witness: Witness) -> str:
    """Return a witness on one line: its answers, as many as fit, and what is pinned."""
    answers = [f"{key} = {_answer_words(answer)}" for key, answer in witness.answers.items()]
    more = len(answers) - MOST_ANSWERS
    shown = answers[:MOST_ANSWERS] + ([f"{more} more answers"] if more > 0 else [])
    if witness.pins.form:
        shown.append(f"form {witness.pins.form}")
    return "; ".join(shown) or "nothing is answered"


def _answer_words(answer: Answer) -> str:
    if answer.special:
        return f"({answer.special})"
    if isinstance(answer.value, list):
        return ", ".join(map(str, answer.value[:4])) + (" …" if len(answer.value) > 4 else "")
    if isinstance(answer.value, dict):
        parts = [f"{row}: {value}" for row, value in list(answer.value.items())[:3]]
        return "{" + ", ".join(parts) + (" …" if len(answer.value) > 3 else "") + "}"
    return str(answer.value)


def _minutes(questionnaire: Questionnaire, timing: Timing) -> Iterator[str]:
    yield "Minutes, by the time model"
    if timing.longest is not None:
        yield f"  longest path: {in_minutes(timing.longest)} (target {questionnaire.target_longest:g})"
    for path, longest in timing.longest_by_path.items():
        yield f"    {path}: {in_minutes(longest)}"
    for one in timing.typical:
        target = f" (target {questionnaire.target_median:g})" if one.path == WHOLE else ""
        yield (
            f"  median, {one.path}: {one.median:.1f}{target}, 95 % {one.low:.1f} to {one.high:.1f}; "
            f"tenths {one.tenth:.1f} and {one.ninetieth:.1f}; {one.walks} simulated"
        )
    yield ""


def _inclusion(questionnaire: Questionnaire, timing: Timing) -> Iterator[str]:
    """Yield one line for each module and path: its first question that most of those are asked who get it."""
    best: dict[tuple[str, str], Inclusion] = {}
    for one in timing.inclusions:
        section = questionnaire.question_by_id[one.question].section
        if questionnaire.section_by_id[section].module and one.share:
            before = best.get((section, one.path))
            best[section, one.path] = one if before is None or one.share > before.share else before
    if best:
        yield "Modules: who gets them, and what 1,000 respondents of a path give"
        for (section, path), one in best.items():
            planned = (
                f"; by forms alone {100 * one.by_forms:.0f} %" if one.by_forms is not None and not one.exact else ""
            )
            basis = "exact" if one.exact else f"± {100 * one.error:.1f} standard error{planned}"
            of_path = f", {path}" if path else ""
            share = f"{100 * one.share:.0f} % ({basis})"
            yield f"  {section}{of_path}: {share}, n = {one.answers}, margin for 50 % ± {one.margin:.1f} points"
        yield ""


def _summary(proof: Proof) -> Iterator[str]:
    counts = Counter(
        "reached"
        if proof.verdicts.reached(target)
        else "proved out of reach"
        if proof.verdicts.never(target)
        else "undecided"
        for target in proof.targets
    )
    told = ", ".join(f"{count} {what}" for what, count in counts.most_common())
    yield f"{len(proof.targets)} things to reach: {told}; {proof.verdicts.walks} walks, {proof.seconds:.1f} s"
    if not proof.verdicts.solver:
        yield "Bounded search only: nothing here is proved. Install mlops-survey[prove] for proofs."
    yield f"{len(proof.faults) or 'No'} fault{'' if len(proof.faults) == 1 else 's'}"


def data(questionnaire: Questionnaire, proof: Proof) -> dict[str, Any]:
    """Return everything as data that JSON can hold; claims name witnesses by their number in a list."""
    numbers: dict[int, int] = {}
    witnesses: list[dict[str, Any]] = []

    def number(witness: Witness | None) -> int | None:
        if witness is None:
            return None
        if id(witness) not in numbers:
            numbers[id(witness)] = len(witnesses)
            witnesses.append(witness_data(witness))
        return numbers[id(witness)]

    claims = [_claim_data(claim, number(claim.witness)) for claim in proof.claims]
    return {
        "questionnaire": questionnaire.id,
        "edition": questionnaire.edition,
        "version": questionnaire.version,
        "solver": proof.verdicts.solver,
        "walks": proof.verdicts.walks,
        "faults": len(proof.faults),
        "claims": claims,
        "minutes": timing_data(questionnaire, proof.timing, number),
        "inclusion": [
            {
                "question": one.question, "path": one.path, "share": round(one.share, 4), "error": round(one.error, 4),
                "exact": one.exact, "by_forms": one.by_forms, "answers_per_1000": one.answers,
                "margin_points": round(one.margin, 1),
            }
            for one in proof.timing.inclusions
        ],
        "witnesses": witnesses,
    }  # fmt: skip


def _claim_data(claim: Claim, witness: int | None) -> dict[str, Any]:
    told: dict[str, Any] = {
        "code": claim.code,
        "title": CODES[claim.code].title,
        "subject": claim.subject,
        "verdict": claim.verdict,
        "basis": claim.basis,
        "message": claim.message,
        "finding": claim.is_finding,
        "fault": claim.is_fault,
    }
    if claim.place is not None:
        told |= {"file": claim.place.file, "line": claim.place.line}
    if claim.allowed:
        told["allowed"] = claim.allowed
    return told if witness is None else told | {"witness": witness}


def witness_data(witness: Witness) -> dict[str, Any]:
    """Return a witness as data."""
    told: dict[str, Any] = {
        "seed": witness.seed,
        "answers": {key: answer.to_data() for key, answer in witness.answers.items()},
    }
    return told if witness.pins == NO_PINS else told | {"pins": witness.pins.to_data()}


def timing_data(questionnaire: Questionnaire, timing: Timing, number: Any) -> Mapping[str, Any]:
    """Return minutes as data."""
    longest = {"": timing.longest, **timing.longest_by_path}
    return {
        "target_longest": questionnaire.target_longest,
        "target_median": questionnaire.target_median,
        "longest": [
            {
                "path": path, "minutes": round(one.minutes, 2), "exact": one.is_exact,
                "bound": None if one.bound is None else round(one.bound, 2), "witness": number(one.witness),
            }
            for path, one in longest.items()
            if one is not None
        ],
        "typical": [
            {
                "path": one.path, "median": round(one.median, 2), "low": round(one.low, 2), "high": round(one.high, 2),
                "tenth": round(one.tenth, 2), "ninetieth": round(one.ninetieth, 2), "simulated": one.walks,
            }
            for one in timing.typical
        ],
    }  # fmt: skip
