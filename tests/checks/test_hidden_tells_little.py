"""Whatever a submission does with a hidden input, what the hidden check says does not depend on it.

One channel is left, and bounded: one line of the student's own file, once an exercise.
"""

from __future__ import annotations

import ast
import signal
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from autograder.checks.check_result import CheckResult, one_line
from autograder.checks.collection import with_checks
from autograder.checks.outcome import Crashed, Outcome
from autograder.checks.student import LAST_LINE_TOLD, Student, from_file
from autograder.worker import codec

# What the hidden check asks with; a submission is run once with each, and has to look the same.
SECRETS = (123_457, 984_310, 555_002)
CHECKS = '''
import numpy as np
import pytest

@pytest.mark.parametrize("ask", ["close", "number", "array", "equal", "that", "raises", "partial"])
def test_x(student, expect, ask):
    """Something is true."""
    got = lambda: student.f({secret})
    match ask:
        case "close":
            expect.close(got(), np.ones(9))
        case "number":
            expect.number(got())
        case "array":
            expect.array(got(), (2, None), what="the table")
        case "equal":
            expect.equal(got(), [1, 2], what="the list")
        case "that":
            value = got()
            expect.that(False, "it is not so", got=value)
        case "raises":
            expect.raises(ValueError, got, names="zzz")
        case "partial":
            expect.partial(0.5, "half of it", got=got())
'''
# How a function may carry its argument out.
CHANNELS = {
    "a value": "return x",
    "values": "return [x, x]",
    "a shape": "return np.zeros((x % 900, 2, 3))",
    "an empty shape": "return np.zeros((x % 900, 0))",
    "axes": "return np.zeros((1,) * (4 + x % 20))",
    "the width of a text": "return np.array(['y' * (x % 900 + 1)])",
    "the size of a float": "return np.zeros(3, dtype=['f2', 'f4', 'f8'][x % 3])",
    "the size of an integer": "return np.zeros(3, dtype=['i1', 'i2', 'u8'][x % 3])",
    "a unit of time": "return np.zeros(3, dtype=f'm8[{x}s]')",
    "the length of a list": "return [0.0] * (x % 900 + 10)",
    "the length of a text": "return 'y' * x",
    "the length of a dictionary": "return dict.fromkeys(range(x % 900))",
    "the name of a key": "return {str(x): x}",
    "the name of a column": "import pandas as pd\n    return pd.DataFrame({str(x): [x]})",
    "the name of a dataclass": "return dataclasses.make_dataclass(f'D{x}', [(f'a{x}', int)])(x)",
    "the name of a class": "return type(f'C{x}', (), {})()",
    "how many values are wrong": "return np.append(np.ones(8), x)[np.roll(np.arange(9), x % 7)]",
    "which values are wrong": "y = np.ones(9)\n    y[x % 8] = 7.0\n    return y",
    "a message": "raise ValueError(str(x))",
    "the class of an error": "raise type(f'E{x}', (KeyError,), {})",
    "the bases of an error": "raise type('E', (type(f'B{x}', (KeyError,), {}),), {})",
    "the kind of a warning": "raise [UserWarning, FutureWarning, EOFError, BufferError][x % 4]",
    "the name of a function": "exec(f'def g{x}(): 1 / 0\\ng{x}()')",
    "the way through functions": "ways[x % 3]()",
    "a note": "e = ValueError()\n    e.add_note(str(x))\n    raise e",
    "a chain of errors": "raise ValueError from KeyError(str(x))",
    "a syntax error": "compile('x = ' + '(' * (x % 50 + 1), 'f', 'exec')",
    "a missing module": "import_module(f'm{x}')",
}
SOURCE = """\
import dataclasses
from importlib import import_module

import numpy as np

def at_the_end(): raise ValueError
def one(): at_the_end()
def two(): one()
def three(): two()
ways = [one, two, three]

def f(x):
    {body}
"""


def told(tmp_path: Path, secret: int, make: Callable[[], Student]) -> tuple[CheckResult, ...]:
    """What the hidden checks say of one submission, when they ask with `secret`."""
    folder = tmp_path / "ch1_x" / "f"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "exercise.toml").touch()
    file = folder / "test_hidden.py"
    file.write_text(CHECKS.replace("{secret}", str(secret)), encoding="utf-8")
    found: list[CheckResult] = []

    def work(checks) -> None:
        found.extend(ran.result for ran in checks.run({"f": make}))

    with_checks([file], work)
    assert len(found) == 7
    assert all(r.hidden and r.outcome is not Outcome.FAULT for r in found)
    return one_line(found)


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_hidden_check_says_the_same_whatever_its_input_was(tmp_path, channel) -> None:
    folder = tmp_path / "student"
    folder.mkdir()
    source = SOURCE.format(body=CHANNELS[channel])
    (folder / "f.py").write_text(source, encoding="utf-8")

    def make() -> Student:
        invoke = from_file(folder, "f")._invoke
        return Student(invoke, sources={"f.py": source}, own="f.py")

    texts = {msgspec.json.encode(told(tmp_path, secret, make)) for secret in SECRETS}
    assert len(texts) == 1
    assert not any(str(secret).encode() in text for secret in SECRETS for text in texts)


FORGED: dict[str, Callable[[int], object]] = {
    "a missing name": lambda x: {"missing": str(x)},
    "what cannot be carried": lambda x: {"uncarriable": str(x)},
    "an unknown kind of reply": lambda x: {str(x): 1},
    "the number of an object": lambda x: {"kept": x},
    "a record's name": lambda x: {"value": codec.Record(f"R{x}", {f"a{x}": 1})},
    "a report of many lines": lambda x: {
        "raised": {
            **{"type": f"E{x}", "bases": [f"E{x}", "KeyError"], "message": str(x)},
            "lines": [["f.py", int(d), f"f{d}", d] for d in str(x)] + [["f.py", 3, "", ""]],
        }
    },
    "files that are not the exercise's": lambda x: {
        "raised": {"type": "E", "bases": [], "lines": [[f"helper_{x % 3}.py", 1, "", ""]]}
    },
    "a line far down": lambda x: {
        "raised": {"type": "E", "bases": [], "lines": [["f.py", 1_000 + x % 999, "", ""]]}
    },
}


@pytest.mark.parametrize("channel", FORGED)
def test_nor_does_a_forged_reply_get_through(tmp_path, channel) -> None:
    sources = {f"helper_{i}.py": "x = 1\n" for i in range(3)}
    sources["f.py"] = "".join(f"line_{i}\n" for i in range(1, 3_000))
    texts = set()
    for secret in SECRETS:
        reply = codec.encode(FORGED[channel](secret))
        make = lambda: Student(lambda request: reply, sources=sources, own="f.py")  # noqa: B023, E731
        texts.add(msgspec.json.encode(told(tmp_path, secret, make)))
    assert len(texts) == 1
    assert not any(str(secret).encode() in text for secret in SECRETS for text in texts)


def test_nor_does_the_signal_that_ends_a_program(tmp_path) -> None:
    texts = set()
    for secret, number in zip(
        SECRETS, (signal.SIGSEGV, signal.SIGABRT, signal.SIGFPE), strict=True
    ):

        def invoke(request, number=number) -> bytes:
            raise Crashed(f"the program that ran your code was ended by signal {number}")

        texts.add(msgspec.json.encode(told(tmp_path, secret, lambda: Student(invoke))))
    assert len(texts) == 1


def test_the_one_line_that_is_told_is_the_students_own_and_near_the_top(tmp_path) -> None:
    source = "".join(f"line_{i}\n" for i in range(1, 3_000))
    seen = set()
    for line in (1, 500, LAST_LINE_TOLD, LAST_LINE_TOLD + 1, 10**9, 0, -1):
        raised = {"type": "E", "bases": [], "lines": [["f.py", line, "", "told"]]}
        reply = codec.encode({"raised": raised})
        make = lambda: Student(lambda request: reply, {"f.py": source}, own="f.py")  # noqa: B023, E731
        lines = [r.message.lines for r in told(tmp_path, 1, make) if r.message]
        assert sum(map(len, lines)) <= 1
        seen |= {text for group in lines for text in group}
    assert seen == {f"f.py, line {n}: line_{n}" for n in (1, 500, LAST_LINE_TOLD)}


def test_hidden_checks_put_no_answer_into_their_words(root: Path) -> None:
    """What a hidden check says is written in it: a text put together at run time could hold anything."""
    spoken = {"that", "partial", "close", "equal", "array", "number", "raises", "Wrong", "fail"}
    for file in sorted((root / "autograder" / "hidden").rglob("test_*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            words = [
                k.value for k in node.keywords if k.arg in ("what", "hint", "names", "message")
            ]
            words += node.args[1:2] if name in ("that", "partial") else []
            for word in words if name in spoken else ():
                made = [
                    n for n in ast.walk(word) if isinstance(n, (ast.JoinedStr, ast.Call, ast.BinOp))
                ]
                assert not made, f"{file.name}, line {word.lineno}: a text made at run time"
