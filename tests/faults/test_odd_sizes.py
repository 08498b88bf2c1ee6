"""Questionnaires of a size that nobody means: what looks at them takes bounded time, whatever their shape."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
import yaml

from mlops_survey_tui.proof.designs.design import make_design
from mlops_survey_tui.proof.lint.alike import ALIKE, alike
from mlops_survey_tui.proof.lint.language import label_sequence, label_words
from mlops_survey_tui.proof.reachability import shrinking
from mlops_survey_tui.proof.reachability.prove import Budget, prove
from mlops_survey_tui.proof.reachability.trace import Trace, walked_by
from mlops_survey_tui.questionnaire.load import load
from mlops_survey_tui.questionnaire.model import Questionnaire
from mlops_survey_tui.rehearsal.coverage import covering
from mlops_survey_tui.rehearsal.coverage.seeking import Seeker
from mlops_survey_tui.rehearsal.witness import Witness

HEAD = {"id": "odd", "title": "Odd", "edition": "1", "version": "1"}


def _single(id_: str, **fields: object) -> dict[str, object]:
    options = [{"id": f"o{number}", "label": f"Option {number}"} for number in range(3)]
    return {"id": id_, "kind": "single", "text": f"{id_}?", "sensitivity": "none", "options": options, **fields}


def _loaded(folder: Path, questions: list[dict[str, object]]) -> Questionnaire:
    sections = [{"id": "all", "title": "All", "questions": questions}]
    (folder / "survey.yaml").write_text(yaml.safe_dump({**HEAD, "sections": sections}), encoding="utf-8")
    return load(folder)


def test_labels_that_look_alike_are_those_of_comparing_each_with_each() -> None:
    random = Random("labels")
    for _ in range(150):
        words = [f"w{number}" for number in range(random.choice((3, 8, 30)))]
        texts = [" ".join(random.choices(words, k=random.randint(0, 8))) for _ in range(30)]
        pairs = ((late, early) for late in range(30) for early in range(late) if _compared(texts[early], texts[late]))
        first = dict(sorted(pairs, reverse=True))
        assert dict(alike(texts)) == first


def _compared(one: str, other: str) -> bool:
    a, b = label_words(one), label_words(other)
    if not a or not b:
        return False
    contains = label_sequence(one) in label_sequence(other) or label_sequence(other) in label_sequence(one)
    return contains or len(a & b) / len(a | b) >= ALIKE


def test_thousands_of_labels_are_not_compared_each_with_each() -> None:
    texts = [f"Option {number}" for number in range(20_000)]
    assert list(alike(texts)) == []


def test_making_witnesses_short_has_a_limit_of_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    walked: list[int] = []

    def counted(questionnaire: Questionnaire, witness: Witness) -> Trace:
        trace = walked_by(questionnaire, witness)
        walked.append(len(trace.pages))
        return trace

    monkeypatch.setattr(shrinking, "walked_by", counted)
    monkeypatch.setattr(shrinking, "MOST_PAGES", 1000)
    piping = [_single(f"q{number}", text=f"After {{q{number - 1}|nothing}}?") for number in range(1, 60)]
    proof = prove(_loaded(tmp_path, [_single("q0", required=True), *piping]), Budget(walking=0.5))
    assert sum(claim.witness is not None for claim in proof.findings) > 40
    assert sum(walked) < 1000 + 2 * 60


def test_the_search_for_a_cover_gives_up_after_so_many_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(covering, "PATIENT_PAGES", 500)
    never = _single("never", when="q1 == 'o1' and q1 == 'o2'")
    found = covering.cover(_loaded(tmp_path, [*(_single(f"q{number}") for number in range(100)), never]))
    assert {target.owner for target in found.missing} >= {"never"}
    assert found.tried < 20


def test_a_search_makes_up_no_answers_that_it_does_not_need(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    questionnaire = _loaded(tmp_path, [_single(f"q{number}") for number in range(50)])
    made: list[str] = []
    original = Seeker.interview.__globals__["random_answer"]

    def counted(page: object, *more: object, **named: object) -> object:
        made.append("")
        return original(page, *more, **named)

    monkeypatch.setitem(Seeker.interview.__globals__, "random_answer", counted)
    Seeker(questionnaire, covering.wanted(questionnaire)).interview("seed")
    assert len(made) < 50 * 20


@pytest.mark.parametrize(("sets", "versions"), [(100_000, 1), (10, 100_000)])
def test_a_design_of_sets_without_end_is_refused(sets: int, versions: int) -> None:
    with pytest.raises(ValueError, match="a design has at most 1,000 sets"):
        make_design(list("abcdefghij"), 4, sets, versions, 1)
