"""One page of each kind to try states and views on, with everything a kind can have."""

from __future__ import annotations

from mlops_survey_tui.interview.page import Choice, Page, Scale

SPECIALS = (
    Choice("dont_know", "Don't know", special=True),
    Choice("prefer_not", "Prefer not to say", special=True),
)
PROBLEMS = (
    Choice("skew", "Keeping training and serving data consistent"),
    Choice("repeat", "Reproducing an earlier result"),
    Choice("libraries", "Managing library dependencies", help="Versions, conflicts and abandoned packages."),
    Choice("release", "Getting a release approved"),
    Choice("cost", "Cost of computing"),
    Choice("other", "Other (please specify)", text_limit=80),
)
ROWS = (
    Choice("batch", "Batch, offline"),
    Choice("online", "Online, on request"),
    Choice("streaming", "Streaming"),
    Choice("other", "Other (please specify)", text_limit=80),
)
AGREEMENT = Scale(
    "",
    "",
    (
        Choice("1", "Strongly disagree"),
        Choice("2", "Disagree"),
        Choice("3", "Neither"),
        Choice("4", "Agree"),
        Choice("5", "Strongly agree"),
        Choice("not_applicable", "Does not apply", exclusive=True, special=True),
    ),
)
STATEMENTS = (
    Choice("trust", "I trust the monitoring of our models"),
    Choice("time", "Most of my time goes into work that is not modelling"),
    Choice("quick", "We can release in a day"),
    Choice("other", "Another statement", text_limit=40),
)


def page_of(kind: str, **fields: object) -> Page:
    """Return a page of a kind with these fields."""
    return Page(kind, kind, kind, "section", "What?", **fields)  # type: ignore[arg-type]


def tools(count: int) -> tuple[Choice, ...]:
    """Return a long list of options in groups, with former names, ending with one that asks for words."""
    named = (
        Choice("studio", "Amazon SageMaker Studio", group="Workbenches"),
        Choice("q_developer", "Amazon Q Developer", aliases=("CodeWhisperer",), group="Assistants"),
        Choice("sklearn", "scikit-learn", group="Frameworks"),
        Choice("kubeflow", "Kubeflow Pipelines", group="Orchestration"),
        Choice("mlflow", "MLflow Tracking", group="Tracking"),
    )
    many = tuple(
        Choice(f"tool_{at}", f"Tool {at}", aliases=(f"Former name {at}",), group=f"Group {at // 20}")
        for at in range(count - len(named) - 1)
    )
    return (*named, *many, Choice("other", "Other (please specify)", text_limit=80))


SINGLE = page_of("single", options=PROBLEMS, specials=SPECIALS)
MULTI = page_of(
    "multi",
    options=(*PROBLEMS, Choice("identical", "None of these differ", exclusive=True)),
    specials=SPECIALS,
    maximum=3,
)
SEARCH_SINGLE = page_of("single", options=tools(60), specials=SPECIALS, searchable=True)
SEARCH = page_of("multi", options=tools(60), specials=SPECIALS, searchable=True, maximum=12)
MATRIX = page_of("matrix", rows=STATEMENTS, scales=(AGREEMENT,), specials=SPECIALS)
MATRIX_MANY = page_of("matrix", rows=STATEMENTS, scales=(AGREEMENT,), multiple=True)
MATRIX_SCALES = page_of(
    "matrix",
    rows=STATEMENTS[:3],
    scales=(
        Scale("use", "How often?", (Choice("daily", "Daily"), Choice("weekly", "Weekly"), Choice("less", "Less"))),
        Scale("fit", "How satisfied?", (Choice("low", "Little"), Choice("high", "Much"))),
    ),
)
RANKING = page_of("ranking", options=PROBLEMS, specials=SPECIALS, maximum=3)
RANKING_ALL = page_of("ranking", options=PROBLEMS[:5])
MAXDIFF = page_of(
    "maxdiff",
    options=PROBLEMS[:5],
    sets=(("skew", "repeat", "libraries", "release"), ("cost", "skew", "release", "repeat")),
    prompts=("Most severe", "Least severe"),
    specials=SPECIALS,
)
ALLOCATION = page_of("allocation", rows=ROWS, total=8, specials=SPECIALS)
ALLOCATION_MORE = page_of(
    "allocation",
    rows=ROWS[:3],
    total=100,
    unit="percent",
    at_most=True,
    beside={"batch": "5", "online": "2"},
    extra_rows=tuple(Choice(f"extra_{at}", f"Further row {at}") for at in range(12)),
    extra_limit=2,
)
NUMBER = page_of("number", minimum=0, maximum=999, specials=SPECIALS)
NUMBER_DECIMALS = page_of("number", minimum=-10, maximum=10, decimals=2)
NUMBER_GRID = page_of("number_grid", rows=ROWS, minimum=0, maximum=200, specials=SPECIALS)
SCALE = page_of(
    "scale",
    options=tuple(
        Choice(str(at), {0: "Not at all likely", 10: "Extremely likely"}.get(at, str(at))) for at in range(11)
    ),
    specials=SPECIALS,
)
TEXT = page_of("text", text_limit=200, specials=SPECIALS)
LONG_TEXT = page_of("long_text", text_limit=2000, specials=SPECIALS)
INFO = page_of("info")

PAGES = {
    "info": INFO,
    "single": SINGLE,
    "single-search": SEARCH_SINGLE,
    "multi": MULTI,
    "multi-search": SEARCH,
    "matrix": MATRIX,
    "matrix-many": MATRIX_MANY,
    "matrix-scales": MATRIX_SCALES,
    "ranking": RANKING,
    "ranking-all": RANKING_ALL,
    "maxdiff": MAXDIFF,
    "allocation": ALLOCATION,
    "allocation-more": ALLOCATION_MORE,
    "number": NUMBER,
    "number-decimals": NUMBER_DECIMALS,
    "number-grid": NUMBER_GRID,
    "scale": SCALE,
    "text": TEXT,
    "long-text": LONG_TEXT,
}
