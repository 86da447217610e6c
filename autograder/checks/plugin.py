"""The pytest plugin: the fixtures `student`, `expect` and `rng`, and reports a student can read.

Installed with the package, so that plain `pytest` works in a folder of exercises. It does nothing
in any test file that is not one of an exercise (listed in the `chapter.json` beside it), and imports
nothing heavy until a check asks for a fixture.
"""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from autograder import layout, registry

if TYPE_CHECKING:
    import numpy as np

    from autograder.checks.expect import Expect
    from autograder.checks.student import Student

RESULT = pytest.StashKey[Any]()
STUDENT = pytest.StashKey[Any]()
SEAT = pytest.StashKey["Seat"]()


class Seat:
    """Where the student's code comes from, and with which seed. The grader brings its own."""

    def __init__(self, seed: int = 0) -> None:
        self.seed = seed

    def student(self, test_file: Path, stem: str) -> Student:
        """Return the student's functions for this exercise: by default, the file beside the test."""
        from autograder.checks.limit import Limit
        from autograder.checks.student import from_file

        return from_file(test_file.parent, stem, Limit())


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini("autograder_seed", "seed of the checks' random inputs", default="0")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "weight(n): how much a check counts within its exercise (default 1)"
    )
    if SEAT not in config.stash:
        config.stash[SEAT] = Seat(int(config.getini("autograder_seed")))


@pytest.fixture
def student(request: pytest.FixtureRequest) -> Student:
    """The student's functions, called by name: `student.full_album(6, 100, 1)`."""
    stem = registry.stem_of(request.path)
    if stem is None:
        raise pytest.UsageError(
            f"{request.path.name} asks for the fixture `student`, which only exists in the check file of "
            "an exercise: one that the chapter.json (or the exercise.toml) beside it belongs to"
        )
    made = request.config.stash[SEAT].student(request.path, stem)
    request.node.stash[STUDENT] = made
    return made


@pytest.fixture
def expect() -> Expect:
    """The words in which a check judges: `expect.close(got, want)`."""
    from autograder.checks.expect import Expect

    return Expect()


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """The seed of the random inputs, the same for every student."""
    return request.config.stash[SEAT].seed


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> np.random.Generator:
    """A random generator, the same for every student and every run of this check."""
    from autograder.checks.seeds import rng_of

    return rng_of(request.config.stash[SEAT].seed, request.node.name)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A chapter's checks run in the order of its exercises, which the files' names do not give."""
    places = [registry.place_of(item.path) for item in items]
    ours = [i for i, place in enumerate(places) if place is not None]
    ordered = [items[i] for i in sorted(ours, key=lambda i: places[i] or ("", 0))]
    for i, item in zip(ours, ordered, strict=True):  # stable within a file
        items[i] = item


@pytest.hookimpl(tryfirst=True)
def pytest_pycollect_makeitem(
    collector: pytest.Module, name: str, obj: object
) -> list[pytest.Item] | None:
    """Of `inputs.py`, each kind of permitted input and of refused call is a check."""
    if collector.path.name != layout.INPUTS or registry.stem_of(collector.path) is None:
        return None
    from autograder.authors import Kind, Refused

    mark = getattr(obj, "__autograder__", None)
    if not isinstance(mark, (Kind, Refused)):
        return []
    from autograder.checks import kinds

    inputs = kinds.inputs_of(collector.obj, collector.path.parent.name)
    check = inputs.check(mark) if isinstance(mark, Kind) else inputs.refusal(mark)
    item = pytest.Function.from_parent(collector, name=f"test_{name}", callobj=check)
    item.add_marker(pytest.mark.weight(mark.weight))
    return [item]


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """A check file that cannot be imported is told of in a sentence, and not by what pytest ran."""
    report = yield
    path = collector.path
    handed_out = path.name.startswith("test_") and registry.stem_of(path) is not None
    if report.failed and handed_out and registry.kit_file(path.parent, "chapter.json").is_file():
        from autograder.checks import intact

        report.longrepr = str(intact.broken([path], str(report.longrepr)))
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    stem = registry.stem_of(item.path)
    if stem is None or "student" not in getattr(item, "fixturenames", ()):
        return report
    if call.when == "teardown" or (call.when == "setup" and report.passed):
        return report
    from autograder.checks import check_result

    made = check_result.judge(item, call.excinfo, item.stash.get(STUDENT, None))
    item.stash[RESULT] = made
    report.user_properties.append(("autograder", made))
    if made.outcome == check_result.Outcome.NOT_ATTEMPTED:
        # Not a failure and not an error: the student has not been here yet.
        report.outcome = "skipped"
        report.longrepr = (str(item.path), item.location[1] or 0, "not attempted yet")
    elif made.outcome not in (check_result.Outcome.PASS, check_result.Outcome.FAULT):
        report.outcome = "failed"
        report.longrepr = check_result.as_text(made)
    return report


def pytest_report_teststatus(
    report: pytest.CollectReport | pytest.TestReport,
) -> tuple[str, str, tuple[str, dict[str, bool]]] | None:
    made = dict(getattr(report, "user_properties", ())).get("autograder")
    if made is not None and report.when == "call" and made.outcome == "not attempted":
        return "not attempted", "·", ("NOT ATTEMPTED", {"yellow": True})
    return None


def pytest_terminal_summary(terminalreporter: Any, exitstatus: int, config: pytest.Config) -> None:
    made = [
        value
        for reports in terminalreporter.stats.values()
        for report in reports
        for key, value in getattr(report, "user_properties", ())
        if key == "autograder"
    ]
    if not made:
        _write_notes(terminalreporter, [])
        return

    from autograder.checks import check_result

    terminalreporter.section("exercises", "-", blue=True)
    left_out = bool(terminalreporter.stats.get("deselected"))
    for line in check_result.table(made, config.invocation_params.dir, left_out):
        terminalreporter.write_line(line)
    _write_notes(terminalreporter, made)


def _write_notes(terminalreporter: Any, made: list[Any]) -> None:
    """What to know before the results are believed, and where work is that pytest does not see."""
    waiting = {r.exercise for r in made if r.outcome == "not attempted"}
    files: dict[Path, bool] = {}
    for reports in terminalreporter.stats.values():
        for report in reports:
            path = Path(str(getattr(report, "fspath", "") or ""))
            stem = registry.stem_of(path) if path.name.startswith("test_") else None
            if stem is not None:
                path = Path(str(terminalreporter.config.rootpath)) / path
                files[path] = stem in waiting
    if not files:
        return
    from autograder.checks import seen

    for note in dict.fromkeys(n for path, idle in files.items() for n in seen.notes(path, idle)):
        terminalreporter.write_line("")
        terminalreporter.write_line(f"note: {note}", yellow=True)


def _name_slips(terminalreporter: Any) -> None:
    """Say with each wrong check which known slip explains all that ran, before the failures are shown."""
    from autograder.checks import check_result

    found: dict[tuple[str, str], list[Any]] = {}
    for report in (r for reports in terminalreporter.stats.values() for r in reports):
        for key, value in getattr(report, "user_properties", ()):
            if key == "autograder":
                file = Path(str(terminalreporter.config.rootpath)) / str(report.fspath)
                found.setdefault((str(file.parent), value.exercise), []).append((report, value))
    for (folder, _), ran in found.items():
        named = check_result.with_slip([value for _, value in ran], Path(folder))
        for (report, before), after in zip(ran, named, strict=True):
            if after is not before:
                report.longrepr = check_result.as_text(after)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    terminal = session.config.pluginmanager.get_plugin("terminalreporter")
    if terminal is not None:
        _name_slips(terminal)
    # Exit code 1 means "work to do", also where nothing failed because nothing was tried.
    if exitstatus == pytest.ExitCode.OK:
        for item in session.items:
            made = item.stash.get(RESULT, None)
            if made is not None and made.outcome == "not attempted":
                session.exitstatus = pytest.ExitCode.TESTS_FAILED
                return
