"""Grade a class: every submission of an assignment, in parallel, each into its own result file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from autograder.errors import UserError
from autograder.grade.conditions import conditions
from autograder.grade.course_folder import Course
from autograder.grade.engine import Job, Settings
from autograder.grade.limits import longest_stage_s
from autograder.grade.pool import Pool, default_processes
from autograder.grade.submission import read_submission
from autograder.grade.submission_result import (
    Conditions,
    SubmissionResult,
    read_result,
    write_result,
)
from autograder.registry import Chapter, read_chapter
from autograder.settings import FILE, read_course, reference_folder


class Graded(NamedTuple):
    """One step of a run: whose result, whether it was computed now, or the words of a fault."""

    student: str
    result: SubmissionResult | None
    fresh: bool
    fault: str = ""


class GradingRun:
    """Grades an assignment of a course, skipping what has a result under the same conditions."""

    def __init__(
        self,
        course: Course,
        assignment: str,
        *,
        processes: int | None = None,
        sandbox: str = "auto",
    ) -> None:
        self.course = course
        self.assignment = assignment
        self.root = course.root_of(assignment)
        self.chapter = course.chapter(assignment)
        self.limits = course.settings.limits
        self.processes = processes or default_processes()
        self._stamp = "none" if sandbox == "none" else "sandboxed"
        self.conditions = self._conditions(course)
        self.settings = Settings(
            root=str(self.root),
            folder=self.chapter.folder,
            conditions=self.conditions,
            sandbox_kind=sandbox,
            call_limits=self.limits,
            stage_s=longest_stage_s(self.limits, self.chapter),
            hide=(str(course.folder), *map(str, course.roots), *_elsewhere(course.roots)),
            packages=tuple(filter(None, (read_course(r).reference for r in course.roots))),
            distributions=tuple(filter(None, (read_course(r).distribution for r in course.roots))),
        )
        self.stubs = {
            e.stem: _text(self.root / "exercises" / self.chapter.folder / f"{e.stem}.py")
            for e in self.chapter.exercise
        }
        self._pool: Pool | None = None

    def __enter__(self) -> GradingRun:
        return self

    def __exit__(self, *exc: object) -> None:
        if self._pool is not None:
            self._pool.close()

    def grade(
        self,
        students: list[str] | None = None,
        *,
        force: bool = False,
        save: bool = True,
        started: Callable[[int], None] = lambda n: None,
    ) -> Iterator[Graded]:
        """Yield the result of every submission (of `students`, or of all) as it is known.

        Results are on disk before they are yielded, unless `save` is false. `started` is
        told how many will be computed.
        """
        folders = self.course.submission_folders(self.assignment)
        if students is not None:
            folders = {s: p for s, p in folders.items() if s in students}
        jobs = []
        kept = []
        for student, path in folders.items():
            known = None if force else self._known(student, path, save)
            if known is not None:
                kept.append(Graded(student, known, fresh=False))
            else:
                jobs.append(Job(student, str(path)))
        started(len(jobs))
        yield from kept
        if not jobs:
            return
        if self._pool is None:
            self._pool = Pool(self.settings, self.processes)
        for job, reply in self._pool.grade(jobs):
            if reply.result is None:
                yield Graded(job.student, None, fresh=True, fault=reply.fault)
                continue
            if save:
                write_result(self.course.result_path(self.assignment, job.student), reply.result)
            yield Graded(job.student, reply.result, fresh=True)

    def grade_folders(
        self, folders: list[tuple[str, Path]]
    ) -> Iterator[tuple[str, Path, SubmissionResult | None, str]]:
        """Yield student, folder and result, or the words of a fault, of earlier submissions.

        Nothing is written. Not to be called while `grade` is under way: both use one pool.
        """
        if not folders:
            return
        if self._pool is None:
            self._pool = Pool(self.settings, self.processes)
        # The pool knows a job by its student: one of each student at a time.
        rounds: list[dict[str, Job]] = []
        for student, folder in folders:
            free = next((r for r in rounds if student not in r), None)
            if free is None:
                rounds.append(free := {})
            free[student] = Job(student, str(folder))
        for jobs in rounds:
            for job, reply in self._pool.grade(list(jobs.values())):
                yield job.student, Path(job.path), reply.result, reply.fault

    def _conditions(self, course: Course) -> Conditions:
        return conditions(
            course.root_of(self.assignment),
            self.chapter.folder,
            course.settings.seed,
            course.settings.limits,
            self._stamp,
        )

    def is_current(self) -> bool:
        """Return whether checks, seed and limits still are what this run was started with."""
        return self._conditions(Course(self.course.folder)) == self.conditions

    @property
    def processes_running(self) -> list[int]:
        """The process ids of the grading processes."""
        return self._pool.process_ids if self._pool is not None else []

    def _known(self, student: str, path: Path, save: bool) -> SubmissionResult | None:
        """The result on disk, where neither the submission nor the conditions have changed."""
        try:
            result = read_result(self.course.result_path(self.assignment, student))
        except UserError:
            return None
        if result.conditions != self.conditions or result.faults:
            return None
        submission = read_submission(path, student, self.chapter, self.stubs)
        if submission.hash != result.submission_hash:
            return None
        if submission.problems != result.problems:  # equal work; files beside it came or went
            result = msgspec.structs.replace(result, problems=submission.problems)
            if save:
                write_result(self.course.result_path(self.assignment, student), result)
        return result


def _elsewhere(roots: Iterable[Path]) -> list[str]:
    """Where reference packages lie that are not in their course's source, with the checkout around."""
    references = (reference_folder(root, read_course(root).reference) for root in roots)
    found = [folder for folder in references if folder is not None]
    return [str(f.parent if (f.parent / FILE).is_file() else f) for f in found]


def find_chapter(root: Path, assignment: str) -> Chapter:
    """Return the chapter an assignment is named after. Raises `UserError` listing what there is."""
    folder = root / "solutions" / assignment
    if not folder.is_dir():
        known = ", ".join(sorted(p.name for p in (root / "solutions").glob("ch*_*")))
        raise UserError(f"There is no assignment {assignment!r}. There are: {known}.")
    return read_chapter(folder)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise UserError(
            f"{path} is missing: run `autograder build` in the course source."
        ) from None


def as_json_text(results: list[SubmissionResult]) -> str:
    """Return results as JSON for machines."""
    return msgspec.json.format(msgspec.json.encode(results), indent=1).decode()
