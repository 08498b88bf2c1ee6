"""Results of replays as JUnit's XML, which continuous integration services read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element, SubElement, tostring

from ..faces.visible import visible
from .difference import told
from .replay import Replayed


def junit(results: Mapping[str, Iterable[Replayed]]) -> str:
    """Return the report: a suite for each face, a case for each script, a failure for each that did not pass."""
    root = Element("testsuites", name="mlops-survey replay")
    for face, replayed in results.items():
        cases = list(replayed)
        failed = sum(not one.passed for one in cases)
        suite = SubElement(root, "testsuite", name=face, tests=str(len(cases)), failures=str(failed), errors="0")
        for one in cases:
            _case(suite, face, one)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _case(suite: Element, face: str, one: Replayed) -> None:
    file = str(one.script.file or "")
    case = SubElement(suite, "testcase", classname=face, name=visible(one.script.name), file=visible(file))
    failures = one.failures
    if failures:
        message = "; ".join(visible(failure.verdict.what) for failure in failures)
        element = SubElement(case, "failure", message=message)
        lines = [f"{file}:{failure.line}\n" + "\n".join(map(visible, told(failure.verdict))) for failure in failures]
        element.text = "\n".join(lines)
