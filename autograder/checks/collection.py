"""Run check files in this process, through pytest, without its output.

Collecting costs more than running, so one session collects once and runs every check on one
student after the other. The grader, the build, `verify` and the notebook all go through here.
"""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

import msgspec
import pytest
from _pytest.runner import runtestprotocol

from autograder import layout
from autograder.checks import intact, plugin, seeds
from autograder.checks.check_result import CheckResult, is_hidden, judge
from autograder.checks.expect import Expect
from autograder.checks.outcome import Message, Outcome
from autograder.checks.student import Call, Student, calls_of

if TYPE_CHECKING:
    from autograder.checks.kinds import Inputs

PYTEST_OPTIONS = (
    "-q",
    "-s",
    "-c",
    os.devnull,
    "--rootdir=.",
    "--import-mode=importlib",
    "-p",
    "no:cacheprovider",
    "-p",
    "autograder.checks.plugin",
    # Nobody reads pytest's tracebacks here, and a garbage collection after each check costs more
    # than the check.
    "--tb=native",
    "-p",
    "no:unraisableexception",
    "-p",
    "no:threadexception",
    "-p",
    "no:logging",
)

# Stem of an exercise -> a new student for one check of it.
Students = Mapping[str, Callable[[], Student]]


class Ran:
    """One check that has run: its result and the calls that it made."""

    def __init__(self, result: CheckResult, calls: list[Call]) -> None:
        self.result = result
        self.calls = calls


class Checks:
    """The collected checks, inside a running session: call `run` for each student."""

    def __init__(self, items: Sequence[pytest.Item], seat: _Seat) -> None:
        self.items = items
        self._seat = seat

    def one_by_one(self) -> Iterator[Checks]:
        """Yield each check alone, for a caller who stops at the first that fails."""
        for item in self.items:
            yield Checks([item], self._seat)

    def of(self, stem: str) -> list[Checks]:
        """Return the checks of one exercise, each alone."""
        return [Checks([item], self._seat) for item in self.items if _stem(item) == stem]

    @property
    def inputs(self) -> Inputs | None:
        """What `inputs.py` says, where these are the checks of one exercise that has it."""
        for item in self.items:
            if item.path.name == layout.INPUTS:
                from autograder.checks.kinds import inputs_of

                return inputs_of(item.parent.obj, item.path.parent.name)  # type: ignore[union-attr]
        return None

    @property
    def public(self) -> Checks:
        """Those that a student has too."""
        return Checks([item for item in self.items if not is_hidden(item.path)], self._seat)

    @property
    def secret(self) -> Checks:
        """Those that only the grader has."""
        return Checks([item for item in self.items if is_hidden(item.path)], self._seat)

    @property
    def hidden(self) -> bool:
        """Whether these are checks that only the grader has."""
        return all(is_hidden(item.path) for item in self.items)

    @property
    def name(self) -> str:
        """Which check this is, where it is one alone."""
        return self.items[0].nodeid

    def unjudged(self, outcome: Outcome, headline: str, hint: str = "") -> list[Ran]:
        """Return results of these checks that say why none of them came to an end."""
        message = Message(headline=headline, try_=hint)
        return [
            Ran(
                msgspec.structs.replace(judge(item, None, None), outcome=outcome, message=message),
                [],
            )
            for item in self.items
        ]

    def run(self, students: Students, seed: int = 0) -> list[Ran]:
        """Return what every check finds of these students; checks of other exercises are left out.

        A check that faults on our side is given a second chance.
        """
        self._seat.seed = seed
        self._seat.students = students
        found = []
        for item in self.items:
            if _stem(item) in students:
                ran = _run(item)
                found.append(_run(item) if ran.result.outcome is Outcome.FAULT else ran)
        return found


def run_checks(files: Sequence[Path], students: Students, seed: int = 0) -> list[Ran]:
    """Return what the checks in `files` find of one set of students.

    Raises `UserError` where a file cannot be collected: a check that cannot run is never a pass.
    """
    found: list[Ran] = []
    with_checks(files, lambda checks: found.extend(checks.run(students, seed)))
    return found


def with_checks(files: Sequence[Path], action: Callable[[Checks], object]) -> None:
    """Collect the checks in `files`, then call `action` with them. Raises as `run_checks` does."""
    loop = _Loop(action)
    output = io.StringIO()
    with (
        only_our_plugin(),
        contextlib.redirect_stdout(output),
        contextlib.redirect_stderr(output),
    ):
        pytest.main([*PYTEST_OPTIONS, *map(str, files)], plugins=[loop])
    if loop.error is not None:
        raise loop.error
    if loop.interrupted:
        raise KeyboardInterrupt
    if not loop.started:
        raise intact.broken(files, output.getvalue())


class _Seat(plugin.Seat):
    """The seat whose students are made by the caller."""

    students: Students

    def __init__(self) -> None:
        super().__init__()
        self.students = {}

    def student(self, test_file: Path, stem: str) -> Student:
        made = self.students[stem]()
        made._hidden = is_hidden(test_file)
        return made


class _Loop:
    """Replaces pytest's own loop over tests with the caller's."""

    def __init__(self, action: Callable[[Checks], object]) -> None:
        self.action = action
        self.seat = _Seat()
        self.started = False
        self.interrupted = False
        self.error: BaseException | None = None

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        # pytest keeps a Ctrl-C while it collects to itself, and gives a file that it cannot collect
        # the same exit status.
        self.interrupted |= not isinstance(excinfo.value, pytest.Session.Interrupted)

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        config.stash[plugin.SEAT] = self.seat

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        if session.testsfailed or not session.items:
            return None  # pytest's own loop reports what could not be collected
        self.started = True
        try:
            self.action(Checks(session.items, self.seat))
        except BaseException as error:  # raised again outside of pytest, which would print it
            self.error = error
        return True


_STEM = pytest.StashKey[str | None]()


def _stem(item: pytest.Item) -> str | None:
    """The exercise of a check: looked up once, and not for every student."""
    if _STEM not in item.stash:
        item.stash[_STEM] = plugin.registry.stem_of(item.path)
    return item.stash[_STEM]


def _run(item: pytest.Item) -> Ran:
    return _run_plainly(item) if _is_plain(item) else _run_by_protocol(item)


# What a check is given by the plugin. One that asks for nothing else needs nothing of pytest to run.
_FIXTURES = {"student", "expect", "rng", "seed"}


def _is_plain(item: pytest.Item) -> TypeGuard[pytest.Function]:
    if not isinstance(item, pytest.Function) or item.cls is not None or hasattr(item, "callspec"):
        return False
    # Not `names_closure`, where what our own fixtures ask for stands too.
    return _FIXTURES.issuperset(item._fixtureinfo.initialnames)


def _run_plainly(item: pytest.Function) -> Ran:
    """Call the check. Setting fixtures up and writing tracebacks costs pytest more than checks take."""
    stem = _stem(item)
    seat = item.config.stash[plugin.SEAT]
    made, raised = None, None
    try:
        assert stem is not None
        made = seat.student(item.path, stem)
        given = {
            "student": lambda: made,
            "expect": Expect,
            "rng": lambda: seeds.rng_of(seat.seed, item.name),
            "seed": lambda: seat.seed,
        }
        item.obj(**{name: given[name]() for name in item._fixtureinfo.argnames})
    except (KeyboardInterrupt, pytest.exit.Exception):
        raise
    except BaseException as error:  # as pytest does, whose `fail` is no Exception
        raised = pytest.ExceptionInfo.from_exception(error)
    calls = list(calls_of(made)) if made is not None else []
    return Ran(judge(item, raised, made), calls)


def _run_by_protocol(item: pytest.Item) -> Ran:
    for key in (plugin.RESULT, plugin.STUDENT):
        if key in item.stash:
            del item.stash[key]
    try:
        runtestprotocol(item, log=False, nextitem=None)
    except BaseException:
        # Interrupted, or something broke on an answer outside of the check: the next one starts clean.
        with contextlib.suppress(Exception):
            item.session._setupstate.teardown_exact(None)
        raise
    student = item.stash.get(plugin.STUDENT, None)
    calls = list(calls_of(student)) if student is not None else []
    result = item.stash.get(plugin.RESULT, None)
    if result is None:
        result = CheckResult(
            exercise=_stem(item) or item.path.stem,
            check=item.name,
            title=item.name,
            hidden=True,
            weight=1.0,
            outcome=Outcome.FAULT,
            message=Message(headline=f"{item.nodeid} gave no result: does it ask for `student`?"),
        )
    return Ran(result, calls)


@contextlib.contextmanager
def only_our_plugin() -> Iterator[None]:
    """Other people's plugins and options have no say in a check: `-k` would leave checks out."""
    ours = {
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "PYTEST_ADDOPTS": "",
        "PYTEST_PLUGINS": "",
    }
    before = {name: os.environ.get(name) for name in ours}
    os.environ.update(ours)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
