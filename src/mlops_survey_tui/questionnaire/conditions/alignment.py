"""Which types go together, and what becomes of two values that are compared or stand for each other."""

from __future__ import annotations

from .expression import ConditionFault, Expression, join, suggest
from .types import NUMBER, Choice, Choices, Fields, Numeric, Passes, Truth, Type, Words, choice_of


def is_value(part: Expression) -> bool:
    """Whether an expression yields a value of its own; loop items and loops as a whole do not."""
    return not isinstance(part.type, Fields | Passes)


def either(left: Expression, right: Expression) -> Type:
    """Return the type of something that is one of two values, which can be compared."""
    match left.type, right.type:
        case Choice(one), Choice(other):
            return choice_of(one | other)
        case Choices(one), Choices(other):
            return Choices(one | other)
        case (Choice(), Words()) if right.tree[0] == "const":
            return left.type
        case (Words(), Choice()) if left.tree[0] == "const":
            return right.type
        case (Choice(), Words()):
            return right.type
    return left.type


def align(part: Expression, other: Expression, symbol: str) -> Expression:
    """Check that ``part`` can be compared with ``other``; a numeric choice becomes a number beside one."""
    ordering = symbol not in ("==", "!=")
    match part.type, other.type:
        case Choice(numeric=True), Numeric():
            return join(["number", part.tree], NUMBER, part)
        case Choice(options), Words() if not ordering:
            check_option(other, options)
            return part
        case Words(), Choice(options) if not ordering:
            check_option(part, options)
            return part
        case (Numeric(), Numeric()) | (Numeric(), Choice(numeric=True)):
            return part
        case (Choice(), Choice()) | (Words(), Words()) | (Truth(), Truth()) if not ordering:
            return part
        case Choice(numeric=True), Choice(numeric=True):
            return join(["number", part.tree], NUMBER, part)
    raise ConditionFault("C306", f"{part.type.name} compared ({symbol}) with {other.type.name}")


def check_option(element: Expression, options: frozenset[str]) -> None:
    """Check that a literal is one of the options it stands beside.

    Raises:
        ConditionFault: it is none of them.
    """
    if element.tree[0] == "const" and options and element.tree[1] not in options:
        raise ConditionFault("C304", f"no option '{element.tree[1]}'{suggest(str(element.tree[1]), options)}")
