"""The plan of publication: which answers stand together in a release, and how facts about people are made coarser."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .base import Id, Spec

Reason = Annotated[str, Field(pattern=r"\S", max_length=400)]


Code = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_+-]*$", max_length=60)]
"""An answer: the id of an option, or a band such as 6-10 or 101+."""


class CodeSpec(Spec):
    """One coarser code, and the finer ones that it stands for."""

    id: Code
    label: str = Field(min_length=1, max_length=200, description="Its words in the data")
    of: list[Code] = Field(min_length=1, description="Codes of the question")


class LevelSpec(Spec):
    """One step of a ladder; codes that it does not name stay as they are."""

    id: Id = Field(description="Name of the level, such as sector")
    codes: list[CodeSpec] = Field(min_length=1)


class LadderSpec(Spec):
    """How the answers to one question are made coarser, step by step; after the last step nothing is told at all."""

    levels: list[LevelSpec] = Field(default=[], description="From fine to coarse")
    importance: float = Field(
        default=0, ge=0, le=1000, description="What is lost with it, beside other keys; 0: by its place in coarsen"
    )


class BlockSpec(Spec):
    """Questions whose answers stand together, and with those of no other block."""

    id: Id = Field(description="Name of its tables")
    title: str = Field(min_length=1, max_length=200)
    keys: list[Id] = Field(default=[], description="Questions whose answers stand in it as coarse facts about people")
    questions: list[Id] = Field(min_length=1)
    linked: bool = Field(
        default=False, description="Lines of one respondent, one for each item, can be told to belong together"
    )
    note: str = Field(default="", max_length=1000, description="A remark for those who read the data")


class PublicationFile(Spec):
    """The file ``publication.yaml`` of an edition."""

    coarsen: list[Id] = Field(default=[], description="Keys in the order in which they lose detail")
    ladders: dict[Id, LadderSpec] = Field(default={}, description="By question: how its answers are made coarser")
    blocks: list[BlockSpec] = Field(min_length=1)
    aggregates: dict[Id, Reason] = Field(default={}, description="Questions published as counts only, with the reason")
    withheld: dict[Id, Reason] = Field(default={}, description="Questions that are not published, with the reason")
    note: str = ""
