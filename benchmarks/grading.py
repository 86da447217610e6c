"""Grading side by side: stock `nbgrader autograde` and `autograder grade` on the same notebooks.

    python -m benchmarks.grading             some ten minutes, less on a quiet machine
    python -m benchmarks.grading --full      the demo's whole class, some minutes more
    python -m benchmarks.grading --quick     a small class, to see that it runs
    python -m benchmarks.grading --memory    resident memory over 200 submissions, a minute or two

Prints a table for each chapter and writes it to benchmarks/results/grading.txt and grading.json
(`--full`: grading_full, `--memory`: grading_memory, `--quick`: nothing).

Both sides grade what the demo's class hands in, all of it as notebooks: right answers, unusual ones,
mistakes and gaps. (Attacks, broken files and answers that never return are left out: stock nbgrader
would stop or hand out points.) Both end with every grade in a gradebook and a graded notebook on
disk. Seconds are those of one more submission: the command on a few submissions is timed too and
taken off, so that its start counts on neither side. What differs:

- Stock has two assignments. In "a cell a check" every check of ours, public and hidden, is a graded
  test cell, so that stock too gives partial credit and its grades can be compared with ours. In "a
  cell an exercise" the checks of an exercise share one cell: fewer and therefore faster, but the
  first failure takes all of its points. Ours is compared with both.
- Stock's test cells are the text of our checks, with a twenty-line `expect` of plain asserts that
  explains nothing; in the NumPy chapter with a small reference instead of the course's own library,
  because importing that one (and pandas) in every kernel would slow stock down. A torch module or a
  PyMC model is used through the same methods as ours, without a wall.
- Stock draws the checks' random inputs from another seed, so a mistake that some inputs show and
  others do not may score otherwise; and it gives nothing for a right answer that warns. "Grades as
  deserved" counts the rest: there it is seen that both did the same work.
- Stock gives a student no card, no named slip and no sandbox. Those are on our side of the clock only.
- Ours takes far less time, so it gets the same class several times over under other names: the
  start, which is taken off, would drown a small difference otherwise.
- Stock grades one submission after the other. Ours is timed with one job and with one a core.

CPU seconds are those of a control group where one can be made (both kinds of cgroup are tried), as a
warmed parent forks submissions without waiting for them, and Linux then counts their time nowhere
else. Without one, only wall time is given for ours.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from nbgrader.api import Gradebook

from autograder.demo.classroom import NAMES, Bank, Pupil, hand_in, make_class
from autograder.grade.course_folder import Course
from autograder.grade.grading_run import GradingRun
from autograder.nb.courseroot import init
from autograder.nb.publish import Publisher
from autograder.nb.release import release
from autograder.registry import Chapter, chapters
from benchmarks.stock import CHAPTERS, Compared, checks_of, make_stock
from benchmarks.tables import table

ROOT = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).parent / "results"
BASE = 2  # submissions of the run that is taken off: one for each of two jobs
SIZES = {"quick": 4, "default": 12, "full": len(NAMES)}  # of the class
MANY = 8  # how often the class is handed in to our side

# ---------------------------------------------------------------- the class


def the_class(chapter: Chapter, seed: int, size: int) -> list[Pupil]:
    """Return the pupils of the demo that stock can grade too, each with a notebook."""
    pupils = [p for p in make_class(Bank(ROOT, chapter, seed)) if p.name in NAMES]
    return [p._replace(form="ipynb") for p in pupils][:size]


def hand_in_all(folder: Path, chapter: Chapter, pupils: list[Pupil]) -> None:
    """Write the submissions of a course."""
    released = folder / "release" / chapter.folder / f"{chapter.folder}.ipynb"
    for pupil in pupils:
        target = folder / "submitted" / pupil.name / chapter.folder
        hand_in(pupil, target, chapter, released)
        shutil.copyfile(released.parent / "given.py", target / "given.py")


def copies(pupils: list[Pupil], times: int) -> list[Pupil]:
    """Return the class several times over, under other names."""
    return [p._replace(name=f"{p.name}{i}") for i in range(times) for p in pupils]


# ---------------------------------------------------------------- the clock


class Spent(NamedTuple):
    """Seconds of wall time, and of CPU time where it could be measured in full."""

    wall: float
    cpu: float | None
    cpu_of_waited: float


class Group:
    """A control group that counts CPU seconds; without rights to make one, it counts nothing."""

    def __init__(self) -> None:
        self.folder: Path | None = None
        self.kind = "none"
        name = f"vraisemblance-benchmark-{os.getpid()}"
        for kind, usage in (
            ("cpuacct", "cpuacct.usage"),
            ("", "cpu.stat"),
            ("unified", "cpu.stat"),
        ):
            folder = Path("/sys/fs/cgroup") / kind / name
            with contextlib.suppress(OSError):
                folder.mkdir()
                if (folder / usage).exists() and os.access(folder / "cgroup.procs", os.W_OK):
                    self.folder, self.kind = folder, f"cgroup {kind or 'v2'}"
                    return
                folder.rmdir()

    def used(self) -> float | None:
        """CPU seconds of all that ever ran in the group."""
        if self.folder is None:
            return None
        if (usage := self.folder / "cpuacct.usage").exists():
            return int(usage.read_text()) / 1e9
        return int((self.folder / "cpu.stat").read_text().split()[1]) / 1e6

    def close(self) -> None:
        """Remove the group, once its last process is gone."""
        for _ in range(50):
            try:
                if self.folder is not None:
                    self.folder.rmdir()
                return
            except OSError:
                time.sleep(0.1)


def timed(group: Group, command: list[str], folder: Path) -> Spent:
    """Run a command in a folder. Raises `RuntimeError` with what it printed where it fails."""
    environment = {**os.environ, "JUPYTER_PLATFORM_DIRS": "1"}
    programs = [str(Path(sys.executable).parent), environment.get("PATH", "")]
    environment["PATH"] = os.pathsep.join(programs)  # nbgrader calls `alembic` by name
    environment["PYTHONPATH"] = str(ROOT)
    if group.folder is not None:
        enter = f'echo $$ > "{group.folder}/cgroup.procs"; exec "$@"'
        command = ["sh", "-c", enter, "sh", *command]
    before = _waited(), group.used(), time.perf_counter()
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    wall = time.perf_counter() - before[2]
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command[-6:])} failed:\n{done.stdout[-4000:]}")
    used = group.used()
    cpu = None if used is None or before[1] is None else used - before[1]
    return Spent(wall, cpu, _waited() - before[0])


def _waited() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def one_more(
    group: Group, released: Path, chapter: Chapter, pupils: list[Pupil], command: list[str]
) -> tuple[dict[str, Any], Path]:
    """Time a command on a few submissions and on all; return seconds of one more, and the course."""
    folders = [released.with_name(f"{released.name}-{n}") for n in range(2)]
    spent = []
    for folder, handed_in in zip(folders, (pupils[:BASE], pupils), strict=True):
        shutil.copytree(released, folder)
        hand_in_all(folder, chapter, handed_in)
        spent.append(timed(group, command, folder))
    start, large = spent
    more = len(pupils) - BASE
    row: dict[str, Any] = {
        "submissions": more,
        "wall_s": (large.wall - start.wall) / more,
        "cpu_s": None,
        "command_on_two_s": round(start.wall, 2),
        "cpu_of_waited_s": (large.cpu_of_waited - start.cpu_of_waited) / more,
    }
    if large.cpu is not None and start.cpu is not None:
        row["cpu_s"] = (large.cpu - start.cpu) / more
    row["per_minute"] = 60 / row["wall_s"]
    return row, folders[1]


def scores(folder: Path, chapter: Chapter) -> dict[str, float]:
    """Return what each student got, from the gradebook."""
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        rows = gradebook.assignment_submissions(chapter.folder)
        return {row.student.id: float(row.score) for row in rows}


# ---------------------------------------------------------------- the comparison


def our_course(folder: Path, chapter: Chapter) -> Course:
    """Make and release a course folder of ours."""
    init(folder, ROOT)
    course = Course(folder)
    release(course, [chapter.folder])
    return course


def compare(
    compared: Compared, work: Path, group: Group, size: int, say: Callable[[str], None]
) -> dict[str, Any]:
    """Grade one chapter's class with both; return everything that was measured."""
    chapter = next(c for c in chapters(ROOT / "solutions") if c.folder == compared.folder)
    say(f"{compared.folder}: making the class")
    ours = our_course(work / "ours", chapter)
    pupils = the_class(chapter, ours.settings.seed, size)
    rows: dict[str, Any] = {}
    got: dict[str, dict[str, float]] = {}
    assignments = [("stock, a cell an exercise", False), ("stock, a cell a check", True)]
    for name, per_check in assignments:
        say(f"{compared.folder}: {name}")
        folder = work / f"stock{per_check:d}"
        make_stock(folder, chapter, compared, per_check)
        command = [sys.executable, "-m", "nbgrader", "autograde", chapter.folder]
        rows[name], graded = one_more(group, folder, chapter, pupils, command)
        got[name] = scores(graded, chapter)
    cores = len(os.sched_getaffinity(0))
    program = [sys.executable, "-c", "from autograder.cli import main; main()", "grade", "."]
    many = copies(pupils, MANY)
    for jobs in dict.fromkeys((1, cores)):
        name = f"ours, -j {jobs}"
        say(f"{compared.folder}: {name}")
        course = ours.folder.with_name(f"ours-j{jobs}")
        shutil.copytree(ours.folder, course)
        command = [*program, chapter.folder, "-j", str(jobs)]
        rows[name], graded = one_more(group, course, chapter, many, command)
        got[name] = scores(graded, chapter)
    right = {p.name: p.deserves for p in pupils}
    return {
        "chapter": compared.folder,
        "kind": compared.kind,
        "exercises": len(chapter.exercise),
        "checks": sum(len(checks_of(chapter, e, False)) for e in chapter.exercise),
        "class": len(pupils),
        "programs": rows,
        "as_deserved": {
            name: [
                sum(
                    abs(s - right[student.rstrip("0123456789")]) < 0.011 for student, s in g.items()
                ),
                len(g),
            ]
            for name, g in got.items()
        },
    }


def comparison_text(report: dict[str, Any]) -> str:
    rows = report["programs"]
    fast, fair = (rows[name] for name in list(rows)[:2])
    header = [
        report["chapter"],
        "CPU s",
        "wall s",
        "per minute",
        "x stock (exercise)",
        "x stock (check)",
        "CPU x",
        "grades as deserved",
    ]
    body = []
    for name, row in rows.items():
        cpu = "–" if row["cpu_s"] is None else f"{row['cpu_s']:.3f}"
        saved = "–" if row["cpu_s"] is None else f"{fast['cpu_s'] / row['cpu_s']:.1f}"
        good, all_of_them = report["as_deserved"][name]
        body.append(
            [
                name,
                cpu,
                f"{row['wall_s']:.3f}",
                f"{row['per_minute']:.0f}",
                f"{row['per_minute'] / fast['per_minute']:.1f}",
                f"{row['per_minute'] / fair['per_minute']:.1f}",
                saved,
                f"{good} of {all_of_them}",
            ]
        )
    return (
        f"{report['chapter']} ({report['kind']}): {report['checks']} checks in "
        f"{report['exercises']} exercises, "
        f"a class of {report['class']}.\n"
        "Seconds are those of one more submission; the start of the command is not counted.\n\n"
        + table(header, body)
    )


# ---------------------------------------------------------------- memory


def resident(pid: int) -> dict[str, tuple[int, int]]:
    """Return pid -> (parent, resident kB) of a process and everything below it, by its name."""
    parents: dict[int, tuple[int, int, str]] = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        with contextlib.suppress(OSError, KeyError):
            lines = (entry / "status").read_text().splitlines()
            facts = dict(line.split(":\t", 1) for line in lines if ":\t" in line)
            kilobytes = int(facts["VmRSS"].split()[0])
            parents[int(entry.name)] = int(facts["PPid"]), kilobytes, facts["Name"]
    found = {}
    for known in parents:
        above = known
        while above in parents and above != pid:
            above = parents[above][0]
        if above == pid:
            found[str(known)] = parents[known][:2]
    return found


def memory(compared: Compared, work: Path, submissions: int) -> dict[str, Any]:
    """Grade and publish many submissions in one run with one job, and look at memory on the way."""
    chapter = next(c for c in chapters(ROOT / "solutions") if c.folder == compared.folder)
    course = our_course(work / "memory", chapter)
    pupils = the_class(chapter, course.settings.seed, len(NAMES))
    many = copies(pupils, -(-submissions // len(pupils)))[:submissions]
    hand_in_all(course.folder, chapter, many)
    samples = []
    with GradingRun(course, chapter.folder, processes=1) as run, Publisher(run) as publisher:
        for number, graded in enumerate(run.grade(), start=1):
            if graded.result is None:
                raise RuntimeError(graded.fault)
            publisher.publish(graded.result)
            if number % 20 == 0:
                samples.append({"graded": number, **_by_role(os.getpid())})
    return {"chapter": compared.folder, "kind": compared.kind, "samples": samples}


def _by_role(pid: int) -> dict[str, float]:
    """Resident megabytes: this process, the grading process below it, and the sandboxes below that."""
    found = {int(p): facts for p, facts in resident(pid).items()}
    below = [p for p, (parent, _) in found.items() if parent == pid]
    sandboxes = [kb for p, (_, kb) in found.items() if p != pid and p not in below]
    return {
        "publisher_mb": round(found[pid][1] / 1024, 1),
        "checks_mb": round(sum(found[p][1] for p in below) / 1024, 1),
        "warmed_parent_mb": round(max(sandboxes, default=0) / 1024, 1),
        "processes": len(found),
    }


def memory_text(report: dict[str, Any]) -> str:
    names = ["graded", "publisher_mb", "checks_mb", "warmed_parent_mb", "processes"]
    header = ["graded", "gradebook", "checks", "warmed parent", "processes"]
    body = [[f"{sample[name]:g}" for name in names] for sample in report["samples"]]
    return (
        f"{report['chapter']} ({report['kind']}): resident memory in MB while one run grades.\n\n"
        + table(header, body)
    )


# ---------------------------------------------------------------- the command


def versions(group: Group) -> dict[str, str]:
    found = {"python": platform.python_version(), "machine": platform.machine()}
    found["cores"] = str(len(os.sched_getaffinity(0)))
    for package in ("nbgrader", "nbconvert", "ipykernel", "jupyter_client", "sqlalchemy", "numpy"):
        found[package] = version(package)
    found["CPU counted by"] = group.kind
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--memory", action="store_true", help="memory over many submissions")
    parser.add_argument("--submissions", type=int, default=200, help="how many, with --memory")
    parser.add_argument("--quick", action="store_true", help="a small class; writes no results")
    parser.add_argument("--chapter", help="only this one, such as ch3_softmax; writes no results")
    parser.add_argument("--full", action="store_true", help="a larger class")
    chosen = parser.parse_args()
    size = SIZES["quick" if chosen.quick else "full" if chosen.full else "default"]
    group = Group()
    used = versions(group)
    reports, texts = [], []
    try:
        for compared in CHAPTERS:
            if chosen.chapter not in (None, compared.folder):
                continue
            with tempfile.TemporaryDirectory() as name:
                if chosen.memory:
                    reports.append(memory(compared, Path(name), chosen.submissions))
                    texts.append(memory_text(reports[-1]))
                else:
                    say: Callable[[str], None] = lambda what: print(what, file=sys.stderr)  # noqa: E731
                    reports.append(compare(compared, Path(name), group, size, say))
                    texts.append(comparison_text(reports[-1]))
    finally:
        group.close()
    texts.append(", ".join(f"{name} {number}" for name, number in used.items()))
    text = "\n\n".join(texts)
    print(text)
    if chosen.quick or chosen.chapter:
        return
    RESULTS.mkdir(exist_ok=True)
    stem = "grading" + ("_memory" if chosen.memory else "_full" if chosen.full else "")
    (RESULTS / f"{stem}.txt").write_text(text + "\n", encoding="utf-8")
    report = {"versions": used, "chapters": reports}
    (RESULTS / f"{stem}.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
