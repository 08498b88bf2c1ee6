"""The rotation as literals: form, fixed modules, boosts, replacements and the volunteered module are free choices.

The pace guard is left out, as it is in walks: which modules it drops depends on the clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

from ...questionnaire.time_budget import TimeBudget
from .formula import FALSE, TRUE
from .trees import ROOT, holds_in
from .values import Single

if TYPE_CHECKING:
    from .encoding import Encoding


_MOST_SETS = 20_000


class Modules:
    """Literals of who gets which modules."""

    def __init__(self, code: Encoding) -> None:
        self.code = code
        self.formula = code.formula
        self.rotation = code.questionnaire.rotation
        self.names = [section.id for section in code.questionnaire.sections if section.module]

    @cached_property
    def given(self) -> int:
        """The literal under which a form is given: its condition holds, and no fixed modules come first."""
        if self.rotation is None:
            return FALSE
        earlier = [holds_in(self.code, fixed.when, ROOT) for fixed in self.rotation.fixed]
        return self.formula.both(holds_in(self.code, self.rotation.when, ROOT), *(-literal for literal in earlier))

    @cached_property
    def forms(self) -> list[int]:
        """For each form the literal under which it is the one."""
        if self.rotation is None:
            return []
        literals = [self.formula.new() for _ in self.rotation.forms]
        self.formula.at_most_one(literals)
        for literal in literals:
            self.formula.implies(literal, self.given)
        self.formula.require(-self.given, *literals)
        return literals

    @cached_property
    def fixed(self) -> list[int]:
        """For each entry of fixed modules the literal under which it is the first that holds."""
        found: list[int] = []
        before: list[int] = []
        for entry in self.rotation.fixed if self.rotation else ():
            when = holds_in(self.code, entry.when, ROOT)
            found.append(self.formula.both(when, *(-literal for literal in before)))
            before.append(when)
        return found

    @cached_property
    def boosts(self) -> dict[tuple[str, str], int]:
        """By boosted module and module whose place it takes, the literal under which it does."""
        found: dict[tuple[str, str], int] = {}
        for boost in self.rotation.boost if self.rotation else ():
            when = holds_in(self.code, boost.when, ROOT)
            swaps = []
            for instead in self.names:
                places = [
                    literal
                    for literal, form in zip(self.forms, self._form_modules, strict=True)
                    if instead in form and boost.module not in form
                ]
                swap = self.formula.new()
                self.formula.implies(swap, when)
                self.formula.implies(swap, self.formula.any_of(places))
                found[boost.module, instead] = swap
                swaps.append(swap)
            self.formula.at_most_one(swaps)
        for instead in self.names:
            self.formula.at_most_one([literal for (_, other), literal in found.items() if other == instead])
        return found

    @cached_property
    def _form_modules(self) -> list[tuple[str, ...]]:
        return list(self.rotation.forms) if self.rotation else []

    @cached_property
    def planned(self) -> dict[str, int]:
        """For each module the literal under which a form, after boosts, or fixed modules give it."""
        found = {}
        for name in self.names:
            in_forms = [literal for literal, form in zip(self.forms, self._form_modules, strict=True) if name in form]
            gone = [literal for (_, instead), literal in self.boosts.items() if instead == name]
            kept = self.formula.both(self.formula.any_of(in_forms), -self.formula.any_of(gone))
            swapped_in = [literal for (module, _), literal in self.boosts.items() if module == name]
            entries = self.rotation.fixed if self.rotation else ()
            fixed = [literal for literal, entry in zip(self.fixed, entries, strict=True) if name in entry.modules]
            found[name] = self.formula.any_of([kept, *swapped_in, *fixed])
        return found

    @cached_property
    def applies(self) -> dict[str, int]:
        """For each module the literal under which its condition holds."""
        by_id = self.code.questionnaire.section_by_id
        return {name: holds_in(self.code, by_id[name].when, ROOT) for name in self.names}

    @cached_property
    def replacements(self) -> dict[tuple[str, str], int]:
        """By module that does not apply and the one that is played instead, the literal under which it is."""
        found: dict[tuple[str, str], int] = {}
        for module in self.names:
            if self.applies[module] == TRUE:
                continue
            for by in self.names:
                if by != module:
                    literal = found[module, by] = self.formula.new()
                    for condition in (self.planned[module], -self.applies[module], -self.planned[by]):
                        self.formula.implies(literal, condition)
        for name in self.names:
            self.formula.at_most_one([literal for (module, _), literal in found.items() if module == name])
            self.formula.at_most_one([literal for (_, by), literal in found.items() if by == name])
        return found

    def too_long(self) -> Iterator[list[int]]:
        """Yield clauses that rule out sets of modules which take too long for a boost or replacement to make them.

        Where there are too many sets to list none is ruled out, so that a bound stays a bound.
        """
        questionnaire = self.code.questionnaire
        size = max(map(len, self._form_modules), default=0)
        if not size or comb(len(self.names), size) > _MOST_SETS:
            return
        budget = TimeBudget.of(questionnaire)
        for chosen in combinations(self.names, size):
            if sum(budget.longest[name] for name in chosen) > budget.for_modules:
                played = [self._played(name) for name in chosen]
                if FALSE not in played:
                    yield [-literal for literal in (self.given, *played) if literal != TRUE]

    def _played(self, name: str) -> int:
        """Return the literal under which a module is played that was not volunteered for."""
        instead = [literal for (_, by), literal in self.replacements.items() if by == name]
        return self.formula.any_of([self.formula.both(self.planned[name], self.applies[name]), *instead])

    @cached_property
    def volunteered(self) -> dict[str, int]:
        """For each module the literal under which it is offered to volunteers."""
        if self.rotation is None or self.rotation.volunteer is None:
            return {}
        found = {name: self.formula.new() for name in self.names}
        self.formula.at_most_one(list(found.values()))
        return found

    @cached_property
    def offered(self) -> int:
        """The literal under which a module is offered to volunteers."""
        return self.formula.any_of(self.volunteered.values())

    @cached_property
    def _accepted(self) -> int:
        volunteer = self.rotation.volunteer if self.rotation else None
        if volunteer is None:
            return FALSE
        value = self.code.given(volunteer.question, ()).value
        return value.of(volunteer.accept) if isinstance(value, Single) else FALSE

    def assigned(self, name: str) -> int:
        """Return the literal under which a module is among those of a respondent."""
        if self.rotation is None:
            return FALSE
        if name not in self._assigned:
            instead = [literal for (_, by), literal in self.replacements.items() if by == name]
            self._assigned[name] = self.formula.any_of([self.planned[name], *instead, self._volunteer(name)])
        return self._assigned[name]

    @cached_property
    def _assigned(self) -> dict[str, int]:
        return {}

    def _volunteer(self, name: str) -> int:
        """Return the literal under which a module is played because it was asked for."""
        if not self.volunteered:
            return FALSE
        return self.formula.both(self.volunteered[name], self.volunteer_accepts)

    @cached_property
    def volunteer_accepts(self) -> int:
        """The literal under which the offer is accepted; it is tied to the answer once that is encoded."""
        literal = self.formula.new()
        self.code.later(lambda: self._tie(literal))
        return literal

    def _tie(self, literal: int) -> None:
        self.formula.implies(literal, self._accepted)
        self.formula.implies(self._accepted, literal)
