"""The instructor's command: `autograder`."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.padding import Padding
from rich.table import Table

from autograder import console
from autograder.commands import register
from autograder.console import err, escape, out
from autograder.errors import UserError
from autograder.reading import printable

if TYPE_CHECKING:
    from autograder.grade.look import Look
    from autograder.grade.submission_result import SubmissionResult
    from autograder.nb.publish import Publisher

app = typer.Typer(
    cls=console.Named,
    help="Build, release, grade and report: the instructor's side of the course.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings=console.HELP,
)

CourseDir = Annotated[Path, typer.Argument(metavar="DIR", help="The course folder.")]


def main() -> None:
    """Run the command."""
    # Before NumPy is imported: in the small matrices of checks, more threads only cost time.
    for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    console.run(app)


@app.callback()
def options(
    version: console.Version = False,
) -> None:
    """Build, release, grade and report: the instructor's side of the course."""


@app.command()
def new(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="DIR | exercise CHAPTER NAME",
            help="A folder for a new course; or an exercise's chapter and its name.",
        ),
    ],
    title: Annotated[
        str, typer.Option(help="The course's title. Default: its folder's name.")
    ] = "",
) -> None:
    """Write a small course of your own, or one exercise.

    The course is right from the first minute: one chapter, two exercises, and all that `verify` asks
    for. An exercise is a folder with what is to be filled in; `verify` says what is missing. Nothing
    that is there already is overwritten.

    **Examples**

        autograder new ~/my-course                   a course in a new folder

        autograder new exercise {slug} your_name     one more exercise of a chapter
    """
    from autograder.new import new_course, new_exercise
    from autograder.registry import source_root

    if words[0] == "exercise":
        if len(words) != 3:
            raise UserError(
                "An exercise needs its chapter and its name: autograder new exercise CHAPTER NAME. A "
                "course in a folder called exercise: autograder new ./exercise"
            )
        root = source_root()
        for path in new_exercise(root, words[1], words[2]):
            out.print(escape(str(path.relative_to(root))), soft_wrap=True)
        name = escape(f"{words[1].rpartition('_')[2]}.{words[2]}")
        out.print(f"Next: autograder verify {name} says what is to be written first.")
        return
    if len(words) != 1:
        raise UserError("Name one folder for the course: autograder new DIR")
    folder = Path(words[0])
    written = new_course(folder, title)
    out.print(f"{len(written)} files written to {escape(str(folder))}.", soft_wrap=True)
    out.print("Next, inside it: autograder build, autograder verify, and read README.md")


@app.command()
def build(
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit 1 if a build would.")
    ] = False,
) -> None:
    """Make exercises/ from solutions/: stubs, public tests, notebooks.

    **Examples**

        autograder build           write what has changed

        autograder build --check   say what would change, and exit 1 if anything would
    """
    from autograder.build import build_course, differences, write
    from autograder.registry import chapters, source_root
    from autograder.steps import steps

    root = source_root()
    with steps("building", "exercises/ is as it was", total=len(chapters(root / "solutions"))):
        built = build_course(root)
    if check:
        found = differences(built, root / "exercises")
        for line in found:
            err.print(escape(line))
        if found:
            raise UserError(
                "exercises/ is not what solutions/ builds. Edit solutions/, run `autograder build`, "
                "and commit both.",
                exit_code=1,
            )
        out.print(f"exercises/ is up to date: {len(built)} chapter(s).")
        return
    changed = write(built, root / "exercises")
    for path in changed:
        out.print(escape(str(path.relative_to(root))))
    out.print(f"{len(changed)} file(s) changed.")


@app.command()
def init(
    folder: CourseDir,
    course_id: Annotated[
        str, typer.Option(help="nbgrader's course id. Default: the course's name.")
    ] = "",
    also: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="DIR", help="Exercises of your own, beside the course; repeat for more."
        ),
    ] = None,
) -> None:
    """Make an nbgrader course folder.

    **Examples**

        autograder init ~/teaching/spring

        autograder init ~/teaching/spring --also ~/my-exercises

        cd ~/teaching/spring && nbgrader generate_assignment {chapter}
    """
    from autograder.grade.course_folder import Course
    from autograder.nb.configured import warn_unless_configured
    from autograder.nb.courseroot import init as make
    from autograder.registry import chapters, source_root
    from autograder.steps import steps

    root = source_root()
    kept = f"what was written to {folder} is kept"
    with steps("making the course folder", kept, total=len(chapters(root / "solutions"))):
        done = make(folder, root, course_id, also=[path.resolve() for path in also or ()])
    warn_unless_configured(Course(folder))
    for line in done.told:
        out.print(escape(line))
    out.print(f"{len(done.written)} file(s) written to {escape(str(folder))}.")
    for path in done.kept:
        err.print(f"kept as it was, though the course now has another: {escape(str(path))}")
    out.print(f"Next: autograder release {escape(str(folder))}")


@app.command()
def release(
    folder: CourseDir,
    assignments: Annotated[list[str] | None, typer.Argument(metavar="[CHAPTER]...")] = None,
    solutions: Annotated[
        bool,
        typer.Option(
            "--solutions", help="When a chapter is over: its solutions, as a zip for students."
        ),
    ] = False,
    before_due: Annotated[
        bool,
        typer.Option(
            "--before-due", help="With --solutions: although somebody may still hand it in."
        ),
    ] = False,
) -> None:
    """Release assignments through nbgrader and write the student kit.

    **Examples**

        autograder release ~/teaching/spring                        every chapter

        autograder release ~/teaching/spring {chapter}                this one

        autograder release ~/teaching/spring {chapter} --solutions    its solutions, when it is over
    """
    from autograder.grade.course_folder import Course
    from autograder.nb.configured import warn_unless_configured
    from autograder.nb.release import release as do
    from autograder.steps import steps

    course = Course(folder)
    if before_due and not solutions:
        raise UserError("--before-due is about solutions: add --solutions. Nothing was released.")
    if solutions:
        from autograder.nb.solutions import release_solutions

        for path in release_solutions(course, assignments or [], before_due=before_due):
            out.print(f"solutions: {escape(str(path))}", soft_wrap=True)
        out.print(
            "Give it to the students. `course update FILE.zip` brings it into their folder, where "
            "`course solution` shows one; who has no such folder unpacks it."
        )
        return
    warn_unless_configured(course)
    count = len(assignments or course.assignments())
    kept = "the student kit is the old one or the new one, whole"
    with steps("releasing", kept, total=2 * count + 2):
        done = do(course, assignments)
    for line in done.told:
        out.print(escape(line))
    for name in done.assignments:
        out.print(f"released {name}: {escape(str(folder / 'release' / name))}")
    for name, files in done.outdated.items():
        err.print(
            f"source/{name} differs from the course in {', '.join(files)}; it was released as it is. "
            "Delete those files and run `autograder init` again to have the course's own."
        )
    out.print(f"student kit: {escape(str(done.kit))}")
    out.print("No line of a solution, a hidden check or a known mistake is in either.")


@app.command()
def grade(
    folder: CourseDir,
    assignment: Annotated[str, typer.Argument(metavar="CHAPTER")],
    jobs: Annotated[
        int | None, typer.Option("-j", "--jobs", min=1, help="Submissions at once.")
    ] = None,
    student: Annotated[
        list[str] | None, typer.Option(help="Only this student; repeat for more.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Grade again what has not changed.")
    ] = False,
    feedback: Annotated[
        bool,
        typer.Option("--feedback", help="Then write feedback pages and report, ready to release."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the results as JSON.")] = False,
    unsafe_no_sandbox: Annotated[
        bool,
        typer.Option(
            "--unsafe-no-sandbox",
            help="DANGER: run student code with no walls, on your files. Stamps the results.",
        ),
    ] = False,
) -> None:
    """Grade every submission in a sandbox and write the gradebook.

    **Examples**

        autograder grade ~/teaching/spring {chapter} --feedback

        autograder grade ~/teaching/spring {chapter} --student ada --force

    Exit code 0: everybody is graded. Exit code 1: somebody is not, or a check broke on our side and
    left a score open, or something in submitted/ could not be graded at all; they are listed.
    """
    from autograder.commands.feedback import refresh_and_tell, tell
    from autograder.grade.course_folder import Course
    from autograder.grade.grading_run import GradingRun, as_json_text
    from autograder.grade.log import Log
    from autograder.grade.look import look_at
    from autograder.nb.configured import warn_unless_configured
    from autograder.nb.publish import Publisher
    from autograder.roster import class_list

    course = Course(folder)
    class_list(course)  # a roster that cannot be read is said before an hour of grading
    warn_unless_configured(course)
    sandbox = "none" if unsafe_no_sandbox else "auto"
    if unsafe_no_sandbox:
        err.print(
            "[bold red]No sandbox:[/] student code runs as you, and can read and change your files."
        )
    results, faults = [], []
    seen: set[str] = set()
    with (
        GradingRun(course, assignment, processes=jobs, sandbox=sandbox) as run,
        Publisher(run, student) as publisher,
        Log(course.folder / "logs" / f"{assignment}.log") as log,
        console.progress(quiet=as_json) as progress,
    ):
        known = course.submission_folders(assignment)
        _check_names(student, set(known), course.unusable_folders(assignment))
        wanted = set(student or known)
        log.started(len(wanted), run.processes, run.conditions)
        task = progress.add_task("grading", total=len(wanted))
        with _not_half_way(wanted, seen):
            for graded in run.grade(student, force=force):
                if graded.result is None:
                    faults.append(f"{graded.student}: {graded.fault}")
                else:
                    log.graded(graded.result, graded.fresh)
                    results.append(_publish(publisher, graded.result, faults))
                    faults += [
                        f"{graded.student}: {c.exercise}.{c.check}" for c in graded.result.faults
                    ]
                seen.add(graded.student)
                progress.advance(task)
        # Whatever became of the run: one that ends well has an answer for everybody.
        faults += [f"{name}: not graded" for name in sorted(wanted - seen)]
        faults += publisher.faults
        looks = look_at(course, assignment, results, whole_class=not student)
        log.looks(looks)
        for line in publisher.warnings:
            log.line(f"look: {line}")
        log.ended(faults)
    if as_json:
        console.print_json(as_json_text(results))
        _show_looks(looks, err)
    else:
        _grade_table(results, assignment)
        for line in faults:
            err.print(f"[magenta]grader fault[/] {escape(line)}")
        _show_looks(looks, out)
    for line in publisher.warnings:
        err.print(f"[yellow]look[/] {escape(line)}", soft_wrap=True)
    with console.quiet(as_json):
        sound = tell(course, assignment) if feedback else refresh_and_tell(course, assignment)
        if not feedback:
            out.print(f"Next: autograder feedback {escape(str(folder))} {assignment}")
    if faults or not sound or (not student and course.unusable_folders(assignment)):
        raise typer.Exit(1)


@app.command()
def report(
    folder: CourseDir,
    assignments: Annotated[list[str] | None, typer.Argument(metavar="[CHAPTER]...")] = None,
) -> None:
    """Draw the class: an HTML page and a CSV for each graded assignment.

    **Example**

        autograder report ~/teaching/spring
    """
    from autograder.grade.course_folder import Course
    from autograder.report.write import write_reports
    from autograder.roster import not_handed_in

    course = Course(folder)
    for made in write_reports(course, assignments):
        out.print(f"{made.assignment}: {made.submissions} submissions")
        out.print(f"  {escape(str(made.page))}")
        out.print(f"  {escape(str(made.csv))}")
        missing = not_handed_in(course, made.assignment)
        if missing:
            out.print(f"  without a submission ({len(missing)}): {escape(', '.join(missing))}")


@app.command()
def verify(
    exercise: Annotated[
        str,
        typer.Argument(help="An id, or how it begins: {slug}.{exercise}, {slug}. Default: all."),
    ] = "",
    fast: Annotated[
        bool, typer.Option("--fast", help="Three seeds, no mutants, no sandbox: under a minute.")
    ] = False,
    seeds: Annotated[
        int | None, typer.Option(min=1, help="How many seeds of the random inputs (100; fast: 3).")
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Prove all anew, whatever is on record.")
    ] = False,
    sample: Annotated[
        int,
        typer.Option(min=0, help="Prove so many of those on record again, others each commit."),
    ] = 0,
    jobs: Annotated[
        int | None, typer.Option("-j", "--jobs", min=1, help="Exercises at once.")
    ] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write the proof here as well.")
    ] = None,
) -> None:
    """Prove every check: stubs, solutions, mistakes, mutants, oracles, both forms.

    What is proven is kept in `solutions/CHAPTER/proof.json`, and proven again only when something
    that it rests on has changed. Where only versions of libraries differ, two seeds are tried.

    **Examples**

        autograder verify --fast

        autograder verify {slug}.{exercise}

        autograder verify --json proof.json

    Exit code 1: something is not proven.
    """
    from autograder.registry import source_root
    from autograder.verify import verify_course
    from autograder.verify.show import show_proof, write_proof

    with console.progress(quiet=False) as progress:
        task = progress.add_task("verifying", total=None)
        proof = verify_course(
            source_root(),
            exercise,
            range(seeds or (3 if fast else 100)),
            full=not fast,
            again=again,
            sample=sample,
            jobs=jobs,
            done=lambda what: progress.update(task, description=f"verified {what}"),
        )
    show_proof(proof)
    if json_file is not None:
        write_proof(json_file, proof)
        out.print(f"Written to {escape(str(json_file))}")
    if proof.all_problems:
        raise typer.Exit(1)


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]")] = Path("demo"),
    jobs: Annotated[int | None, typer.Option("-j", "--jobs", min=1)] = None,
) -> None:
    """Make a class, release, grade, report, and check every grade.

    **Example**

        autograder demo

    Exit code 1: a submission did not get what it deserves.
    """
    from autograder.demo.scenario import run_demo
    from autograder.registry import source_root

    if not run_demo(folder, source_root(), jobs):
        raise typer.Exit(1)


@app.command()
def doctor(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="A course folder to look at too.")
    ] = None,
) -> None:
    """Try every wall of the sandbox for real, and say what holds.

    With a course folder, also whether nbgrader's own commands use the sandbox there.

    **Examples**

        autograder doctor

        autograder doctor ~/teaching/spring
    """
    from autograder.grade.course_folder import SETTINGS, Course
    from autograder.registry import source_root
    from autograder.sandbox_selftest import examine

    table = Table("wall", "tried", "holds", box=None)
    sound = True
    for wall in examine(source_root()):
        sound &= wall.holds
        table.add_row(
            wall.name,
            escape(wall.tried),
            "[green]yes[/]" if wall.holds else f"[red]no[/] {escape(wall.saw)}",
        )
    out.print(table)
    if not sound:
        raise UserError("A wall does not hold: do not grade on this machine.")
    if folder is not None or (Path() / SETTINGS).is_file():
        from autograder.nb.configured import warning

        words = warning(Course(folder or Path()).folder)
        if words:
            raise UserError(words, exit_code=1)
        out.print("nbgrader's own commands use the sandbox in this course folder.")


register(app)


@contextlib.contextmanager
def _not_half_way(wanted: set[str], seen: set[str]) -> Iterator[None]:
    """Within it, a broken pipe is an error with words: the run must not seem to have ended well."""
    try:
        yield
    except (BrokenPipeError, SystemExit) as error:
        missing = sorted(wanted - seen)
        raise UserError(
            f"The run was ended half-way ({error!r}), by a pipe that broke or a library that gave up. "
            f"What was graded is kept; not graded: {', '.join(missing) or 'nobody'}. Run the same "
            "command again.",
            exit_code=1,
        ) from error


def _publish(publisher: Publisher, result: SubmissionResult, faults: list[str]) -> SubmissionResult:
    """Publish one result, and return the one that counts.

    What goes wrong with one student must not stop the others.
    """
    try:
        return publisher.publish(result)
    except UserError:
        raise
    except Exception as error:
        faults.append(f"{result.student}: the result is kept, but publishing it failed: {error!r}")
        return result


def _check_names(wanted: list[str] | None, known: set[str], unusable: list[str]) -> None:
    unknown = sorted(set(wanted or ()) - known)
    if unknown:
        raise UserError(
            f"No submission of {', '.join(unknown)}. There are: {', '.join(sorted(known)) or 'none'}."
        )
    if not known:
        raise UserError(
            "There are no submissions: put them into submitted/STUDENT/CHAPTER/. "
            + " ".join(f"{line}." for line in unusable),
            exit_code=1,
        )


def _show_looks(looks: list[Look], to: Console) -> None:
    """Say what to look at, last of all, so that it is not scrolled away."""
    if not looks:
        return
    to.print(f"\n[bold]Look at these[/] ({sum(look.number for look in looks)}):")
    for look in looks:
        to.print(f"  [yellow]{escape(look.title)}[/]")
        for line in look.lines:
            to.print(Padding(escape(printable(line)), (0, 0, 0, 4)))
    to.print()


def _grade_table(results: list, assignment: str) -> None:
    if not results:
        return
    # Names with one word a line while they fit; numbers, with a legend, where a chapter is long.
    names = [e.name.replace("_", "\n") for e in results[0].exercises]
    room = out.width - max(len("student"), *(len(r.student) for r in results)) - 12
    numbered = sum(2 + max(map(len, name.split("\n"))) for name in names) > room
    heads = [str(i + 1) for i in range(len(names))] if numbered else names
    table = Table("student", *heads, "total", box=None, title=assignment, title_justify="left")
    for column in table.columns[1:]:
        column.justify = "right"
    for result in sorted(results, key=lambda r: r.student):
        scores = [
            "·" if not e.attempted else "?" if e.score is None else f"{e.score:g}"
            for e in result.exercises
        ]
        table.add_row(escape(result.student), *scores, f"[bold]{result.score:g}[/]")
    out.print(table)
    if numbered:
        legend = (f"{i + 1}={e.name}" for i, e in enumerate(results[0].exercises))
        out.print(f"[dim]{', '.join(legend)}[/]")


if __name__ == "__main__":
    main()
