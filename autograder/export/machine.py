"""Results for machines: JUnit XML and Gradescope's `results.json`."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree

from autograder.checks import card
from autograder.checks.check_result import CheckResult
from autograder.checks.outcome import Outcome
from autograder.grade.submission_result import ExerciseResult, SubmissionResult

_BROKEN = {
    Outcome.ERROR, Outcome.TIMEOUT, Outcome.OUT_OF_MEMORY, Outcome.CRASHED, Outcome.FAULT,
}  # fmt: skip
# What no XML file can hold; ANSI colours and the like come in students' own messages.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def told(check: CheckResult) -> str:
    """Return what feedback tells a student of a check: of a hidden one, no input and no answer."""
    heading, _, details = card.text("", [check], "").partition("\n")
    return details.strip() or heading.strip(": ") or check.outcome.value


def junit(results: Sequence[SubmissionResult]) -> str:
    """Return JUnit XML: a suite for each exercise of each student, a test case for each check."""
    top = ElementTree.Element("testsuites")
    for result in results:
        for exercise in result.exercises:
            suite = ElementTree.SubElement(top, "testsuite", name=_xml(_suite(result, exercise)))
            counts = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
            for check in exercise.checks:
                case = ElementTree.SubElement(
                    suite, "testcase", classname=_xml(_suite(result, exercise)), name=check.check,
                    time="0",
                )  # fmt: skip
                counts["tests"] += 1
                kind = _kind(check)
                if kind:
                    node = ElementTree.SubElement(case, kind[0], message=check.outcome.value)
                    node.text = _xml(told(check))
                    counts[kind[1]] += 1
            for name, n in counts.items():
                suite.set(name, str(n))
            suite.set("time", "0")
    ElementTree.indent(top)
    return ElementTree.tostring(top, encoding="unicode", xml_declaration=True) + "\n"


def gradescope(result: SubmissionResult) -> dict[str, Any]:
    """Return Gradescope's results: a test for each check, worth its share of the exercise's points.

    Hidden checks are visible as our feedback shows them. A score that a fault of ours left open is
    no zero: the whole submission then carries no score and asks for a person.
    """
    tests = []
    for exercise in result.exercises:
        total = sum(c.weight for c in exercise.checks) or 1.0
        for check in exercise.checks:
            points = exercise.points * check.weight / total
            passed = check.outcome is Outcome.PASS
            test: dict[str, Any] = {
                "name": f"{exercise.name}: {check.title}",
                "max_score": round(points, 4),
                "score": round(points * check.earned, 4),
                "output": told(check),
                "output_format": "text",
                "visibility": "visible",
                "status": "passed" if passed else "failed",
            }
            if exercise.score is None:
                del test["score"], test["status"]
            tests.append(test)
    report: dict[str, Any] = {
        "tests": tests,
        "output": "\n".join(result.problems),
        "output_format": "text",
        "visibility": "visible",
    }
    if any(e.score is None for e in result.exercises):
        report["output"] += (
            "\nA check broke on our side and left a score open. Your instructor will look."
        )
    else:
        report["score"] = result.score
    return report


def gradescope_text(result: SubmissionResult) -> str:
    """Return `results.json`."""
    return json.dumps(gradescope(result), indent=1) + "\n"


def _suite(result: SubmissionResult, exercise: ExerciseResult) -> str:
    return f"{result.student}.{exercise.id}"


def _kind(check: CheckResult) -> tuple[str, str] | None:
    if check.outcome is Outcome.PASS:
        return None
    if check.outcome is Outcome.NOT_ATTEMPTED:
        return "skipped", "skipped"
    return ("error", "errors") if check.outcome in _BROKEN else ("failure", "failures")


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
