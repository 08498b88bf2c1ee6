"""Every answer that is not a success: its code for machines, its status, and what it says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from starlette.responses import JSONResponse

RETRY_AFTER = 10
"""Seconds after which it is worth to try again when something could not be stored."""


class Meaning(NamedTuple):
    """The status of a code, and a sentence."""

    status: int
    message: str


CATALOGUE: Mapping[str, Meaning] = {
    "cut_off": Meaning(400, "The body ended too early."),
    "token_needed": Meaning(401, "Withdrawing needs the header: Authorization: Withdrawal TOKEN"),
    "invite_needed": Meaning(403, "This collector takes bundles with an invite code only."),
    "invite_unknown": Meaning(403, "There is no such invite code."),
    "invite_spent": Meaning(403, "This invite code was used already."),
    "unknown": Meaning(404, "There is no such bundle, or the token is another."),
    "no_such_page": Meaning(404, "There is nothing here."),
    "no_such_method": Meaning(405, "This cannot be done here."),
    "too_slow": Meaning(408, "The body did not come in time."),
    "other_content": Meaning(409, "Another bundle has this id."),
    "withdrawn": Meaning(410, "This bundle was withdrawn."),
    "too_large": Meaning(413, "A bundle has at most 65536 bytes."),
    "wrong_type": Meaning(415, "A bundle is application/json, without any encoding."),
    "other_digest": Meaning(422, "The address is not the SHA-256 of the body."),
    "not_json": Meaning(422, "The body is not strict JSON."),
    "wrong_shape": Meaning(422, "This has not the shape of a bundle."),
    "unknown_questionnaire": Meaning(422, "This collector does not know the questionnaire."),
    "work_needed": Meaning(428, "This collector wants proof of work."),
    "too_often": Meaning(429, "Too many requests from this network."),
    "no_such_coding": Meaning(501, "A body comes as it is, or in chunks; no other transfer coding is known here."),
    "not_now": Meaning(503, "Nothing can be stored now."),
    "too_busy": Meaning(503, "Too much is under way."),
    "not_ready": Meaning(503, "The collector is not ready."),
}
REFUSED = 422
"""The status of what the questionnaire refuses, under the codes of the check."""


class NotTaken(Exception):  # noqa: N818
    """A request ends with this answer."""

    def __init__(self, code: str, path: str = "", message: str = "", **more: object) -> None:
        super().__init__(code)
        self.code = code
        meaning = CATALOGUE.get(code) or Meaning(REFUSED, "")
        self.status = meaning.status
        self.content = {"code": code, "path": path, "message": message or meaning.message, **more}
        self.headers: dict[str, str] = {}

    def after(self, seconds: int) -> NotTaken:
        """Return the same answer with the seconds after which to try again."""
        self.headers["Retry-After"] = str(seconds)
        return self

    def response(self) -> JSONResponse:
        """Return what is sent."""
        return JSONResponse(self.content, self.status, self.headers)


def later(code: str = "not_now") -> NotTaken:
    """Return the answer to what cannot be done now."""
    return NotTaken(code).after(RETRY_AFTER)
