"""Puts the compiled questionnaire together."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from .. import model
from ..conditions.parse import ConditionFault, parse, parse_condition, suggest
from ..conditions.types import Choice, Choices, Numeric, Truth, Words
from ..errors import Report
from ..format.lists import ListSpec, OptionSpec
from ..format.manifest import DrawSpec
from ..rotation import Rotation
from ..yaml_source import Place
from .bands import faults_of_bands, with_exact_parts
from .designs import check_design
from .draft import Draft, Placed, SectionDraft, read_draft
from .flow import apply_jumps, collect_jumps
from .pages import fault_of_pages
from .parts import Parts
from .questions import compile_question
from .rotation import compile_rotation
from .symbols import LAST, Context, Symbols
from .universe import Entries, Universes


def compile_folder(folder: Path, content_hash: str) -> model.Questionnaire:
    """Compile the questionnaire in a folder.

    Raises:
        QuestionnaireInvalid: the files have faults; the exception lists all of them.
    """
    report = Report(folder)
    return compile_draft(read_draft(folder, report), report, content_hash)


def compile_draft(draft: Draft | None, report: Report, content_hash: str) -> model.Questionnaire:
    """Compile what was read, and end with all that the report has.

    Raises:
        QuestionnaireInvalid: there are faults; the exception lists all of them.
    """
    if draft is None:
        report.raise_if_any()
        raise AssertionError("a missing draft is always reported")
    build = _Build(draft, report, content_hash)
    compiled = build.build()
    build.tell_consequences()
    report.raise_if_any()
    return compiled


class _Build:
    def __init__(self, draft: Draft, report: Report, content_hash: str) -> None:
        self.draft, self.report, self.content_hash = draft, report, content_hash
        self.symbols = Symbols(draft)
        self.universes = Universes(self.symbols)

    def build(self) -> model.Questionnaire:
        manifest = self.draft.manifest.spec
        self._check_designs()
        lists = {name: self._list(name, placed) for name, placed in self.draft.lists.items()}
        sections = [self._section(section) for section in self.draft.sections]
        compiled = [compile_question(info, self.symbols, self.universes) for info in self.symbols.questions.values()]
        questions = [question for question in compiled if question is not None]
        draws = tuple(self._draw(name) for name in self.symbols.draws)
        computed = tuple(self._computed(name) for name in self.symbols.definitions)
        jumps = collect_jumps(self.symbols, self.universes)
        sections, questions = apply_jumps(jumps, sections, questions, self.symbols)
        self._check_consent()
        rotation = compile_rotation(self.draft, self.symbols, self.universes)
        parts = self._parts(self.draft.manifest.place, LAST)
        built = model.Questionnaire(
            id=manifest.id, title=manifest.title, edition=manifest.edition, version=manifest.version,
            content_hash=self.content_hash, sections=tuple(sections), questions=tuple(questions), lists=lists,
            special_answers=parts.specials(self.draft.specials),
            computed=computed, draws=draws, language=manifest.language, tagline=manifest.tagline,
            status=manifest.status, opens=_date(manifest.opens), closes=_date(manifest.closes),
            contact=manifest.contact, consent=manifest.consent or "", collector=manifest.collector or "",
            withdrawal_deadline=_date(manifest.withdrawal_deadline), channels=tuple(manifest.channels),
            offers=tuple(model.Offer(o.id, o.label, o.consent, o.command) for o in manifest.offers),
            rotation=rotation, estimate_minutes=_estimate(sections, questions, rotation),
            target_median=manifest.target_minutes.median, target_longest=manifest.target_minutes.longest,
        )  # fmt: skip
        self._check_bands(built)
        self._check_pages(built)
        return with_exact_parts(built)

    def _check_bands(self, built: model.Questionnaire) -> None:
        """Report bands that hide what the way through the survey depends on."""
        if not self.report.faults:
            for question, hidden in faults_of_bands(built):
                self.symbols.questions[question].place.at("bands").fault("S512", hidden)

    def _check_pages(self, built: model.Questionnaire) -> None:
        """Report loops that make more pages than anybody can answer."""
        if not self.report.faults and (found := fault_of_pages(built)):
            self.symbols.questions[found[0]].place.fault("S513", found[1])

    def _check_designs(self) -> None:
        """Report designs that cannot be used, and take them out."""
        for name, design in list(self.draft.designs.items()):
            if not check_design(design):
                del self.draft.designs[name]
                self.draft.unreadable.add("designs")

    def tell_consequences(self) -> None:
        """Report what was taken for the consequence of a fault that, as it turns out, nobody reported."""
        if not self.report.faults:
            for place, fault in self.symbols.consequences:
                place.fault(fault.code, str(fault))

    def _parts(self, place: Place, order: int, loops: tuple[str, ...] = ()) -> Parts:
        return Parts(Context(self.symbols, order, loops), self.universes, place)

    def _list(self, name: str, placed: Placed[ListSpec]) -> model.OptionList:
        spec, parts = placed.spec, self._parts(placed.place, LAST)
        places = self._option_places(placed)
        options, seen = [], set[str]()
        for option, group, place in places:
            if option.id in seen:
                place.at("id").fault("I201", f"option '{option.id}' stands twice in list '{name}'")
            seen.add(option.id)
            self._check_fields(option, spec.fields, place)
            options.append(parts.option(option, place, group, own=False))
        for family, ids in spec.families.items():
            for id_ in ids:
                if id_ not in seen:
                    placed.place.at("families", family).fault("C304", f"family '{family}' names no option '{id_}'")
        parts.specials(spec.special, placed.place.at("special"))
        self._check_groups(name, placed)
        order = "natural" if spec.order == "lifecycle" else spec.order
        groups = {group.id: group.title for group in spec.groups}
        return model.OptionList(name, tuple(options), order, spec.searchable, groups, spec.families)

    def _check_fields(self, option: OptionSpec, declared: list[str], place: Place) -> None:
        for field in option.fields:
            if field not in declared:
                known = ", ".join(declared) or "none"
                place.at(field).fault("F104", f"unknown field '{field}'; the list declares: {known}")

    def _check_groups(self, name: str, placed: Placed[ListSpec]) -> None:
        if name == "special_answers":
            placed.place.fault("I206", "'special_answers' names the special answers, not a list")
        seen: set[str] = set()
        for number, group in enumerate(placed.spec.groups):
            if group.id in seen:
                place = placed.place.at("groups", number, "id")
                place.fault("I201", f"group '{group.id}' stands twice in list '{name}'")
            seen.add(group.id)

    def _option_places(self, placed: Placed[ListSpec]) -> list[tuple[OptionSpec, str, Place]]:
        spec, place = placed.spec, placed.place
        flat = [(option, "", place.at("options", index)) for index, option in enumerate(spec.options)]
        return flat + [
            (option, group.id, place.at("groups", number, "options", index))
            for number, group in enumerate(spec.groups)
            for index, option in enumerate(group.options)
        ]

    def _section(self, section: SectionDraft) -> model.Section:
        ids = tuple(question.spec.id for question in section.questions)
        order = min((self.symbols.questions[id_].order for id_ in ids), default=LAST)
        parts = self._parts(section.place, order)
        when = parts.condition(section.spec.when, section.place.at("when"))
        loop = parts.loop(section.spec.loop, section.place.at("loop"))
        return model.Section(
            section.spec.id, section.spec.title, ids, section.spec.module, when, loop,
            section.spec.volunteer_slot, tuple(sorted(parts.reads)),
        )  # fmt: skip

    def _draw(self, name: str) -> model.Draw:
        info = self.symbols.draws[name]
        with suppress(ConditionFault):
            self.symbols.draw(name)
        spec, loops = info.spec, self.symbols.draw_loops.get(name, ())
        parts = self._parts(info.place, LAST, loops)
        told = len(self.report.faults)
        strata = [
            model.Stratum(parts.sources(stratum.source, info.place.at("strata", index, "source")), stratum.take)
            for index, stratum in enumerate(spec.strata)
        ]
        if spec.source is not None and spec.take is not None:
            strata = [model.Stratum(parts.sources(spec.source, info.place.at("source")), spec.take)]
        low, high = (parts.number(bound, info.place.at("number")) for bound in spec.number or (0, 0))
        draw = model.Draw(
            id=name, form=_form(spec), strata=tuple(strata), fill=parts.sources(spec.fill or [], info.place.at("fill")),
            total=spec.total or sum(stratum.take for stratum in strata), low=low, high=high,
            values=tuple(spec.one_of), when=parts.condition(spec.when, info.place.at("when")), section=info.section,
            depth=len(loops), reads=tuple(sorted(parts.reads)),
        )  # fmt: skip
        if len(self.report.faults) == told:
            parts.guarded(info.place, lambda: self.symbols.draw(name), None)
            parts.guarded(info.place, lambda: self._check_draw(spec, info.place, loops), None)
        return draw

    def _check_draw(self, spec: DrawSpec, place: Place, loops: tuple[str, ...]) -> None:
        if spec.number is not None and all(isinstance(bound, int) for bound in spec.number):
            low, high = (int(bound) for bound in spec.number)
            if high < low:
                place.at("number").fault("S506", f"no number lies between {low} and {high}")
        if len(set(spec.one_of)) < len(spec.one_of):
            place.at("one_of").fault("S506", "an outcome is named twice")
        if spec.source is not None and spec.take is not None:
            self._check_enough(spec.source, spec.take, place.at("take"), loops)
        for index, stratum in enumerate(spec.strata):
            self._check_enough(stratum.source, stratum.take, place.at("strata", index, "take"), loops)

    def _check_enough(self, source: Entries, take: int, place: Place, loops: tuple[str, ...]) -> None:
        found = len(self.universes.of_entries(source, loops))
        if found < take:
            place.fault("S506", f"{take} are to be taken, but the source has only {found}")

    def _computed(self, name: str) -> model.Computed:
        placed = self.symbols.definitions[name]
        parts = self._parts(placed.place, LAST)
        is_condition = name in self.draft.manifest.spec.conditions

        def build() -> model.Computed:
            self.symbols.definition(name)
            expression = (parse_condition if is_condition else parse)(placed.spec, parts.context)
            if not isinstance(expression.type, Truth | Numeric | Words | Choice | Choices):
                raise ConditionFault("C306", f"'{name}' is {expression.type.name}; name one of its parts")
            return model.Computed(name, expression.tree, tuple(sorted(expression.reads)))

        return parts.guarded(placed.place, build, model.Computed(name, ["const", None]))

    def _check_consent(self) -> None:
        name = self.draft.manifest.spec.consent
        if name is None:
            return
        place = self.draft.manifest.place.at("consent")
        info = self.symbols.questions.get(name)
        if info is None:
            if not self.draft.excuses(name, "sections"):
                place.fault("I203", f"'{name}'{suggest(name, self.symbols.questions)}")
        elif name in self.draft.damaged:
            return
        elif not (
            info.spec.required and info.spec.shape == "single" and info.section == self.draft.sections[0].spec.id
        ):
            place.fault("S509", f"'{name}'")


def _form(spec: DrawSpec) -> str:
    if spec.number is not None:
        return "number"
    if spec.letter:
        return "letter"
    return "one_of" if spec.one_of else "items"


def _date(value: object) -> str:
    return str(value) if value is not None else ""


def _estimate(sections: list[model.Section], questions: list[model.Question], rotation: Rotation | None) -> float:
    """Return the planned minutes: everything outside modules, and the median over the rotation's forms."""
    seconds: dict[str, float] = {section.id: 0.0 for section in sections}
    passes = {section.id: section.loop.passes if section.loop else 1.0 for section in sections}
    for question in questions:
        repeats = question.loop.passes if question.loop else 1.0
        first, later = question.seconds.typical, question.seconds.repeat
        seconds[question.section] += passes[question.section] * (first + (repeats - 1) * later)
    core = sum(seconds[section.id] for section in sections if not section.module)
    return round((core + (rotation.median_seconds(seconds) if rotation else 0.0)) / 60, 1)
