"""The same bundles make the same release: broken, nobody could make a published edition again and compare it."""

from __future__ import annotations

import json

import pytest

from .recorded import EDITIONS, edition, file_of


@pytest.mark.parametrize("name", EDITIONS)
def test_an_edition_is_protected_as_it_was_before(name: str) -> None:
    found, before = edition(name), json.loads(file_of(name).read_text(encoding="utf-8"))
    assert found["report"] == before["report"]
    assert found["blocks"] == before["blocks"]
    assert found == before
