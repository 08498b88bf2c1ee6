"""Builds the page of a question: everything resolved, nothing left to look up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..language import _
from ..questionnaire.model import Question
from .amounts import amount
from .keys import split_key
from .kinds.certain import certain_of
from .letters import plain_letters
from .maxdiff import design_version, draw_sets, sets_of
from .page import Choice, Page, Scale
from .plan import Plan, sources_of
from .randomness import shuffled
from .sources import Item, is_fixed, resolve
from .wording import write, writer_of

if TYPE_CHECKING:
    from .scope import Scope
    from .world import World


def build_page(world: World, key: str, bare: bool = False) -> Page:
    """Return a page without answer, draft and confirmation, which the session adds.

    A ``bare`` one, to check an answer against, has no words around its choices, and these in any order.
    """
    plan = world.plans[key]
    if not plan.prepared:
        prepare(world, plan, key)
    page = plan.page
    if page is None:
        return _resolved(world, key, bare)
    if bare:
        return page.worded(key, key.partition("@")[2], "", "")
    if plan.same_words:
        return page
    if plan.write is None:
        return _worded(world, plan, page, key)
    if plan.alone:
        return page.worded(key, "", plan.write(world, world.root), "")
    return page.worded(key, key.partition("@")[2], plan.write(world, world.scope(key)), "")


def prepare(world: World, plan: Plan, key: str) -> None:
    """Fill in what a plan has of its question's page, if that is the same for everybody; with its words if they are."""
    plan.prepared = True
    if not (plan.fixed and all(is_fixed(world, source) for source in sources_of(plan.question))):
        return
    page = _resolved(world, key, bare=False)
    plan.page = page if plan.same_words else page.but(key=plan.name, item="", text="", help="")
    if page.total is None and not plan.question.help.variants:
        plan.write = writer_of(world, plan.question.text)
    plan.certain = None if plan.question.checks else certain_of(page)


def _worded(world: World, plan: Plan, template: Page, key: str) -> Page:
    """Return a page that offers everybody the same, with the text and help that hold for this respondent and item."""
    scope, question = world.scope(key), plan.question
    scope.page_total = template.total
    text, help_ = write(world, question.text, scope, f"text:{key}"), write(world, question.help, scope, f"help:{key}")
    scope.page_total = None
    return template.worded(key, key.partition("@")[2], text, help_)


def _resolved(world: World, key: str, bare: bool) -> Page:
    name, path = split_key(key)
    question = world.questionnaire.question_by_id[name]
    scope = world.scope(key)
    settings = question.settings
    scope.page_total = total = _total(world, question, scope)
    options = resolve(world, question.options, scope, f"options:{key}")
    rows = resolve(world, question.rows, scope, f"rows:{key}")
    if not bare:
        options, rows = _ordered(world, question, options, key), _ordered(world, question, rows, key)
    extra = [item for item in resolve(world, question.extra_rows, scope, f"extra:{key}") if item not in rows]
    page = Page(
        key=key,
        question=name,
        kind=question.kind,
        section=world.questionnaire.section_by_id[question.section].title,
        text="" if bare else write(world, question.text, scope, f"text:{key}"),
        item="/".join(path),
        help="" if bare else write(world, question.help, scope, f"help:{key}"),
        help_shown=bool(settings.get("help_shown")),
        options=tuple(map(choice, options)) or _scale_points(settings),
        rows=tuple(map(choice, rows)),
        scales=_scales(world, question, scope),
        specials=_specials(question),
        required=question.required,
        searchable=question.searchable,
        multiple=bool(settings.get("multiple")),
        minimum=settings.get("minimum"),
        maximum=settings.get("maximum"),
        decimals=settings.get("decimals", 0),
        total=total,
        at_most=bool(settings.get("at_most")),
        unit=settings.get("unit") or ("percent" if total == 100 else "count"),
        beside={} if bare else _beside(world, question, scope),
        extra_rows=tuple(map(choice, extra)),
        extra_limit=settings.get("extra_limit", 0),
        sets=_sets(world, question, options, key),
        prompts=tuple(settings.get("prompts") or (_("Most"), _("Least"))),
        text_limit=settings.get("text_limit", 0),
        answers_like=question.answers_like,
    )
    scope.page_total = None
    return page


def choice(item: Item) -> Choice:
    """Return an item as the page shows it."""
    return Choice(item.id, item.label, item.help, item.aliases, item.group, item.exclusive, text_limit=item.text_limit)


def _specials(question: Question) -> tuple[Choice, ...]:
    return tuple(Choice(option.id, str(option.label), exclusive=True, special=True) for option in question.specials)


def _ordered(world: World, question: Question, items: list[Item], key: str) -> list[Item]:
    """Put items in the order in which they are shown; pinned ones stay last, groups stay together."""
    free = [item for item in items if not item.pinned]
    pinned = [item for item in items if item.pinned]
    if question.order == "random":
        place = {id_: number for number, id_ in enumerate(shuffled((i.id for i in free), world.seed, "order", key))}
        decided = world.facts.pins.shown.get(key, ())
        place |= {id_: number - len(decided) for number, id_ in enumerate(decided)}
        free.sort(key=lambda item: place[item.id])
    elif question.order == "alpha":
        free.sort(key=lambda item: plain_letters(item.label))
    groups = list(dict.fromkeys(item.group for item in items))
    return sorted(free, key=lambda item: groups.index(item.group)) + pinned


def _total(world: World, question: Question, scope: Scope) -> int | None:
    tree = question.settings.get("total")
    value = world.closure(tree)(scope) if tree else None
    return None if value is None else int(value)


def _scale_points(settings: Mapping[str, Any]) -> tuple[Choice, ...]:
    """Return the points of a numbered scale; the ends carry their labels."""
    if "low" not in settings:
        return ()
    ends = {settings["low"]: settings["low_label"], settings["high"]: settings["high_label"]}
    return tuple(
        Choice(str(point), ends.get(point) or str(point)) for point in range(settings["low"], settings["high"] + 1)
    )


def _scales(world: World, question: Question, scope: Scope) -> tuple[Scale, ...]:
    specials = tuple(
        Choice(option.id, str(option.label), exclusive=True, special=True) for option in question.row_specials
    )
    return tuple(
        Scale(
            columns.id, columns.title, tuple(map(choice, resolve(world, columns.sources, scope, "columns"))) + specials
        )
        for columns in question.columns
    )


def _sets(world: World, question: Question, options: list[Item], key: str) -> tuple[tuple[str, ...], ...]:
    if "sets" not in question.settings:
        return ()
    ids = [option.id for option in options]
    decided = world.facts.pins.sets.get(key, [])
    if decided and all(id_ in ids for members in decided for id_ in members):
        return tuple(map(tuple, decided))
    if design := question.settings.get("design"):
        return sets_of(design, design_version(design, world.seed, key))
    return draw_sets(ids, question.settings["sets"], question.settings["per_set"], world.seed, key)


def _beside(world: World, question: Question, scope: Scope) -> dict[str, str]:
    """Return what an earlier allocation gave to each row, written out with its unit."""
    beside: dict[str, str] = {}
    for source in question.beside:
        if not world.holds(source.when, scope):
            continue
        answer = scope.answer(source.name, source.depth)
        if answer is None or answer.special:
            continue
        earlier = world.questionnaire.question_by_id[source.name]
        total = _total(world, earlier, scope)
        percent = earlier.settings.get("unit") == "percent" or total == 100
        beside.update({row: amount(value, "percent" if percent else "count") for row, value in answer.value.items()})
    return beside
