"""The shape of a bundle: which fields there are, of what type, how long; the questionnaire is checked elsewhere.

Only who receives bundles or writes the schema needs it; a respondent's program builds bundles without.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal, NotRequired

from pydantic import ConfigDict, Field, StringConstraints, TypeAdapter, with_config
from typing_extensions import TypedDict

from .bundle import FORMAT, MILLIONTHS
from .envelope import BLOCK, CONSENT

_LARGEST = 2**53
_STRICT = with_config(ConfigDict(strict=True, extra="forbid"))
_DIALECT = "https://json-schema.org/draft/2020-12/schema"

Code = Annotated[str, StringConstraints(max_length=120, pattern=r"^[A-Za-z0-9_.:+-]*$")]
"""An id of the questionnaire."""
PageKey = Annotated[str, StringConstraints(max_length=400, pattern=r"^[A-Za-z0-9_.:+-]+(@[A-Za-z0-9_.:+/-]+)?$")]
"""A question, and behind ``@`` the loop items it was asked for."""
Mark = Literal["draft", "closed", "chosen_seed", "chosen_draws", "chosen_sections", "simulated"]
"""What keeps an interview apart from ordinary ones."""
Text = Annotated[str, StringConstraints(max_length=4000)]
Whole = Annotated[int, Field(ge=-_LARGEST, le=_LARGEST)]
Chance = Annotated[int, Field(ge=0, le=MILLIONTHS)]
Codes = Annotated[list[Code], Field(max_length=1000)]
Marks = dict[Code, Code | Whole | Codes]
"""The answers of one row: by scale, the two marks of a set, or the ends of a band."""
Row = Code | Whole | Codes | Marks
Value = Text | Whole | Codes | dict[Code, Row]
"""What was answered; its shape depends on the kind of the question."""


@_STRICT
class SharedAnswer(TypedDict):
    """What was answered on one page, or the code of why nothing was."""

    status: Code
    value: NotRequired[Value]
    texts: NotRequired[
        Annotated[dict[Code, Text], Field(description="Words beside options, with a consent of their own")]
    ]
    withheld: NotRequired[Annotated[Literal[True], Field(description="Words were typed that stay with the respondent")]]


@_STRICT
class Displayed(TypedDict):
    """What chance showed on a page: a wording, an order, a part of the choices, sets."""

    decision: Literal["displayed"]
    page: PageKey
    wording: NotRequired[Whole]
    wording_probability: NotRequired[Chance]
    options: NotRequired[Codes]
    rows: NotRequired[Codes]
    subset_probabilities: NotRequired[list[Chance]]
    sets: NotRequired[Annotated[list[Codes], Field(max_length=200)]]
    design_version: NotRequired[Whole]
    design_version_probability: NotRequired[Chance]


@_STRICT
class Drawn(TypedDict):
    """What a draw gave, with the probability of each outcome."""

    decision: Literal["drawn"]
    draw: PageKey
    value: Code | Whole | Codes
    probability: NotRequired[Chance]
    parts: NotRequired[Annotated[list[Codes], Field(max_length=50)]]
    probabilities: NotRequired[dict[Code, Chance]]


@_STRICT
class Assigned(TypedDict):
    """Which form of the modules chance gave, or which module was offered in addition."""

    decision: Literal["assigned"]
    form: NotRequired[Whole]
    volunteer: NotRequired[Code]
    probability: NotRequired[Chance]


@_STRICT
class Replaced(TypedDict):
    """A module that did not apply, and the one in its place."""

    decision: Literal["replaced"]
    module: Code
    by: Code
    probability: NotRequired[Chance]


@_STRICT
class Boosted(TypedDict):
    """A module given more often than by turns, and the one it stands for."""

    decision: Literal["boosted"]
    module: Code
    instead_of: Code
    probability: NotRequired[Chance]


@_STRICT
class Dropped(TypedDict):
    """A module left out so that the promised time was kept."""

    decision: Literal["dropped"]
    module: Code
    reason: Code


Decision = Annotated[
    Displayed | Drawn | Assigned | Replaced | Boosted | Dropped, Field(discriminator="decision", description="Chance")
]


@_STRICT
class Bundle(TypedDict):
    """Everything that leaves a respondent's machine, and nothing else."""

    format: Annotated[int, Field(ge=FORMAT, le=FORMAT)]
    questionnaire: Code
    edition: Code
    version: Code
    hash: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
    outcome: Literal["", "complete", "screened_out"]
    marks: Annotated[list[Mark], Field(max_length=10)]
    channel: Code
    answers: Annotated[dict[PageKey, SharedAnswer], Field(max_length=5000)]
    chance: Annotated[list[Decision], Field(max_length=5000)]
    id: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
    withdrawal: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    client: Annotated[str, StringConstraints(pattern=r"^[0-9]{1,4}\.[0-9]{1,4}$")]
    consent: Annotated[int, Field(ge=CONSENT, le=1000)]
    minutes: NotRequired[Literal["<10", "10-20", "20-40", ">40"]]
    padding: Annotated[str, StringConstraints(max_length=BLOCK, pattern=r"^ *$")]


_ADAPTER = TypeAdapter(Bundle)


def misfit(data: Any) -> str | None:
    """Return where data has not the shape of a bundle, or None where it has; the place repeats nothing but names."""
    from pydantic import ValidationError

    try:
        _ADAPTER.validator.validate_python(data)
    except ValidationError as error:
        return _place(error.errors(include_url=False, include_context=False, include_input=False)[0]["loc"])
    return None


def _place(location: tuple[int | str, ...]) -> str:
    """Return the field in which something is wrong, without the names below, as these were sent by a stranger."""
    name = str(location[0]) if location else ""
    return name if name in Bundle.__annotations__ else "bundle"


def schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of bundles under its name."""
    schema = _ADAPTER.json_schema()
    return {"bundle": {"$schema": _DIALECT, **schema}}


def write_schemas(folder: Path) -> list[Path]:
    """Write the schema into a folder; return the file."""
    from ..questionnaire.schema import write_each

    return write_each(folder, schemas())
