"""The language of conditions: what it yields, and what it refuses."""

from __future__ import annotations

from typing import Any

import pytest

from tests.questionnaire.language import DONT_KNOW, NONE, fault, value

T, F, U = True, False, None

AND = {(T, T): T, (T, F): F, (T, U): U, (F, T): F, (F, F): F, (F, U): F, (U, T): U, (U, F): F, (U, U): U}
OR = {(T, T): T, (T, F): T, (T, U): T, (F, T): T, (F, F): F, (F, U): U, (U, T): T, (U, F): U, (U, U): U}
WRITTEN = {T: "n == 1", F: "n == 2", U: "k == 1"}


@pytest.mark.parametrize("pair", AND)
def test_truth_tables_of_three_values(pair: tuple[bool | None, bool | None]) -> None:
    left, right = (WRITTEN[side] for side in pair)
    assert value(f"{left} and {right}", n=1) is AND[pair]
    assert value(f"{left} or {right}", n=1) is OR[pair]
    assert value(f"not ({left})", n=1) is {T: F, F: T, U: U}[pair[0]]


@pytest.mark.parametrize(
    ("text", "answers", "result"),
    [
        ("q == 'a'", {"q": "a"}, T),
        ("q != 'a'", {"q": "a"}, F),
        ("q == 'a'", {}, U),
        ("q != 'a'", {}, U),
        ("q != 'a'", {"q": DONT_KNOW}, U),
        ("q != 'a' or not answered(q)", {"q": DONT_KNOW}, T),
        ("q in ('a', 'b')", {"q": "b"}, T),
        ("q not in ('a', 'b')", {"q": "b"}, F),
        ("q not in ('a', 'b')", {}, U),
        ("'a' in m", {"m": ["a", "c"]}, T),
        ("'b' not in m", {"m": ["a", "c"]}, T),
        ("'b' not in m", {"m": NONE}, U),
        ("q in m", {"q": "c", "m": ["a", "c"]}, T),
        ("q == p", {"q": "c", "p": "c"}, T),
        ("'a' in drawn", {"drawn": ["a"]}, T),
        ("named", {"named": T}, T),
        ("1 < n <= 3", {"n": 3}, T),
        ("1 < n <= 3", {"n": 1}, F),
        ("n < 0 < k", {"n": 1}, F),
        ("s >= 2", {"s": "3"}, T),
        ("s == 3", {"s": "3"}, T),
        ("s == '3'", {"s": "3"}, T),
        ("s in (1, 3)", {"s": "3"}, T),
        ("s + 1", {"s": "3"}, 4),
        ("g.x + g['y']", {"g": {"x": 1, "y": 2}}, 3),
        ("g.x > 0", {"g": {"y": 2}}, U),
        ("h.x >= 2", {"h": {"x": "2"}}, T),
        ("h.x >= 2", {"h": {"x": "dont_know"}}, U),
        ("special(h.x, 'dont_know')", {"h": {"x": "dont_know"}}, T),
        ("answered(h.x)", {"h": {"x": "dont_know"}}, F),
        ("sides.x.left == 2", {"sides": {"x": {"left": "2", "right": "b"}}}, T),
        ("sides.x.right == 'b'", {"sides": {"x": {"left": "2", "right": "b"}}}, T),
        ("'a' in many.x", {"many": {"x": ["a", "b"]}}, T),
        ("'a' in many.x", {"many": {"x": ["dont_know"]}}, U),
        ("special(many.x, 'dont_know')", {"many": {"x": ["dont_know"]}}, T),
        ("looped['a'] > 1", {"looped__at__a": 2}, T),
        ("looped.b > 1", {"looped__at__a": 2}, U),
        ("item.mode == 'fast'", {"item__mode": "fast"}, T),
        ("page.total", {"page__total": 7}, 7),
        ("7 // 2 + 7 % 2 + 7 / 2 - -1", {}, 3 + 1 + 3.5 + 1),
        ("n / k", {"n": 1, "k": 0}, U),
        ("n // k", {"n": 1, "k": 0}, U),
        ("n % k", {"n": 1, "k": 0}, U),
        ("'x' if n > 1 else 'y'", {"n": 2}, "x"),
        ("'x' if n > 1 else 'y'", {}, U),
        ("n if answered(n) else 5", {}, 5),
        ("coalesce(n, 5)", {}, 5),
        ("coalesce(n, 5)", {"n": DONT_KNOW}, 5),
        ("coalesce(n, s) + 1", {"s": "2"}, 3),
        ("coalesce(s, n) + 1", {"s": "2"}, 3),
        ("coalesce(7, s) + 1", {"s": "2"}, 8),
        ("coalesce(q, 'a') == 'a'", {}, T),
        ("answered(n)", {}, F),
        ("answered(n)", {"n": 0}, T),
        ("answered(n)", {"n": DONT_KNOW}, F),
        ("answered(best)", {"best": {"1": {}}}, T),
        ("answered(n + k)", {"n": 1}, F),
        ("special(n, 'dont_know')", {"n": DONT_KNOW}, T),
        ("special(n, 'none')", {"n": DONT_KNOW}, F),
        ("special(n, 'none')", {}, F),
        ("special(looped.a, 'none')", {"looped__at__a": NONE}, T),
        ("count(m)", {"m": ["a", "c"]}, 2),
        ("count(m, 'some')", {"m": ["a", "c"]}, 1),
        ("count(m)", {"m": NONE}, 0),
        ("count(m)", {"m": DONT_KNOW}, U),
        ("count(m)", {}, U),
        ("count(drawn)", {"drawn": ["a"]}, 1),
        ("count(g)", {"g": {"x": 1}}, 1),
        ("total(g)", {"g": {"x": 1, "y": 2.5}}, 3.5),
        ("total(g)", {}, U),
        ("rank(r, 'b')", {"r": ["c", "b"]}, 2),
        ("rank(r, 'a')", {"r": ["c", "b"]}, U),
        ("min(n, k, 3)", {"n": 5, "k": 4}, 3),
        ("max(n, k)", {"n": 5}, U),
        ("round(n / 3)", {"n": 5}, 2),
        ("t == 'yes'", {"t": "yes"}, T),
    ],
)
def test_values(text: str, answers: dict[str, Any], result: Any) -> None:
    found = value(text, **answers)
    assert (found, type(found)) == (result, type(result))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("q == 'd'", "C304"),
        ("'d' in m", "C304"),
        ("rank(r, 'd') == 1", "C304"),
        ("special(q, 'd')", "C304"),
        ("coalesce(q, 'd')", "C304"),
        ("item.mode == 'quick'", "C304"),
        ("sides.x.right == '2'", "C304"),
        ("s == 4", ""),
        ("s == '4'", "C304"),
        ("q == 1", "C306"),
        ("q < 'b'", "C306"),
        ("n == 'a'", "C306"),
        ("n and k", "C306"),
        ("not n", "C306"),
        ("-q", "C306"),
        ("m == 'a'", "C306"),
        ("'a' in q", "C306"),
        ("1 in m", "C304"),
        ("q in (1, 2)", "C306"),
        ("q + 1", "C306"),
        ("'x' if n > 1 else 2", "C306"),
        ("1 if n else 2", "C306"),
        ("coalesce(n, 'x')", "C306"),
        ("coalesce(m, m)", "C306"),
        ("count(n)", "C306"),
        ("total(h)", "C306"),
        ("rank(q, 'a')", "C306"),
        ("answered(item)", "C306"),
        ("answered(looped)", "C306"),
        ("special(drawn, 'none')", "C306"),
        ("special(named, 'none')", "C306"),
        ("item if n > 1 else item", "C306"),
        ("looped > 3", "C306"),
        ("best == best", "C306"),
        ("q.x == 1", "C306"),
        ("g.z > 1", "C308"),
        ("looped.z > 1", "C308"),
        ("item.size == 'x'", "C303"),
        ("nowhere", "C303"),
        ("count(m, 'nowhere')", "I202"),
        ("count(m, q)", "C302"),
        ("g[q]", "C302"),
        ("n in (k, 1)", "C302"),
        ("answered()", "C302"),
        ("min(n)", "C302"),
        ("round(number=n)", "C302"),
        ("", "C301"),
        ("n >", "C301"),
    ],
)
def test_refusals(text: str, code: str) -> None:
    assert fault(text) == code
