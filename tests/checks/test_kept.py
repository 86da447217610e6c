"""A student's torch module as a check sees it: in the student's own seat, and in a real sandbox."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent, indent

import numpy as np
import pytest

from autograder.checks.outcome import CheckFailure, Crashed, StudentError, Uncarriable
from autograder.checks.student import Student, from_namespace
from autograder.grade.engine import PRELOAD, WORKER
from autograder.grade.session import CallLimits, Session
from autograder.grade.submission import Submission
from autograder.registry import Chapter, Exercise, Returns
from autograder.sandbox import SandboxUnavailable, Zygote
from autograder.worker import load
from course import softmax

RETURNS = Returns("torch_module", ("shapes", "load", "forward", "gradients"))
EXERCISE = Exercise(
    name="made",
    title="A network",
    points=1,
    difficulty=1,
    minutes=1,
    page="softmax.md",
    hints=("a", "b", "c"),
    chapter="softmax",
    returns=RETURNS,
)
CHAPTER = Chapter("softmax", "A chapter", "", "softmax.md", (EXERCISE,), 3)
IMPORTS = "import os\nimport numpy as np\nimport torch\nfrom torch import nn\n\n"
SINGLE = {"rtol": 1e-4, "atol": 1e-5}
RNG = np.random.default_rng(2)
LAYERS = softmax.Layers(
    RNG.normal(size=(7, 4)), RNG.normal(size=7), RNG.normal(size=(3, 7)), RNG.normal(size=3)
)
X, WEIGHTS = RNG.normal(size=(5, 4)), RNG.normal(size=(5, 3))
# From the text of a file to the student who handed it in.
Seat = Callable[[str], Student]

SEQUENTIAL = "nn.Sequential(nn.Linear(4, 7), nn.Tanh(), nn.Linear(7, 3))"
A_CLASS = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.output, self.hidden = nn.Linear(7, 3), nn.Linear(4, 7)
    def forward(self, x):
        return self.output(torch.tanh(self.hidden(x)))
"""
LISTED = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = {}([nn.Linear(4, 7), nn.Linear(7, 3)])
    def forward(self, x):
        return self.layers[1](torch.tanh(self.layers[0](x)))
"""
BARE = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.b1, self.b2 = nn.Parameter(torch.zeros(1, 7)), nn.Parameter(torch.zeros(1, 3))
        self.w1, self.w2 = nn.Parameter(torch.zeros(4, 7)), nn.Parameter(torch.zeros(7, 3))
    def forward(self, x):
        return torch.tanh(x @ self.w1 + self.b1) @ self.w2 + self.b2
"""
RIGHT = {
    "Sequential": f"return {SEQUENTIAL}",
    "a class": f"{A_CLASS}\nreturn Net()",
    "ModuleList": LISTED.format("nn.ModuleList") + "\nreturn Net()",
    "the other layout": f"{BARE}\nreturn Net()",
    "double precision": f"return {SEQUENTIAL}.double()",
    "left in evaluation mode": f"return {SEQUENTIAL}.eval()",
}


@pytest.fixture(scope="module")
def sandboxed() -> Iterator[Seat]:
    """The grader's seat: each student in a fresh child of one warmed parent."""
    if sys.platform != "linux":
        pytest.skip("sandboxes need Linux")
    open_sessions = []

    def seat(code: str) -> Student:
        stem = EXERCISE.stem
        submission = Submission(
            "ada", "softmax", {f"{stem}.py": code}, None, {stem: "py"}, {stem: ""}, (), ""
        )
        session = Session(zygote, submission, CHAPTER, "", CallLimits())
        open_sessions.append(session)
        return session.student(stem, RETURNS)

    try:
        zygote = Zygote(WORKER, preload=(*PRELOAD, "worker.warm:torch"))
    except SandboxUnavailable as error:
        pytest.skip(f"no sandbox here: {error}")
    with zygote:
        yield seat
        for session in open_sessions:
            session.close()


@pytest.fixture(
    params=["own", pytest.param("sandbox", marks=[pytest.mark.slow, pytest.mark.sandbox])]
)
def seat(request, tmp_path) -> Seat:
    """The student's own seat, and the grader's."""
    if request.param == "sandbox":
        return request.getfixturevalue("sandboxed")

    def own(code: str) -> Student:
        path = Path(tmp_path) / f"{EXERCISE.stem}.py"
        path.write_text(code)
        return from_namespace(vars(load.load_file(path)), [str(tmp_path)], returns=RETURNS)

    return own


def student_of(seat: Seat, body: str) -> Student:
    """The student whose function `made` has this body."""
    return seat(IMPORTS + "def made():\n" + indent(dedent(body).strip(), "    ") + "\n")


def refused(action: Callable[[], object]) -> str:
    with pytest.raises(Uncarriable) as caught:
        action()
    assert "\n" not in caught.value.headline
    return caught.value.headline


@pytest.mark.parametrize("way", RIGHT)
def test_every_way_to_write_a_network_gives_its_logits_and_gradients(seat, way):
    net = student_of(seat, RIGHT[way]).made()
    net.load(list(LAYERS))
    got = net.forward(X)
    assert got.dtype == (np.float64 if way == "double precision" else np.float32)
    np.testing.assert_allclose(got, softmax.mlp_forward(LAYERS, X), **SINGLE)
    wanted = softmax.mlp_gradients(LAYERS, X, WEIGHTS)
    for _ in range(2):  # gradients of one call are not added to those of the next
        for found, right in zip(net.gradients(X, WEIGHTS), wanted, strict=True):
            assert found.shape == right.shape
            np.testing.assert_allclose(found, right, **SINGLE)


def test_shapes_are_told_in_the_order_of_registration(seat):
    assert student_of(seat, RIGHT["a class"]).made().shapes() == [(3, 7), (3,), (7, 4), (7,)]


@pytest.mark.parametrize(
    ("body", "part"),
    [
        ("return None", "returned None"),
        ("return nn.Linear", "return an instance, not the class"),
        ("return np.zeros(3)", "returned an object of class ndarray"),
        ("return torch.zeros(3)", "returned an object of class Tensor"),
    ],
)
def test_what_is_no_module_is_named(seat, body, part):
    said = refused(student_of(seat, body).made)
    assert part in said and "asks for a torch.nn.Module" in said


UNLIKE = {
    "plain list": (LISTED.format("list") + "\nreturn Net()", "plain list are invisible"),
    "no bias": (f"return {SEQUENTIAL.replace('4, 7', '4, 7, bias=False')}", "without its bias"),
    "frozen": (
        f"net = {SEQUENTIAL}\nfor p in net[0].parameters(): p.requires_grad = False\nreturn net",
        "are frozen",
    ),
    "a layer too many": (f"return nn.Sequential(*{SEQUENTIAL}, nn.Linear(3, 3))", "each once"),
    "other sizes": (f"return {SEQUENTIAL.replace('7', '8')}", "each once"),
}


@pytest.mark.parametrize(("body", "advice"), UNLIKE.values(), ids=UNLIKE)
def test_other_parameters_than_asked_for_are_told(seat, body, advice):
    net = student_of(seat, body).made()
    said = refused(lambda: net.load(list(LAYERS)))
    assert "asked for was (7, 4), (7,), (3, 7), (3,), each once" in said and advice in said
    there = ", ".join(map(str, net.shapes())) or "none"
    assert f"trainable parameters of shapes {there};" in said


def test_a_refused_load_changes_nothing(seat):
    net = student_of(seat, f"return {SEQUENTIAL}").made()
    before = net.forward(X)
    refused(lambda: net.load([LAYERS.hidden_weight, np.zeros(99)]))
    np.testing.assert_array_equal(net.forward(X), before)


def test_a_forward_pass_that_raises_shows_the_students_line(seat):
    body = A_CLASS.replace("return self.output(", "return 1 / 0 + self.output(") + "\nreturn Net()"
    net = student_of(seat, body).made()
    for ask in (lambda: net.forward(X), lambda: net.gradients(X, WEIGHTS)):
        with pytest.raises(StudentError) as caught:
            net.load(list(LAYERS))
            ask()
        assert caught.value.type_name == "ZeroDivisionError"
        assert any("1 / 0" in line for line in caught.value.lines)


def test_an_output_that_is_no_tensor_is_named(seat):
    body = A_CLASS.replace("(torch.tanh(self.hidden(x)))", "(torch.tanh(self.hidden(x))), x")
    net = student_of(seat, body + "\nreturn Net()").made()
    assert "output is an object of class tuple, not one tensor" in refused(lambda: net.forward(X))


def test_an_output_cut_off_from_its_parameters_has_logits_and_no_gradients(seat):
    body = A_CLASS.replace("(x)))", "(x))).detach()") + "\nreturn Net()"
    net = student_of(seat, body).made()
    net.load(list(LAYERS))
    np.testing.assert_allclose(net.forward(X), softmax.mlp_forward(LAYERS, X), **SINGLE)
    assert "does not depend on its parameters" in refused(lambda: net.gradients(X, WEIGHTS))


def test_gradients_before_any_load_are_the_authors_error_and_no_ones_crash(seat):
    net = student_of(seat, f"return {SEQUENTIAL}").made()
    said = refused(lambda: net.gradients(X, WEIGHTS))
    assert "load" in said


def test_a_method_that_the_exercise_does_not_name_is_the_authors_error(seat):
    net = student_of(seat, f"return {SEQUENTIAL}").made()
    with pytest.raises(AttributeError, match="no method 'state_dict'"):
        net.state_dict()


def test_two_modules_are_kept_apart(seat):
    student = student_of(seat, f"return {SEQUENTIAL}")
    one, two = student.made(), student.made()
    one.load(list(LAYERS))
    two.load([2 * a for a in LAYERS])
    np.testing.assert_allclose(one.forward(X), softmax.mlp_forward(LAYERS, X), **SINGLE)


def test_what_was_loaded_goes_with_the_module():
    from torch import nn

    from autograder.worker import torch_module

    gc.collect()
    before = len(torch_module._LOADED)
    net = nn.Sequential(nn.Linear(4, 7), nn.Tanh(), nn.Linear(7, 3))
    torch_module.load(net, list(LAYERS))
    torch_module.load(net, list(LAYERS))
    assert len(torch_module._LOADED) == before + 1
    del net
    gc.collect()
    assert len(torch_module._LOADED) == before


@pytest.mark.slow
@pytest.mark.sandbox
def test_a_module_is_gone_with_its_process_and_no_other_takes_its_place(sandboxed):
    body = A_CLASS.replace("return self.output(", "return os._exit(0) or self.output(")
    student = student_of(sandboxed, body + "\nreturn Net()")
    lost = student.made()
    with pytest.raises(Crashed):
        lost.forward(X)
    again = student.made()
    assert len(again.shapes()) == 4
    with pytest.raises(CheckFailure) as caught:
        lost.shapes()
    assert not isinstance(caught.value, StudentError), caught.value.headline
