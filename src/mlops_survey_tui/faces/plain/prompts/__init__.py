"""How each kind of question is asked and answered line by line: one file a kind, found by registration."""

from . import (
    allocation,
    info,
    long_text,
    matrix,
    maxdiff,
    multi,
    number,
    number_grid,
    ranking,
    scale,
    single,
    text,
)
from .base import PROMPTS, Ask, CannotType, Prompt, ask, given_on, prompt_of, read, register, reply, talk_about

__all__ = [
    "PROMPTS",
    "Ask",
    "CannotType",
    "Prompt",
    "allocation",
    "ask",
    "given_on",
    "info",
    "long_text",
    "matrix",
    "maxdiff",
    "multi",
    "number",
    "number_grid",
    "prompt_of",
    "ranking",
    "read",
    "register",
    "reply",
    "scale",
    "single",
    "talk_about",
    "text",
]
