"""Whatever a student's code sends, each check of it ends in an outcome: never in our own exception.

What is tried here are decoded trees, and replies that a student's code forged.
"""

from __future__ import annotations

import msgspec
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from autograder.checks import show, slips
from autograder.checks.check_result import one_line, settle
from autograder.checks.collection import Checks, Ran, with_checks
from autograder.checks.expect import Expect
from autograder.checks.outcome import CheckFailure, Crashed, Outcome, StudentError
from autograder.checks.student import Student, unpack
from autograder.grade.session import _opened
from autograder.worker import codec
from tests.checks.forged import hostile

expect = Expect()
ODD = [
    {"a": 10**400},
    {(10**1000,): 1},
    [10**400, 1.5],
    np.array([10**400, None, "x", pd.NA], dtype=object),
    pd.NA,
    [pd.NA, 1.5],
    {pd.NA: 1},
    np.array(["NaT"], dtype="M8[s]"),
    np.timedelta64(74492836, "s"),
    np.array(["2020"], dtype="M8[25s]"),
    np.zeros((3, 0)),
    np.zeros((90_000, 0)),
    np.array(1j),
    [1j, "x"],
    codec.Record("Fit", {"shape": (1,), "dtype": "f8", "tolist": 1, "size": 10**400}),
    [codec.Record("Fit", {"x": np.ones(2)})] * 60,
    pd.DataFrame({"x": [1.5, None], "y": ["a", pd.NA]}),
    pd.DataFrame([[1, 2]], columns=["x", "x"]),
    pd.DataFrame(),
    pd.Series(pd.Categorical(["a", "b"])),
    pd.Series([[1, 2], {"a": 1}]),
    {i: i for i in range(1_900)},
    {"deep": [[[[[[[[[["x"]]]]]]]]]]},
    [["a", [1, [2, [3, ["x"]]]]]] * 40,
    "x" * 900_000,
    b"\xff" * 900_000,
    ["x" * 30_000, *range(100)],
    np.array(["x" * 200_000]),
    set(range(1_900)),
    float("nan"),
    -(2**4000),
]


def judgements():
    yield lambda v: expect.close(v, [1.0, 2.0])
    yield lambda v: expect.close(v, 1.0)
    yield lambda v: expect.number(v)
    yield lambda v: expect.array(v, (2, None))
    yield lambda v: expect.equal(v, ["a", 1])
    yield lambda v: expect.equal(v, {"a": 1})
    yield lambda v: expect.partial(0.5, "half", got=v)
    yield lambda v: expect.that(False, "no", got=v)


def judged(value) -> None:
    """Every word that is said about an answer, and every judgement of it."""
    for text in (show.value(value), show.pasted(value), show.call("f", [value], {"k": value})):
        assert len(text) <= 2_500
        text.encode("utf-8")
    assert len(show.shape(value)) <= 60
    found = slips.features(value)
    assert len(found) <= 2 * slips.MOST + 60
    assert all(type(f) in (str, float) for f in found)
    assert slips.agree(found, slips.features(value))
    for judge in judgements():
        try:
            judge(value)
        except CheckFailure as failure:
            assert len(failure.got) <= 400


@pytest.mark.parametrize("value", ODD, ids=range(len(ODD)))
def test_an_odd_answer_is_shown_compared_and_judged(value) -> None:
    try:
        arrived = codec.copy(value, codec.ANSWER)
    except codec.CodecError:
        arrived = value  # one that is refused, and is not to break us where it came in all the same
    judged(arrived)


@settings(max_examples=300, deadline=None)
@given(hostile)
def test_any_tree_that_is_let_in_is_shown_compared_and_judged(tree) -> None:
    try:
        value = codec.decode(msgspec.msgpack.encode(tree))
    except codec.CodecError:
        return
    judged(value)


FIELDS = [
    *(None, True, 5, 10**900, 1.5, "", "x" * 10**5, b"x", [], [1], {}, {"a": 1}, pd.NA),
    *(np.zeros(3), np.float64(1), np.array(["x"], dtype=object), pd.DataFrame({"x": [1]})),
]


@pytest.mark.parametrize("kind", ["raised", "missing", "uncarriable", "kept", "not_attempted", 5])
@pytest.mark.parametrize("content", FIELDS, ids=range(len(FIELDS)))
def test_a_reply_with_any_content_is_an_outcome_of_the_students(kind, content) -> None:
    reply = codec.encode({kind: content}, codec.ARGUMENTS)
    try:
        unpack(reply)
    except CheckFailure as failure:
        assert failure.outcome is not Outcome.FAULT
        assert len(failure.headline) <= 2_200


@pytest.mark.parametrize("field", ["type", "bases", "message", "lines"])
@pytest.mark.parametrize("content", FIELDS, ids=range(len(FIELDS)))
def test_an_error_report_with_any_field_is_read_by_exact_types(field, content) -> None:
    whole = {"type": "X", "bases": ["X"], "message": "m", "lines": [["f.py", 1, "g", "code"]]}
    for raised in ({**whole, field: content}, {field: content}, {**whole, field: [content] * 3}):
        with pytest.raises(StudentError) as caught:
            unpack(codec.encode({"raised": raised}))
        error = caught.value
        assert {type(t) for t in (error.type_name, error.message, *error.bases)} <= {str}
        assert all(type(f.line) is int and type(f.file) is str for f in error.frames)
        assert len(error.headline) <= 2_200


@pytest.mark.parametrize(
    "number", [2, 10**900, 1.0, True, "1", np.int64(1), np.ones(1), pd.NA, None]
)
def test_a_reply_to_no_question_is_crashed(number) -> None:
    assert _opened(codec.encode([1, b"x"]), 1) == b"x"
    with pytest.raises(Crashed):
        _opened(codec.encode([number, b"x"]), 1)


@pytest.mark.parametrize(
    "envelope", [b"", b"\xc1", [1], [1, "x"], (1, b"x"), [1, b"x", 2], {1: b"x"}]
)
def test_an_envelope_of_another_form_is_crashed(envelope) -> None:
    sent = envelope if isinstance(envelope, bytes) else codec.encode(envelope)
    with pytest.raises(Crashed):
        _opened(sent, 1)


CHECK = '''
"""The hidden checks of `f`."""
import numpy as np
import pytest

@pytest.mark.parametrize("n", [1])
def test_{name}(student, expect, n):
    """Something is true."""
    {body}
'''
BREAKING = {
    "computes_with_it": "got = student.f(1)\n    assert np.zeros(3)[got] + got.shape[7] > 'x'",
    "breaks_after_a_refusal": "got = student.f(1)\n    expect.raises('ValueError', lambda: student.g(1))"
    "\n    int(got['x'])",
    "recurses": "got = student.f(1)\n    h = lambda x: h(x)\n    h(got)",
    "runs_out_of_memory": "got = student.f(1)\n    raise MemoryError",
    "passes_it_on": "got = student.f(1)\n    student.g(lambda: got)",
}


def run(tmp_path, body: str, answers: dict) -> list[Ran]:
    folder = tmp_path / "ch1_x" / "f"
    folder.mkdir(parents=True)
    (folder / "exercise.toml").touch()
    file = folder / "test_hidden.py"
    file.write_text(CHECK.format(name="x", body=body), encoding="utf-8")

    def invoke(request) -> bytes:
        codec.encode(list(request["args"]), codec.ARGUMENTS)
        return codec.encode(answers[request["name"]])

    found: list[Ran] = []

    def work(checks: Checks) -> None:
        found.extend(checks.run({"f": lambda: Student(invoke)}))

    with_checks([file], work)
    return found


@pytest.mark.parametrize("name", BREAKING)
def test_a_check_that_breaks_on_an_answer_is_settled_as_wrong(tmp_path, name) -> None:
    raised = {"type": "ValueError", "bases": ["ValueError"], "message": "", "lines": []}
    answers = {"f": {"value": "odd"}, "g": {"raised": raised}}
    (ran,) = run(tmp_path, BREAKING[name], answers)
    assert ran.result.outcome is Outcome.FAULT
    assert ran.result.on_answer
    assert settle(ran.result, ran.calls).outcome is Outcome.WRONG


@pytest.mark.parametrize("error", ["OSError", "BlockingIOError"])
def test_what_breaks_whatever_the_answer_stays_our_fault(tmp_path, error) -> None:
    (ran,) = run(tmp_path, f"student.f(1)\n    raise {error}", {"f": {"value": 1}})
    assert ran.result.outcome is Outcome.FAULT
    assert not ran.result.on_answer


def test_only_the_first_hidden_check_of_an_exercise_names_a_line(tmp_path) -> None:
    lines = [["f.py", 7, "f", "code"]]
    raised = {"type": "X", "bases": ["X", "KeyError"], "message": "m", "lines": lines}

    def invoke(request) -> bytes:
        return codec.encode({"raised": raised})

    folder = tmp_path / "ch1_x" / "f"
    folder.mkdir(parents=True)
    (folder / "exercise.toml").touch()
    file = folder / "test_hidden.py"
    tests = (f"def test_{i}(student):\n    '''T.'''\n    student.f(1)\n" for i in range(3))
    file.write_text("\n".join(tests), encoding="utf-8")
    source = {"f.py": "\n" * 6 + "    1 / 0\n"}
    found: list[Ran] = []
    student = lambda: Student(invoke, sources=source, own="f.py")  # noqa: E731
    with_checks([file], lambda checks: found.extend(checks.run({"f": student})))
    messages = [r.message for r in one_line([ran.result for ran in found])]
    assert [m.headline for m in messages if m] == ["your code raised KeyError"] * 3
    assert [m.lines for m in messages if m] == [("f.py, line 7: 1 / 0",), (), ()]
