"""A report with a result of every form, made by hand: figures with nothing behind them, for tests of how they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mlops_survey_tui.analysis.report import results as form
from mlops_survey_tui.analysis.report.results import (
    Estimate,
    Fact,
    Filter,
    Finding,
    Group,
    Line,
    Report,
    Result,
    Series,
    Topic,
)

HOSTILE = "</script><img src=x onerror=alert(1)>&amp;\x1b[31m‮ \"quoted\" 'it'"
LONG = (
    "Getting access to data that belongs to other departments, including the legal review, the agreement on purposes, "
    "the copies for development, and everything that has to be asked again every quarter"
)
WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
RIGHT_TO_LEFT = "נתונים חסרים או באיכות ירודה (חלקית)"
NAMES = (
    "Python notebooks", "Experiment tracking", "Feature store", "Data versioning", "Model registry", "Orchestration",
    "Monitoring of models", "Serving of models", "Labelling", "Continuous integration", "Vector database", "Other",
)  # fmt: skip
STAGES = (
    "Framing the problem", "Collecting data", "Labelling data", "Building features", "Training", "Evaluating",
    "Deploying", "Monitoring", "Retiring",
)  # fmt: skip
PARTS = ("Batch", "Request and response", "Streaming", "On the device", "In a product of others", "None in production")
POINTS = (
    ("1", "Very dissatisfied"),
    ("2", "Dissatisfied"),
    ("3", "Neither"),
    ("4", "Satisfied"),
    ("5", "Very satisfied"),
)


def estimate(value: float | None, n: int = 812, half: float = 3.0, least: float = 0.0, most: float = 100.0) -> Estimate:
    """An estimate with an interval around it, or one that is hidden."""
    if value is None:
        return Estimate(None, n=n, hidden="small base")
    return Estimate(
        value, max(least, value - half), min(most, value + half), half / 1.96, n, n * 0.97, 1.1, count=n // 2
    )


def lines(names: Sequence[str], **columns: Iterable[Estimate]) -> tuple[Line, ...]:
    """Lines with the estimates of each series in the order of the names."""
    held = {name: list(estimates) for name, estimates in columns.items()}
    return tuple(
        Line(f"line_{at}", label, {name: estimates[at] for name, estimates in held.items() if at < len(estimates)})
        for at, label in enumerate(names)
    )


def result(kind: str, found: Sequence[Line], series: Sequence[tuple[str, str]], **others: object) -> Result:
    """A result of a form with everything that a page shows."""
    standard: dict[str, object] = {
        "id": f"made_{kind}", "title": f"A result drawn as {kind}", "questions": (f"question_{kind}",),
        "wording": "Which of these did your team use for ML in the last 12 months?", "base": 812,
        "asked": "everybody on path A or B", "base_note": "respondents who saw the question",
        "weight_note": "weighted by the inverse of the chance that the module was drawn",
        "interval_note": "95% intervals on the logit scale", "missing": {"not_routed": 120, "skipped": 34},
        "notes": ("A note on how to read this.",), "source": "data/tools.parquet",
    }  # fmt: skip
    return Result(form=kind, series=tuple(Series(*one) for one in series), lines=tuple(found), **(standard | others))  # type: ignore[arg-type]


def falling(count: int, start: float = 78.0, ratio: float = 0.82) -> list[float]:
    """Figures, each a share of the one before."""
    return [start * ratio**at for at in range(count)]


def bars() -> Result:
    """Shares of options, with groups to choose from and one line that may not be shown."""
    shares = [*map(estimate, falling(11)), estimate(None)]
    found = lines(NAMES, share=shares)
    groups = (
        Group(
            "engineer",
            "ML engineer",
            233,
            lines(NAMES, share=[estimate(max(value - 6, 1), 233, 6) for value in falling(12)]),
        ),
        Group(
            "scientist",
            "Data scientist",
            301,
            lines(NAMES, share=[estimate(min(value + 5, 99), 301, 5) for value in falling(12)]),
        ),
        Group("lead", "Team lead", 9, (), "fewer than 30 respondents"),
    )
    return result(form.BARS, found, (("share", "Share of respondents"),), filters=(Filter("role", "Role", groups),))


def likert(kind: str = form.LIKERT) -> Result:
    """Points of a scale with a middle."""
    rows = [(4, 11, 22, 41, 22), (14, 31, 22, 23, 10), (40, 30, 20, 8, 2), (0, 0, 100, 0, 0), (1, 2, 3, 4, 90)]
    found = tuple(
        Line(f"line_{at}", NAMES[at], {code: estimate(float(share), 120 + 31 * at) for (code, _), share in zip(POINTS, row, strict=True)},
             summary={"mean": estimate(3.4, least=1, most=5, half=0.1), "top": estimate(63)})
        for at, row in enumerate(rows)
    )  # fmt: skip
    return result(kind, found, POINTS, centre="3", ends=("Very dissatisfied", "Very satisfied"))


def one_way() -> Result:
    """Points of a scale that only goes one way."""
    points = (("daily", "Daily"), ("weekly", "Weekly"), ("monthly", "Monthly"), ("rarely", "Less than monthly"))
    found = tuple(
        Line(f"line_{at}", NAMES[at], {code: estimate(share) for (code, _), share in zip(points, row, strict=True)})
        for at, row in enumerate([(61.0, 22.0, 10.0, 7.0), (35.0, 30.0, 20.0, 15.0), (5.0, 5.0, 40.0, 50.0)])
    )
    return result(form.LIKERT, found, points, id="made_one_way", title="How often each is used")


def quadrant() -> Result:
    """Use against satisfaction, many tools close to each other, with their places in the edition before."""
    count = 36
    names = [f"{NAMES[at % 12]} {chr(65 + at // 12)}" for at in range(count)]
    usage = [estimate(2 + 50 * 0.86**at, 812) for at in range(count)]
    liked = [estimate(3.1 + 1.3 * ((at * 7) % 11) / 11, max(30, 400 - 22 * at), 0.15, 1, 5) for at in range(count)]
    found = lines(
        names, usage=usage, satisfaction=[*liked[:34], estimate(None), estimate(None)],
        usage_before=[estimate(max(1, 46 * 0.86**at)) for at in range(8)],
        satisfaction_before=[estimate(3.3 + 0.9 * ((at * 5) % 11) / 11, half=0.1, most=5) for at in range(8)],
    )  # fmt: skip
    series = (("usage", "Used by"), ("satisfaction", "Mean satisfaction of users"),
              ("usage_before", "Used by, 2025"), ("satisfaction_before", "Mean satisfaction, 2025"))  # fmt: skip
    return result(form.QUADRANT, found, series, ends=("Very dissatisfied", "Very satisfied"))


def scores() -> Result:
    """Best-worst scores with how often each was best and worst."""
    values = [0.62 - 0.11 * at for at in range(12)]
    found = lines(
        (*NAMES[:10], LONG, HOSTILE),
        score=[estimate(value, half=0.06, least=-1, most=1) for value in values],
        best=[estimate(max(0, 30 + 30 * value)) for value in values],
        worst=[estimate(max(0, 30 - 30 * value)) for value in values],
    )
    return result(
        form.SCORES,
        found,
        (("score", "Best minus worst"), ("best", "Most severe"), ("worst", "Least severe")),
        unit="score",
    )


def allocation() -> Result:
    """Parts of a whole, now and later."""
    found = lines(
        PARTS,
        any=map(estimate, (81, 64, 33, 21, 9, 4)),
        among=map(estimate, (54, 45, 39, 43, 44, 25)),
        overall=map(estimate, (44, 29, 13, 9, 4, 1)),
        later_overall=map(estimate, (33, 31, 19, 11, 5, 1)),
    )
    return result(
        form.ALLOCATION,
        found,
        (("any", "Have any"), ("among", "Mean among those"), ("overall", "Now"), ("later_overall", "In three years")),
    )


def change() -> Result:
    """Two editions; only some lines clearly changed."""
    before, after = (
        falling(8),
        [value + shift for value, shift in zip(falling(8), (9, -1, 0.4, -8, 2, 0, 5, 1), strict=True)],
    )
    found = lines(
        NAMES[:9], before=map(estimate, before), after=[*map(estimate, after), estimate(40)],
        difference=[estimate(b - a, half=4, least=-99) for a, b in zip(before, after, strict=True)],
    )  # fmt: skip
    marked = tuple(Line(one.id, one.label, one.estimates, marked=at in (0, 3, 6)) for at, one in enumerate(found))
    return result(form.CHANGE, marked, (("before", "2025"), ("after", "2026"), ("difference", "Difference in points")))


def stages() -> Result:
    """Stages of the work with two measures."""
    found = lines(
        STAGES,
        difficult=map(estimate, (31, 52, 66, 40, 22, 35, 61, 58, 12)),
        long=map(estimate, (20, 63, 71, 55, 31, 25, 48, 30, 4)),
    )
    return result(
        form.STAGES, found, (("difficult", "Say it is difficult"), ("long", "Say it takes over a month")), ordered=True
    )


def places() -> Result:
    """A ranking of three places."""
    found = lines(
        NAMES[:7],
        place1=map(estimate, (40, 22, 14, 10, 8, 4, 2)),
        place2=map(estimate, (20, 25, 19, 14, 10, 8, 4)),
        place3=map(estimate, (10, 18, 22, 16, 14, 12, 8)),
        mean=[estimate(1.8 + 0.4 * at, half=0.12, least=1, most=12) for at in range(7)],
    )
    return result(
        form.PLACES, found, (("place1", "First"), ("place2", "Second"), ("place3", "Third"), ("mean", "Mean place"))
    )


def numbers() -> Result:
    """Quantiles that lie far apart."""
    found = lines(
        NAMES[:6],
        q25=[estimate(2.0 * 3**at, half=0.2, most=1e9) for at in range(6)],
        median=[estimate(5.0 * 3**at, half=1, most=1e9) for at in range(6)],
        q75=[estimate(14.0 * 3**at, half=2, most=1e9) for at in range(6)],
    )
    return result(
        form.NUMBERS, found, (("q25", "Lower quartile"), ("median", "Median"), ("q75", "Upper quartile")), unit="models"
    )


def cross() -> Result:
    """Shares by two facts, with cells that may not be shown."""
    columns = [("tech", "Technology"), ("finance", "Finance and insurance"), ("health", "Health care"), ("public", "Public sector"),
               ("retail", "Retail"), ("manufacturing", "Manufacturing and energy"), ("other", "Other")]  # fmt: skip
    shares: list[list[float | None]] = [
        [((at * 17 + column * 23) % 83) if (at + column) % 9 else None for column in range(7)] for at in range(6)
    ]
    found = tuple(
        Line(
            f"line_{at}", NAMES[at], {columns[column][0]: estimate(share, 90 + at) for column, share in enumerate(row)}
        )
        for at, row in enumerate(shares)
    )
    return result(form.CROSS, found, columns)


def counts() -> Result:
    """Respondents by region."""
    regions = (
        "Europe",
        "North America",
        "South Asia",
        "East Asia and the Pacific",
        "Latin America",
        "Africa and the Middle East",
    )
    people = (402.0, 310.0, 131.0, 74.0, 33.0, 12.0)
    found = lines(
        regions,
        count=[Estimate(value, n=962) for value in people],
        share=[estimate(value / 9.62, 962) for value in people],
    )
    return result(form.COUNTS, found, (("count", "Respondents"), ("share", "Share")), unit="respondents", base=962)


EVERY = (bars, likert, one_way, quadrant, scores, allocation, change, stages, places, numbers, cross, counts)


def extremes() -> tuple[Result, ...]:
    """Results that are hard to show: one line, sixty, none that may be shown, ends of the scale, hard labels."""
    many = [f"{NAMES[at % 12]}, kind {at + 1}" for at in range(60)]
    share = (("share", "Share of respondents"),)
    hard = (LONG, WORD, RIGHT_TO_LEFT, HOSTILE, "数据质量不足以及缺少标注的数据集和监控工具", "🦜🔗 chains", "", " ")
    return (
        result(form.BARS, lines(["The only one"], share=[estimate(100)]), share, id="one", title="One line"),
        result(
            form.BARS, lines(many, share=map(estimate, falling(60, 90, 0.95))), share, id="sixty", title="Sixty lines"
        ),
        result(
            form.BARS, lines(NAMES, share=[estimate(None)] * 12), share, id="hidden", title="Nothing that may be shown"
        ),
        result(form.BARS, lines(NAMES[:4], share=map(estimate, (0, 100, 0.2, 99.8))), share, id="ends", title="Ends"),
        result(
            form.BARS, lines(hard, share=map(estimate, falling(8))), share, id="hard", title=HOSTILE, wording=HOSTILE
        ),
        result(
            form.BARS, lines(NAMES[:3], share=[Estimate(float("nan"), n=1)] * 3), share, id="nan", title="Not numbers"
        ),
    )


def made_report() -> Report:
    """A report with all of it."""
    topics = (
        Topic("every", "Every form", tuple(make() for make in EVERY), "One result of each form."),
        Topic("extremes", "Hard to show", extremes()),
    )
    return Report(
        edition="2026", title="The state of MLOps 2026", respondents=962,
        findings=(Finding("Four in five use Python notebooks.", "made_bars"), Finding("Labelling is the hardest stage.", "made_stages")),
        topics=topics,
        method=(Fact("Asked from", "1 to 30 November 2026"), Fact("Complete", "811"), Fact("Removed", "38", "Reasons: 20 tests, 18 repeated")),
        caveats=("The sample is of volunteers.", HOSTILE), compared="2025", simulated=True, citation="The contributors (2026). MLOps survey.",
        licence="CC BY 4.0", data="sha256:0123abc",
    )  # fmt: skip
