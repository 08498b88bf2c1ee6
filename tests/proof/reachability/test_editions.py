"""What is shipped holds up: the survey and the examples, with their minutes."""

from __future__ import annotations

import pytest

from mlops_survey_tui.proof.reachability.encoding import Encoding
from mlops_survey_tui.proof.reachability.minutes import longest_of, minutes_of
from mlops_survey_tui.proof.reachability.prove import Proof, prove
from mlops_survey_tui.proof.reachability.simulation import WHOLE
from mlops_survey_tui.proof.reachability.trace import walked_by
from mlops_survey_tui.questionnaire.load import load
from tests.questionnaire.writing import QUESTIONS


@pytest.fixture(scope="module")
def proof() -> Proof:
    """The proof of the 2026 edition."""
    return prove(load(QUESTIONS / "2026"), folder=QUESTIONS / "2026")


@pytest.mark.parametrize("name", ["examples/coffee", "examples/workshop"])
def test_examples_have_no_fault_and_nothing_undecided(name: str) -> None:
    found = prove(load(QUESTIONS / name), folder=QUESTIONS / name)
    assert not found.faults
    assert not [target for target in found.targets if found.verdicts.undecided(target)]


def test_everything_in_the_survey_can_be_reached(proof: Proof) -> None:
    assert proof.faults == []
    undecided = {claim.subject for claim in proof.findings if claim.verdict == "undecided"}
    assert all("bonus_offer" in subject for subject in undecided), "only what depends on the clock is left open"


def test_the_longest_path_is_exact_and_takes_what_its_walk_takes(proof: Proof) -> None:
    longest = proof.timing.longest
    assert longest is not None
    assert longest.is_exact
    assert longest.bound is not None
    walked = minutes_of(walked_by(proof.questionnaire, longest.witness), longest=True)
    assert walked == pytest.approx(longest.minutes) == pytest.approx(longest.bound, abs=0.001)
    by_path = {path: one.minutes for path, one in proof.timing.longest_by_path.items()}
    assert by_path.keys() == {"path_a", "path_b", "path_c"}
    assert max(by_path.values()) == pytest.approx(longest.minutes)


def test_forms_alone_stay_within_the_target() -> None:
    """Boosts and replacements bring modules together that no form has; without them no form is too long."""
    questionnaire = load(QUESTIONS / "2026")
    code = Encoding(questionnaire)
    moved = [*code.modules.boosts.values(), *code.modules.replacements.values()]
    longest = longest_of(code, "forms", [-literal for literal in moved])
    assert longest is not None
    assert longest.is_exact
    assert longest.minutes <= questionnaire.target_longest


def test_medians_are_within_the_target(proof: Proof) -> None:
    typical = {one.path: one for one in proof.timing.typical}
    assert all(one.median <= proof.questionnaire.target_median for one in typical.values())
    assert typical["path_c"].median < typical["path_b"].median < typical["path_a"].median
    assert typical[WHOLE].low <= typical[WHOLE].median <= typical[WHOLE].high


def test_who_gets_a_module_is_exact_where_nothing_but_the_rotation_decides(proof: Proof) -> None:
    fixed = [one for one in proof.timing.inclusions if one.path == "path_c" and one.question == "devops_relation"]
    assert [(one.share, one.exact, one.answers) for one in fixed] == [(1.0, True, 1000)]
    assert fixed[0].margin == pytest.approx(3.1, abs=0.01)
    drawn = [one for one in proof.timing.inclusions if one.path == "path_a" and one.question == "devops_relation"]
    assert drawn[0].by_forms == pytest.approx(0.3)
    assert not drawn[0].exact
    assert drawn[0].error > 0
