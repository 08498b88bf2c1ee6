"""The registry of the kinds of question."""

from __future__ import annotations

from typing import TypeVar, get_args

from pydantic.fields import FieldInfo

from .questions import QuestionSpec

KINDS: dict[str, type[QuestionSpec]] = {}
Model = TypeVar("Model", bound=type[QuestionSpec])


def register(model: Model) -> Model:
    """Add a kind; its name is the literal of the model's ``kind`` field."""
    fields: dict[str, FieldInfo] = model.model_fields  # type: ignore[call-overload]  # pydantic's own typing
    (name,) = get_args(fields["kind"].annotation)
    KINDS[name] = model
    return model
