"""A report from a release: topics of the plan with their results, then what is found in them and how it was made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from ..release import Release, opened
from ..results import CROSS, NUMBERS, Filter, Report, Result, Topic
from ..unknown import UnknownTopicError
from .aggregates import SUFFIX, published
from .cautions import cautions
from .changes import changes_topic
from .findings import findings
from .leaving_out import left_out
from .method import method
from .planning import Entry, PlannedTopic, completed
from .plans import plan_of
from .release_pair import Editions
from .reweighting import reweight

FURTHER = {NUMBERS: "median and quartiles", CROSS: "by item"}
"""How the titles of further results of a question go on, by form."""
Progress = Callable[[str], None]


def build(
    folder: Path,
    compare: Path | None = None,
    topics: Sequence[str] = (),
    progress: Progress = lambda _: None,
    weights: Path | None = None,
) -> Report:
    """Return the report of a release. ``progress`` is told each topic before it is made.

    ``weights`` is a file of margins that tables are weighted to.

    Raises:
        ReleaseError: a folder is no release.
        UnknownTopicError: a topic that was asked for does not exist.
    """
    with ExitStack() as stack:
        release = stack.enter_context(opened(folder))
        earlier = stack.enter_context(opened(compare)) if compare else None
        for one in (release, earlier):
            if weights and one:
                reweight(one, weights)
        return _report(Editions(release, earlier), topics, progress)


def _report(editions: Editions, wanted: Sequence[str], progress: Progress) -> Report:
    codebook = editions.release.codebook
    plan = plan_of(codebook)
    planned = _chosen(completed(plan, codebook), wanted)
    titles = {one.questions[0]: one.title for topic in plan.topics for one in topic.entries if one.title}
    made = []
    for topic in planned:
        progress(topic.title)
        made.append(
            Topic(
                topic.id,
                topic.title,
                tuple(_named(one, titles) for one in _results(editions, topic)),
                topic.introduction,
            )
        )
    topics = [topic for topic in made if topic.results]
    if editions.earlier:
        progress("Changes")
        topics += changes_topic(editions, topics)
    return Report(
        edition=codebook.edition,
        title=codebook.title,
        respondents=respondents(editions.release),
        findings=tuple(findings(topics)),
        topics=tuple(topics),
        method=tuple(method(editions.release)),
        caveats=tuple(cautions(editions.release)),
        compared=editions.earlier.codebook.edition if editions.earlier else "",
        simulated=codebook.simulated,
        citation=codebook.citation,
        licence=codebook.licence,
        data=editions.release.digest,
    )


def respondents(release: Release) -> int:
    """Return how many respondents the release is about: those kept, or the rows of its largest table of respondents."""
    kept = release.method.get("kept")
    tables = [table.rows for table in release.codebook.tables() if table.form == "respondents"]
    return int(kept) if isinstance(kept, int) else max(tables, default=0)


def _chosen(planned: Sequence[PlannedTopic], wanted: Sequence[str]) -> list[PlannedTopic]:
    known = [topic.id for topic in planned]
    if strange := [name for name in wanted if name not in known]:
        raise UnknownTopicError(f"There is no topic {', '.join(strange)}. Topics: {', '.join(known)}.")
    return [topic for topic in planned if not wanted or topic.id in wanted]


def _results(editions: Editions, topic: PlannedTopic) -> Iterator[Result]:
    for one in topic.entries:
        yield from _of_entry(editions, one)


def _named(result: Result, titles: Mapping[str, str]) -> Result:
    """Return a result whose filters have the short titles of the plan for the facts they split by."""
    return replace(result, filters=tuple(replace(one, label=_label(one, titles)) for one in result.filters))


def _label(one: Filter, titles: Mapping[str, str]) -> str:
    variable = one.variable.removesuffix(SUFFIX)
    if variable not in titles:
        return one.label
    return published(titles[variable]) if one.variable.endswith(SUFFIX) else titles[variable]


def _of_entry(editions: Editions, one: Entry) -> Iterator[Result]:
    if one.build:
        yield from (result for result in one.build(editions, one) if result.lines)
        return
    for question in one.questions:
        found = [result for result in editions.results(question) if result.lines]
        for number, result in enumerate(found):
            yield replace(result, title=titled(one.title, result, number))
        if not found and (asked := editions.release.codebook.question_by_id.get(question)):
            yield from left_out(editions.release, asked, one.title)


def titled(title: str, result: Result, number: int) -> str:
    """Return the title of the plan (or the question's own), going on for further results of a question."""
    if number and result.form in FURTHER:
        return f"{title or result.title} ({FURTHER[result.form]})"
    return f"{title} ({result.id.rpartition('.')[2]})" if title and number else title or result.title
