"""The registry of the kinds of question."""

from __future__ import annotations

from typing import TypeVar, get_args

from .questions import QuestionSpec

KINDS: dict[str, type[QuestionSpec]] = {}
Model = TypeVar("Model", bound=type[QuestionSpec])


def register(model: Model) -> Model:
    """Add a kind; its name is the literal of the model's ``kind`` field."""
    (name,) = get_args(model.model_fields["kind"].annotation)
    KINDS[name] = model
    return model
