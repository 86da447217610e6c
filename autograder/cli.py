"""The instructor's command: `autograder`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table

from autograder import console
from autograder.commands import register
from autograder.console import err, out
from autograder.errors import UserError

if TYPE_CHECKING:
    from autograder.grade.result import SubmissionResult
    from autograder.nb.publish import Publisher

app = typer.Typer(
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
    from autograder.registry import source_root

    root = source_root()
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
    course_id: Annotated[str, typer.Option(help="nbgrader's course id.")] = "vraisemblance",
) -> None:
    """Make an nbgrader course folder.

    **Examples**

        autograder init ~/teaching/spring

        cd ~/teaching/spring && nbgrader generate_assignment ch1_ols
    """
    from autograder.nb.courseroot import init as make
    from autograder.registry import source_root

    done = make(folder, source_root(), course_id)
    out.print(f"{len(done.written)} file(s) written to {escape(str(folder))}.")
    for path in done.kept:
        err.print(f"kept as it was, though the course now has another: {escape(str(path))}")
    out.print(f"Next: autograder release {escape(str(folder))}")


@app.command()
def release(
    folder: CourseDir,
    assignments: Annotated[list[str] | None, typer.Argument(metavar="[CHAPTER]...")] = None,
) -> None:
    """Release assignments through nbgrader and write the student kit.

    **Examples**

        autograder release ~/teaching/spring            every chapter

        autograder release ~/teaching/spring ch1_ols    this one
    """
    from autograder.grade.course import Course
    from autograder.nb.release import release as do

    done = do(Course(folder), assignments)
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

        autograder grade ~/teaching/spring ch1_ols

        autograder grade ~/teaching/spring ch1_ols --student ada --force

    Exit code 1: a check broke on our side and left a score open.
    """
    from autograder.grade.course import Course
    from autograder.grade.log import Log
    from autograder.grade.run import GradingRun, as_json_text
    from autograder.nb.publish import Publisher

    course = Course(folder)
    sandbox = "none" if unsafe_no_sandbox else "auto"
    if unsafe_no_sandbox:
        err.print(
            "[bold red]No sandbox:[/] student code runs as you, and can read and change your files."
        )
    results, faults = [], []
    with (
        GradingRun(course, assignment, processes=jobs, sandbox=sandbox) as run,
        Publisher(run) as publisher,
        Log(course.folder / "logs" / f"{assignment}.log") as log,
        console.progress(quiet=as_json) as progress,
    ):
        known = course.submission_folders(assignment)
        _check_names(student, set(known))
        log.started(len(student or known), run.processes, run.conditions)
        task = progress.add_task("grading", total=len(student or known))
        for graded in run.grade(student, force=force):
            if graded.result is None:
                faults.append(f"{graded.student}: {graded.fault}")
            else:
                results.append(graded.result)
                log.graded(graded.result, graded.fresh)
                faults += _publish(publisher, graded.result)
                faults += [
                    f"{graded.student}: {c.exercise}.{c.check}" for c in graded.result.faults
                ]
            progress.advance(task)
        faults += course.unusable_folders()
        log.ended(faults)
    if as_json:
        print(as_json_text(results))
    else:
        _grade_table(results, assignment)
        for line in faults:
            err.print(f"[magenta]grader fault[/] {escape(line)}")
        out.print(
            f"Next: nbgrader generate_feedback {assignment}, or autograder report {escape(str(folder))}"
        )
    if faults:
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
    from autograder.grade.course import Course
    from autograder.report.write import write_reports

    for made in write_reports(Course(folder), assignments):
        out.print(f"{made.assignment}: {made.submissions} submissions")
        out.print(f"  {escape(str(made.page))}")
        out.print(f"  {escape(str(made.csv))}")


@app.command()
def verify(
    exercise: Annotated[
        str, typer.Argument(help="An id, or how it begins: ols.r_squared, ols. Default: all.")
    ] = "",
    fast: Annotated[
        bool, typer.Option("--fast", help="Three seeds, no mutants, no sandbox: under a minute.")
    ] = False,
    seeds: Annotated[
        int | None, typer.Option(min=1, help="How many seeds of the random inputs (100; fast: 3).")
    ] = None,
    jobs: Annotated[
        int | None, typer.Option("-j", "--jobs", min=1, help="Exercises at once.")
    ] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write the proof here as well.")
    ] = None,
) -> None:
    """Prove every check: stubs, solutions, mistakes, mutants, oracles, both forms.

    **Examples**

        autograder verify --fast

        autograder verify ols.confidence_interval

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
    from autograder.demo.run import run_demo
    from autograder.registry import source_root

    if not run_demo(folder, source_root(), jobs):
        raise typer.Exit(1)


@app.command()
def doctor() -> None:
    """Try every wall of the sandbox for real, and say what holds.

    **Example**

        autograder doctor
    """
    from autograder.doctor import examine
    from autograder.registry import source_root

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


register(app)


def _publish(publisher: Publisher, result: SubmissionResult) -> list[str]:
    """Publish one result; what goes wrong with one student must not stop the others."""
    try:
        publisher.publish(result)
    except UserError:
        raise
    except Exception as error:
        return [f"{result.student}: the result is kept, but publishing it failed: {error!r}"]
    return []


def _check_names(wanted: list[str] | None, known: set[str]) -> None:
    unknown = sorted(set(wanted or ()) - known)
    if unknown:
        raise UserError(
            f"No submission of {', '.join(unknown)}. There are: {', '.join(sorted(known)) or 'none'}."
        )
    if not known:
        raise UserError(
            "There are no submissions: put them into submitted/STUDENT/CHAPTER/.", exit_code=1
        )


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
