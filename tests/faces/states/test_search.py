"""Search in a long list: what is found, in which order, and how fast."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlops_survey_tui.faces.states.search import SearchIndex
from mlops_survey_tui.interview.page import Choice

CHOICES = (
    Choice("ray_train", "Ray Train", group="Training"),
    Choice("sagemaker", "Amazon SageMaker Studio", aliases=("SageMaker Notebooks",), group="Workbenches"),
    Choice("array", "Array storage", group="Storage"),
    Choice("q", "Amazon Q Developer", aliases=("CodeWhisperer",), group="Assistants"),
    Choice("sklearn", "scikit-learn", group="Frameworks"),
    Choice("kubeflow", "Kubeflow Pipelines", aliases=("KFP",), group="Orchestration"),
    Choice("anyscale", "Anyscale", aliases=("Ray Serve platform",), group="Serving"),
    Choice("ubersicht", "Übersicht", group="Dashboards"),
)
INDEX = SearchIndex(CHOICES)


def found(query: str) -> list[str]:
    return [CHOICES[match.position].id for match in INDEX.find(query)]


def test_labels_come_before_other_names_and_those_before_anything_inside() -> None:
    assert found("ray") == ["ray_train", "anyscale", "array"]


def test_words_of_a_label_come_after_labels_that_start_so() -> None:
    assert found("s")[:2] == ["sklearn", "sagemaker"]


@pytest.mark.parametrize(
    ("query", "id"),
    [
        ("codewhisperer", "q"),
        ("kfp", "kubeflow"),
        ("scikitlearn", "sklearn"),
        ("SCIKIT LEARN", "sklearn"),
        ("ubersicht", "ubersicht"),
        ("Übersicht", "ubersicht"),
        ("studio amazon", "sagemaker"),
        ("dashboards", "ubersicht"),
    ],
)
def test_former_names_spelling_accents_words_and_groups_are_found(query: str, id: str) -> None:
    assert found(query)[0] == id


@pytest.mark.parametrize("query", ["kubflow", "kubeflwo", "kubezflow", "kunbeflow", "jubeflow", "kubeflo2"])
def test_one_typing_mistake_is_forgiven(query: str) -> None:
    assert found(query) == ["kubeflow"]


@pytest.mark.parametrize("query", ["xyz", "kub2flwo", "rqy", "", "  ", "--"])
def test_two_mistakes_or_too_few_letters_are_not(query: str) -> None:
    assert found(query) == []


def test_the_other_name_that_was_found_is_told() -> None:
    assert INDEX.find("codew")[0].alias == "CodeWhisperer"
    assert INDEX.find("amazon q")[0].alias == ""


@given(st.text(max_size=20))
def test_any_query_finds_each_choice_at_most_once(query: str) -> None:
    ids = found(query)
    assert len(set(ids)) == len(ids)


@given(st.sampled_from(CHOICES), st.integers(1, 30))
def test_every_start_of_a_label_finds_it(choice: Choice, length: int) -> None:
    assert choice.id in found(choice.label[:length])


def test_a_query_in_a_list_of_six_hundred_takes_a_fraction_of_a_frame() -> None:
    """The bound is four times what a slow machine needs, so that only a slower algorithm fails it."""
    many = SearchIndex([Choice(str(at), f"Tool number {at} of many", aliases=(f"Old {at}",)) for at in range(600)])
    for query in ("tool", "old 12", "nubmer 5", "zzzzzz"):
        assert min(_seconds(many, query) for _ in range(5)) < 0.02


def _seconds(index: SearchIndex, query: str) -> float:
    start = time.perf_counter()
    index.find(query)
    return time.perf_counter() - start
