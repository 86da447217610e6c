"""A student's `pm.Model` as a check sees it: in the student's own seat, and in a real sandbox."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import numpy as np
import pytest
from scipy import stats

from autograder.checks.outcome import StudentError, Uncarriable
from autograder.checks.student import Student, from_namespace
from autograder.grade.engine import PRELOAD, WORKER
from autograder.grade.session import CallLimits, Session
from autograder.grade.submission import Submission
from autograder.registry import Chapter, Exercise, Returns
from autograder.sandbox import SandboxUnavailable, Zygote
from autograder.worker import load

RETURNS = Returns("pymc_model", ("free_variables", "observed_variables", "log_density"))
EXERCISE = Exercise(
    name="made",
    title="A model",
    points=1,
    difficulty=1,
    minutes=1,
    page="hierarchical.md",
    hints=("a", "b", "c"),
    chapter="hierarchical",
    returns=RETURNS,
)
CHAPTER = Chapter("hierarchical", "A chapter", "", "hierarchical.md", (EXERCISE,), 4)
IMPORTS = "import numpy as np\nimport pymc as pm\n\n"
# PyTensor takes a constant such as 2.0 for single precision, and so its logarithm.
ROUNDING = 1e-7
# From the text of a file to the student who handed it in.
Seat = Callable[[str], Student]


@pytest.fixture(scope="module")
def sandboxed() -> Iterator[Seat]:
    """The grader's seat: each student in a fresh child of one warmed parent."""
    if sys.platform != "linux":
        pytest.skip("sandboxes need Linux")
    open_sessions = []

    def seat(code: str) -> Student:
        stem = EXERCISE.stem
        submission = Submission(
            "ada", "hierarchical", {f"{stem}.py": code}, None, {stem: "py"}, {stem: ""}, (), ""
        )
        session = Session(zygote, submission, CHAPTER, "", CallLimits())
        open_sessions.append(session)
        return session.student(stem, RETURNS)

    try:
        zygote = Zygote(WORKER, preload=(*PRELOAD, "worker.warm:pymc"))
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


def model(seat: Seat, body: str):
    """The handle of the model that these lines make, inside `with pm.Model() as model:`."""
    lines = "".join(f"        {line}\n" for line in dedent(body).strip().splitlines())
    code = IMPORTS + f"def made():\n    with pm.Model() as model:\n{lines}    return model\n"
    return seat(code).made()


def refused(action: Callable[[], object]) -> str:
    with pytest.raises(Uncarriable) as caught:
        action()
    return caught.value.headline


def test_a_model_tells_its_variables_and_its_density(seat):
    made = model(
        seat,
        """
        level = pm.Normal("level", 1, 2)
        each = pm.Normal("each", level, 0.5, shape=3)
        pm.Normal("seen", each[np.array([0, 1, 1])], 1, observed=[0.3, 0.1, -2])
        """,
    )
    assert made.free_variables() == {"level": (), "each": (3,)}
    assert made.observed_variables() == {"seen": (3,)}
    each = np.array([0.1, 0.2, 0.3])
    wanted = (
        stats.norm.logpdf(0.7, 1, 2)
        + stats.norm.logpdf(each, 0.7, 0.5).sum()
        + stats.norm.logpdf([0.3, 0.1, -2], each[[0, 1, 1]]).sum()
    )
    got = made.log_density([{"level": 0.7, "each": each}] * 2)
    np.testing.assert_allclose(got, [wanted, wanted], rtol=ROUNDING)
    assert made.log_density([]).shape == (0,)


@pytest.mark.parametrize(
    ("answer", "part"),
    [
        ("None", "returned None (is a `return` missing?)"),
        ("{'mu': 1}", "returned an object of class dict"),
        ("pm.Model", "returned the class Model"),
        ("(pm.Model(), 3)", "return the model alone"),
        ("np.zeros(3)", "returned an object of class ndarray"),
    ],
)
def test_what_is_no_model_is_named(seat, answer, part):
    student = seat(IMPORTS + f"def made():\n    return {answer}\n")
    said = refused(student.made)
    assert part in said and "asks for a pm.Model" in said and "\n" not in said


def test_other_names_and_shapes_are_named(seat):
    made = model(
        seat,
        """
        z = pm.Normal("z", shape=2)
        pm.Deterministic("alpha", 2 * z)
        pm.Normal("seen", z, observed=[1.0, 2])
        """,
    )
    said = refused(lambda: made.log_density([{"alpha": np.zeros(2)}]))
    assert "free variables are z (2,)" in said and "asked for was alpha (2,)" in said
    assert "alpha is there, but computed from others" in said
    said = refused(lambda: made.log_density([{"z": np.zeros(3)}]))
    assert "free variables are z (2,)" in said and "asked for was z (3,)" in said


@pytest.mark.parametrize(
    ("prior", "value", "wanted"),
    [
        ('pm.HalfNormal("v", 2)', 1.5, stats.halfnorm.logpdf(1.5, scale=2)),
        ('pm.Uniform("v", 1, 4)', 1.5, -np.log(3)),
        ('pm.TruncatedNormal("v", 0, 2, lower=0)', 1.5, stats.halfnorm.logpdf(1.5, scale=2)),
        (
            'pm.Truncated("v", pm.Normal.dist(0, 2), lower=0)',
            1.5,
            stats.halfnorm.logpdf(1.5, scale=2),
        ),
        ('pm.Gamma("v", 2, 3)', 1.5, stats.gamma.logpdf(1.5, 2, scale=1 / 3)),
        ('pm.Beta("v", 2, 3)', 0.3, stats.beta.logpdf(0.3, 2, 3)),
        (
            'pm.Dirichlet("v", np.ones(3))',
            np.array([0.2, 0.3, 0.5]),
            stats.dirichlet.logpdf([0.2, 0.3, 0.5], np.ones(3)),
        ),
        (
            'pm.Normal("v", 0, 1, shape=2, transform=pm.distributions.transforms.ordered)',
            np.array([-1.0, 2.0]),
            stats.norm.logpdf([-1.0, 2.0]).sum(),
        ),
        ('pm.Poisson("v", 3)', 2, stats.poisson.logpmf(2, 3)),
    ],
)
def test_values_are_in_natural_units_without_a_jacobian(seat, prior, value, wanted):
    got = model(seat, prior).log_density([{"v": value}])
    np.testing.assert_allclose(got, [wanted], atol=10 * ROUNDING)


def test_a_transformation_that_depends_on_another_variable_takes_its_value(seat):
    made = model(
        seat,
        """
        top = pm.Exponential("top", 1)
        pm.Uniform("v", 0, top)
        """,
    )
    got = made.log_density([{"top": t, "v": 0.5} for t in (0.6, 1.0, 3.0, 0.4)])
    wanted = [-t - np.log(t) for t in (0.6, 1.0, 3.0)]
    np.testing.assert_allclose(got[:3], wanted, rtol=ROUNDING)
    assert not np.isfinite(got[3])  # above its own upper end


def test_potentials_count(seat):
    made = model(
        seat,
        """
        v = pm.Normal("v")
        pm.Potential("pull", -3 * v**2)
        """,
    )
    got = made.log_density([{"v": 0.0}, {"v": 2.0}])
    assert got[1] - got[0] == pytest.approx(-2 - 12)
    assert made.observed_variables() == {}


def test_data_containers_and_coordinates_are_welcome(seat):
    code = IMPORTS + dedent("""
        def made():
            with pm.Model(coords={"city": ["Lyon", "Lille"]}) as model:
                x = pm.Data("x", np.array([1.0, 2.0, 3.0]))
                slope = pm.Normal("slope", dims="city")
                pm.Normal("seen", slope[np.array([0, 0, 1])] * x, observed=np.zeros(3))
            return model
        """)
    made = seat(code).made()
    assert made.free_variables() == {"slope": (2,)}
    got = made.log_density([{"slope": np.array([1.0, -1.0])}, {"slope": np.zeros(2)}])
    assert got[0] - got[1] == pytest.approx(-1 - (1 + 4 + 9) / 2)


def test_a_density_that_cannot_be_computed_says_so_in_one_line(seat):
    made = model(
        seat,
        """
        from pytensor.raise_op import Assert
        v = pm.Normal("v")
        pm.Potential("no", Assert("values above one are not allowed")(v, v < 1))
        """,
    )
    assert np.isfinite(made.log_density([{"v": 0.5}])).all()
    said = refused(lambda: made.log_density([{"v": 2.0}]))
    assert "log density cannot be computed" in said
    assert "values above one are not allowed" in said and "\n" not in said


def test_an_error_in_the_students_own_density_shows_their_line(seat):
    code = IMPORTS + dedent("""
        def density(value, mu):
            return {}["no such key"]

        def made():
            with pm.Model() as model:
                mu = pm.Normal("mu")
                pm.CustomDist("seen", mu, logp=density, observed=[1.0, 2.0])
            return model
        """)
    made = seat(code).made()
    with pytest.raises(StudentError) as caught:
        made.log_density([{"mu": 0.0}])
    assert caught.value.type_name == "KeyError"
    assert any("no such key" in line for line in caught.value.lines)


def test_a_variable_of_whole_numbers_is_told_where_any_number_was_asked_for(seat):
    made = model(seat, 'pm.Poisson("v", 3)')
    assert "v takes whole numbers only" in refused(lambda: made.log_density([{"v": 1.5}]))


def test_two_models_are_kept_apart(seat):
    code = IMPORTS + dedent("""
        def made(sd):
            with pm.Model() as model:
                pm.Normal("v", 0, sd)
            return model
        """)
    student = seat(code)
    one, two = student.made(1.0), student.made(2.0)
    for made, sd in ((one, 1.0), (two, 2.0), (one, 1.0)):
        got = made.log_density([{"v": 1.0}])
        np.testing.assert_allclose(got, stats.norm.logpdf([1.0], 0, sd), rtol=ROUNDING)


def test_a_method_that_the_exercise_does_not_name_is_not_there(seat):
    made = model(seat, 'pm.Normal("v")')
    with pytest.raises(AttributeError, match="no method 'compile_logp'"):
        made.compile_logp()
