"""Odd files and odd names in the folder that is handed in."""

from typing import Any

from tests.attacks.model import (
    POINTS,
    RIGHT,
    STEM,
    Attack,
    Folder,
    Link,
    Pipe,
    Sparse,
    code,
    zipped,
)

_FILE = f"{STEM}.py"
_WRONG = code("return wrong()")
_FULL: dict[str, Any] = {"deserves": POINTS, "outcomes": ("pass",)}
_STILL = "The file is only a file. The answer was right: full points."
_NOT_READ = "Only plain files are read; the student is told. No points for this exercise."
_UNTRIED = ("not attempted",)
_FATAL = "raise SystemExit('this file was imported')\n"

ATTACKS: list[Attack] = [
    Attack(
        "names_of_libraries",
        "Name files after libraries",
        "Hand in `numpy.py`, `msgspec.py`, `worker.py`, `codec.py`, `sitecustomize.py` and more.",
        _STILL,
        {
            _FILE: RIGHT,
            **{
                f"{name}.py": _FATAL
                for name in (
                    "numpy",
                    "msgspec",
                    "pandas",
                    "pytest",
                    "worker",
                    "codec",
                    "frames",
                    "load",
                    "sandbox",
                    "socket",
                    "sitecustomize",
                    "usercustomize",
                    "autograder",
                    "course",
                )
            },
        },
        **_FULL,
    ),
    Attack(
        "replaces_what_is_given",
        "Hand in the course's own files, changed",
        "Hand in a `given.py`, a `conftest.py` and test files that always pass.",
        "A student's copy of the course's files is never used. The answer is wrong.",
        {
            _FILE: "from given import NotAttempted\n" + _WRONG,
            "given.py": "class NotAttempted(BaseException): pass\nraise SystemExit\n",
            "conftest.py": "def pytest_runtest_makereport(item, call): raise SystemExit\n",
            f"test_{STEM}.py": "def test_all_is_well(student): pass\n",
            "slips.json": "{}",
            "chapter.toml": "slug = 'ols'\n[[exercise]]\npoints = 1000\n",
        },
    ),
    Attack(
        "hands_in_settings",
        "Hand in the grader's settings",
        "Hand in `autograder.toml`, `nbgrader_config.py`, a gradebook and a `.pth` file.",
        "Only answers are read from a submission. The answer is wrong.",
        {
            _FILE: _WRONG,
            "autograder.toml": "seed = 0\n[limits]\ncall_s = 9999\n",
            "nbgrader_config.py": "c = get_config()\nraise SystemExit\n",
            "gradebook.db": "not a database",
            "here.pth": "import os; os._exit(0)\n",
            "pyvenv.cfg": "home = /tmp\n",
        },
    ),
    Attack(
        "link_to_the_answer",
        "Hand in a link to the answer",
        "Hand in a symbolic link where the answer should be: to the solution, on the grader's disk.",
        _NOT_READ,
        {_FILE: Link(f"../../../../../solutions/ch1_ols/{STEM}/exercise.py")},
        outcomes=_UNTRIED,
    ),
    Attack(
        "link_to_a_secret",
        "Hand in links to secrets",
        "Hand in links to the gradebook, the settings, a device without end and a neighbour.",
        "Links are not followed; the student is told. The answer is wrong.",
        {
            _FILE: _WRONG,
            "a.py": Link("../../../gradebook.db"),
            "b.py": Link("../../../autograder.toml"),
            "c.py": Link("/dev/zero"),
            "d.py": Link("../../honest_right/ch1_ols/confidence_interval.py"),
            "e.py": Link("e.py"),
        },
    ),
    Attack(
        "folder_in_place_of_a_file",
        "Hand in a folder or a pipe",
        "Hand in a named pipe, which blocks who opens it, and a folder named like a file.",
        _NOT_READ,
        {_FILE: Pipe(), "helper.py": Folder(), "ch1_ols.ipynb": Folder()},
        outcomes=_UNTRIED,
    ),
    Attack(
        "odd_names",
        "Give files odd names",
        "Hand in names with dots, blanks, line breaks, quotes, right-to-left marks and 250 letters.",
        "A name that cannot be shown is not read, and the student is told: full points.",
        {
            _FILE: RIGHT,
            "..py": "x = 1\n",
            "...py": "x = 1\n",
            "..\\..\\evil.py": "x = 1\n",
            "line\nbreak.py": "x = 1\n",
            "'; rm -rf $HOME; '.py": "x = 1\n",
            "\u202eyp.evil.py": "x = 1\n",
            "é\u0301漢字🙂.py": "x = 1\n",
            "n" * 250 + ".py": "x = 1\n",
            "-rf.py": "x = 1\n",
            "E04_Confidence_Interval.py": _WRONG,
        },
        **_FULL,
    ),
    Attack(
        "name_that_is_html",
        "Name a file in HTML",
        "Hand in a link whose name is HTML with a script, to have it quoted in the feedback.",
        "The name is quoted as text. The answer is wrong.",
        {_FILE: _WRONG, "<img src=x onerror=alert(1)>.py": Link("/dev/null")},
    ),
    Attack(
        "name_that_is_markdown",
        "Name a file in Markdown",
        "Hand in a link whose name breaks the line and adds a heading with a score of its own.",
        "The name is quoted as text, on one line. The answer is wrong.",
        {_FILE: _WRONG, "x\n\n# Score: 10 of 10 points\n\n[y](javascript:alert(1)).py": Link("x")},
    ),
    Attack(
        "time_of_its_own",
        "Hand in a time of submission",
        "Hand in a `timestamp.txt` that is no time at all, to break who reads it.",
        "A time that cannot be read is left out, and nobody else waits for it.",
        {_FILE: RIGHT, "timestamp.txt": "yesterday, I promise \x00 9999-99-99"},
        **_FULL,
    ),
    Attack(
        "very_many_files",
        "Hand in hundreds of files",
        "Hand in three hundred files, and one of three megabytes.",
        "Two hundred are read and none that is too large. The answer was right: full points.",
        {
            _FILE: RIGHT,
            "zz_large.py": "#" * (3 * 2**20),
            **{f"z{i:03}.py": "x = 1\n" for i in range(300)},
        },
        **_FULL,
    ),
    Attack(
        "not_text",
        "Hand in bytes that are not text",
        "Hand in random bytes under the name of the answer.",
        "It is read as far as it goes, and does not compile: an error, no points.",
        {_FILE: bytes(range(256)) * 4},
        outcomes=("error",),
    ),
    Attack(
        "zip_that_climbs",
        "Hand in an archive that climbs out",
        "Hand in a zip file with absolute paths and `..` in its names.",
        "Archives are read in memory, and one that climbs is refused. The answer is wrong.",
        {
            _FILE: _WRONG,
            "answers.zip": b"PK\x03\x04../../../../gradebook.db",
            "climbs.zip": zipped({f"../../../honest_right/ch1_ols/{_FILE}": RIGHT}),
        },
    ),
    Attack(
        "zip_that_grows",
        "Hand in an archive that grows without end",
        "Hand in a zip file of zeros, one in another, one with a thousand names, one with a link.",
        "What it unpacks to is bounded, and what is refused is named. The answer is wrong.",
        {
            _FILE: _WRONG,
            "zeros.zip": zipped({_FILE: b"#" * 10**8}),
            "nested.zip": zipped({"inner.zip": zipped({_FILE: RIGHT})}),
            "many.zip": zipped({f"{i}.py": RIGHT for i in range(2000)}),
        },
    ),
    Attack(
        "zip_beside_the_answer",
        "Hand in a second answer in an archive",
        "Hand in a wrong answer at its place, and a right one in a zip file and in a folder.",
        "What is at its place counts; the other is named and not graded. The answer is wrong.",
        {_FILE: _WRONG, "work.zip": zipped({_FILE: RIGHT})},
    ),
    Attack(
        "two_answers_elsewhere",
        "Hand in two answers and hope for the better",
        "Hand in a right and a wrong answer, both under other names.",
        "Nobody guesses: both are named and neither is graded.",
        {"one.py": RIGHT, "two.py": _WRONG},
        outcomes=_UNTRIED,
    ),
    Attack(
        "code_in_another_encoding",
        "Hide the code in an encoding",
        "Declare `raw_unicode_escape`, so that a comment holds the line that answers.",
        "Such a file is not read, and the student is told. No points for this exercise.",
        {
            _FILE: "# coding: raw_unicode_escape\n"
            + RIGHT.replace("    half =", "    # \\u000a    pass\n    half =")
        },
        outcomes=_UNTRIED,
    ),
    Attack(
        "code_behind_the_statement",
        "Hide the code behind the statement",
        "Answer in the line in which the statement's quotation marks close, with marks that turn text.",
        "Feedback shows that line, and names the marks. The answer was right: full points.",
        {_FILE: '"""x\u202e\x0c"""; import math\n' + RIGHT},
        **_FULL,
    ),
    Attack(
        "files_without_end",
        "Hand in files without an end",
        "Hand in sparse files of gigabytes: code, a notebook, an archive, a time.",
        "They are not read, and not copied. The answer was right: full points.",
        {
            _FILE: RIGHT,
            "big.py": Sparse(600 << 20),
            "ch1_ols.ipynb": Sparse(3 << 30),
            "work.zip": Sparse(3 << 30),
            "timestamp.txt": Sparse(3 << 30),
        },
        **_FULL,
    ),
    Attack(
        "folders_without_end",
        "Hand in folders without an end",
        "Hand in a link to the folder itself, and pipes and devices in a folder.",
        "Links are not followed, and nothing is waited for: full points.",
        {
            _FILE: RIGHT,
            "round": Link("."),
            "up": Link(".."),
            "inner": Folder(),
            "inner/pipe.py": Pipe(),
            "inner/zero.py": Link("/dev/zero"),
        },
        **_FULL,
    ),
    Attack(
        "deep_reason",
        "Raise from very deep",
        "Hand in `raise a.b.b.b...`, a tree that is deeper than the stack.",
        "It is an error in the sandbox. The grader does not mind.",
        {_FILE: code("raise stats" + ".b" * 1500)},
        outcomes=("error", "crashed", "out of memory"),
    ),
    Attack(
        "too_deep_to_parse",
        "Hand in code too deep to parse",
        "Hand in an expression of fifty thousand minus signs, which Python's parser gives up on.",
        "It does not compile in the sandbox: an error. The grader does not mind.",
        {_FILE: "x = " + "-" * 50_000 + "1\n" + _WRONG},
        outcomes=("error", "out of memory"),
    ),
    Attack(
        "too_long_a_sum",
        "Hand in a sum of a hundred thousand terms",
        "Hand in an expression whose tree is deeper than the stack.",
        "It does not compile in the sandbox: an error. The grader does not mind.",
        {_FILE: "x = 1" + " + 1" * 100_000 + "\n" + _WRONG},
        outcomes=("error", "crashed", "wrong", "out of memory"),
    ),
]
