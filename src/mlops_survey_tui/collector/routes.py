"""The addresses of the collector: what each does, takes and answers. The application and its description read it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from .answers import CATALOGUE


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something that comes in the address or in a header."""

    name: str
    place: str
    text: str
    pattern: str = ""
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Address:
    """One address under one method. ``fails`` are the codes of answers that are no success."""

    name: str
    method: str
    path: str
    text: str
    answers: Mapping[int, str]
    fails: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    takes_bundle: bool = False
    kind: str = "application/json"
    schemas: Mapping[int, str] = field(default_factory=dict)


_ANY = ("too_often",)
_PUT = (
    *("cut_off", "invite_needed", "invite_unknown", "invite_spent", "too_slow", "other_content", "withdrawn"),
    *("too_large", "wrong_type", "other_digest", "not_json", "wrong_shape", "unknown_questionnaire"),
    *("work_needed", "no_such_coding", "not_now", "too_busy"),
)

ADDRESSES: tuple[Address, ...] = (
    Address("page", "GET", "/", "What is stored and how to withdraw.", {200: "A page"}, kind="text/html"),
    Address(
        "put",
        "PUT",
        "/v1/bundles/{bundle}",
        "Stores a bundle. Sent again, it is stored once.",
        {201: "It is stored durably", 200: "It was stored before"},
        (*_PUT, *_ANY),
        (
            Parameter("bundle", "path", "SHA-256 of the body", "^[0-9a-f]{64}$", True),
            Parameter("X-Invite", "header", "An invite code: how somebody was reached, not who they are"),
            Parameter("X-Work", "header", "A number that proves work for this body and day", "^[0-9]{1,20}$"),
            Parameter("X-Ticket-Request", "header", "A blinded message, base64, to be signed for an accepted bundle"),
        ),
        takes_bundle=True,
        schemas={201: "Taken", 200: "Taken"},
    ),
    Address(
        "withdraw",
        "DELETE",
        "/v1/bundles/{bundle}",
        "Deletes a bundle for good; its id is kept so that it cannot come back. May be repeated.",
        {204: "It is deleted"},
        ("token_needed", "unknown", "not_now", *_ANY),
        (
            Parameter("bundle", "path", "The id in the bundle", "^[0-9a-f]{32}$", True),
            Parameter("Authorization", "header", "Withdrawal, and the token", "^Withdrawal [0-9a-f]{64}$", True),
        ),
    ),
    Address("health", "GET", "/v1/health", "Whether the process answers.", {200: "It does"}),
    Address(
        "ready",
        "GET",
        "/v1/ready",
        "Whether bundles are taken, of which questionnaires, and what they need.",
        {200: "They are", 503: "They are not"},
    ),
    Address("metrics", "GET", "/metrics", "Numbers for monitoring.", {200: "Numbers"}, kind="text/plain"),
    Address("description", "GET", "/openapi.json", "This description.", {200: "The description"}),
)
"""Every address."""


def methods_of(path: str) -> list[str]:
    """Return the methods under which there is something at a path."""
    found = [one.method for one in ADDRESSES if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", one.path), path)]
    return [*found, "HEAD"] if "GET" in found else found


def statuses(address: Address) -> dict[int, list[str]]:
    """Return the codes of an address by their status."""
    found: dict[int, list[str]] = {}
    for code in address.fails:
        found.setdefault(CATALOGUE[code].status, []).append(code)
    return found
