"""MaxDiff designs that are made beforehand, one a file under ``designs/``."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from .base import Id, Spec

Member = Annotated[int, Field(ge=1)]
SetSpec = Annotated[list[Member], Field(min_length=2)]
VersionSpec = Annotated[list[SetSpec], Field(min_length=1)]


class DesignFile(Spec):
    """One design: its items, and the sets of each version. One version is played by one respondent."""

    title: str = ""
    items: list[Id] = Field(min_length=2, description="Ids of the options, in the order in which the sets count them")
    versions: list[VersionSpec] = Field(
        min_length=1, description="For each version its sets; a set is a list of items, each by its number, from 1"
    )
    about: dict[str, Any] = {}
