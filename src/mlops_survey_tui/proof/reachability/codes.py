"""The findings of a proof: stable codes, what they mean, what to do, and which of them are faults."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of finding. A ``fault`` fails the check unless it is allowed; anything else is for information."""

    title: str
    remedy: str
    fault: bool = True


CODES: dict[str, Code] = {
    "R10": Code("section that nobody reaches", "Correct its condition, or take the section out."),
    "R11": Code("question that nobody reaches", "Correct its condition, or take the question out."),
    "R12": Code("option, row or column that is never offered", "Correct its condition, or take it out."),
    "R13": Code("special answer that cannot be given", "Correct what keeps the page away, or take the answer out."),
    "R14": Code("wording that is never shown", "Correct its condition, or the order of the wordings, or take it out."),
    "R15": Code("draw or outcome that never comes up", "Correct the draw's condition or source, or take it out."),
    "R16": Code("end or jump that is never taken", "Correct what keeps the option away, or take it out."),
    "R20": Code("condition that is never true", "Correct the condition: it cannot hold where it is looked at."),
    "R21": Code("condition that is always true", "Take the condition out, or correct it: it decides nothing."),
    "R22": Code("condition that is never false", "It is true or unknown; answered(...) may say the same.", False),
    "R30": Code("loop that can be empty", "Nothing is asked then; see that this is meant.", False),
    "R31": Code("draw that can find too few", "It takes what there is; see that this is meant.", False),
    "R32": Code("choices that can run out", "The question is not asked then; see that this is meant.", False),
    "R40": Code(
        "required question without a valid answer", "Offer a way out, or correct its options, total or remarks."
    ),
    "R41": Code(
        "required question that can lose all choices", "It is not asked then; offer a choice that always stays."
    ),
    "R50": Code("fallback that can show", "Read the text with the fallback in its place.", False),
    "R51": Code("fallback that never shows", "The value is always there where the text is shown.", False),
    "R60": Code("undecided", "Neither a witness nor a proof was found; look at it by hand.", False),
    "B3": Code("longer than its target", "Shorten the path, or raise target_minutes."),
}
