"""One function for each type of question, found by registration: from a payload to questions of ours."""

from . import choosing, matrices, numbers, texts
from .base import CONVERT, NOT_ASKED_HERE, TECHNICAL

__all__ = ["CONVERT", "NOT_ASKED_HERE", "TECHNICAL", "choosing", "matrices", "numbers", "texts"]
