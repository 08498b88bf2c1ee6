"""What a release holds back: a result without figures that says so, so that nobody looks for it in vain."""

from __future__ import annotations

from collections.abc import Iterator

from ....publication.codebook.model import KEY, AskedQuestion
from ..release import Release
from ..results import BARS, SHARE, Result, Series

PROTECTED = "Left out to protect respondents."
_KEY_ALONE = "It is published only beside other answers, where it would not be a share of respondents."
_WITHHELD = "Its answers are not published as rows."


def left_out(release: Release, question: AskedQuestion, title: str) -> Iterator[Result]:
    """Yield a result without lines for a fact about people, or a sensitive answer, that no table of respondents has.

    Other questions without figures, texts say, or what everybody answered alike, are passed over.
    """
    as_key = any(
        column.role == KEY and column.name == question.id
        for table in release.codebook.tables()
        for column in table.columns
    )
    if not as_key and (question.block or question.note or question.sensitivity in _PLAIN):
        return
    yield Result(
        id=question.id,
        form=BARS,
        title=title or (question.wordings[0] if question.wordings else question.id),
        questions=(question.id,),
        wording=" / ".join(question.wordings),
        series=(Series(SHARE, "Share of respondents"),),
        lines=(),
        base=0,
        asked=question.asked,
        notes=(PROTECTED, _KEY_ALONE if as_key else _WITHHELD),
    )


_PLAIN = ("none", "")
