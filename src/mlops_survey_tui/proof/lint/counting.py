"""How many options or rows a question shows at most, as far as its sources tell."""

from __future__ import annotations

from collections.abc import Iterable

from ...questionnaire.model import Question, Questionnaire, Source
from ...questionnaire.offerings import offered


def most_shown(questionnaire: Questionnaire, sources: tuple[Source, ...]) -> int:
    """Return how many entries these sources show at most.

    Of sources with conditions the largest one counts, since conditions mostly exclude each other.
    """
    always = sum(_most(questionnaire, source) for source in sources if not _conditional(source))
    sometimes = max((_most(questionnaire, source) for source in sources if _conditional(source)), default=0)
    return min(always + sometimes, len(offered(questionnaire, sources)))


def _conditional(source: Source) -> bool:
    return source.when is not None or bool(source.option and source.option.when is not None)


def _most(questionnaire: Questionnaire, source: Source) -> int:
    count = _by_origin(questionnaire, source)
    return min(count, source.show) if source.show else count


def _by_origin(questionnaire: Questionnaire, source: Source) -> int:
    if source.origin == "own":
        return 1
    if source.origin == "draw":
        draw = questionnaire.draw_by_id[source.name]
        return draw.total
    if source.origin == "list_of":
        return min(_sizes_of(questionnaire, source), default=0)
    size = len(offered(questionnaire, (source,)))
    if source.origin == "from" and source.take in ("selected", "ranked"):
        return min(size, _most_chosen(questionnaire, questionnaire.question_by_id[source.name]))
    if source.take in ("most", "least"):
        return min(size, int(questionnaire.question_by_id[source.name].settings.get("sets", size)))
    return size


def _sizes_of(questionnaire: Questionnaire, source: Source) -> Iterable[int]:
    """Yield the sizes of the lists that a loop's items can name."""
    loops = [part.loop for part in questionnaire.sections] + [part.loop for part in questionnaire.questions]
    for loop in loops:
        if loop is not None and loop.name == source.name:
            for option in offered(questionnaire, loop.sources).values():
                if name := option.fields.get(source.field):
                    yield len(questionnaire.lists[str(name)].options)


def _most_chosen(questionnaire: Questionnaire, question: Question) -> int:
    """Return how many options of a question can be chosen at once."""
    if question.shape == "single":
        return 1
    limit = question.settings.get("maximum")
    size = most_shown(questionnaire, question.options)
    return min(size, int(limit)) if limit else size
