"""The numbers, tables and figures of the chapter on least squares.

All fits are those of `course.ols`. Where a thousand samples are needed on one design, one fit gives
the design's part (X'X)^-1, and the samples' estimates follow from it at once: see `simulate_fits`.
"""

from __future__ import annotations

import json
import warnings
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from operator import mul
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from compute import figures
from compute.figures import BLUE, FAINT, INK, RED
from compute.tables import percent, table
from course import ols

Array = NDArray[np.float64]

ROOT = Path(__file__).resolve().parents[2]
TERMS = ["x1", "x2"]
TRUTH = np.array([1.0, 2.0, 3.0])  # of the constant, x1 and x2
SEED = 7  # of the running example; the page's code has the same
SMALL_SEED = 13  # of five observations with a high R² and no significant slope
SAMPLES = 20_000


def fit(data: pd.DataFrame) -> ols.OLSResult:
    """Return the fit of y on x1 and x2."""
    return ols.fit(ols.design_matrix(data, TERMS), data["y"])


@cache
def example(n: int = 100, noise_sd: float = 100.0, seed: int = SEED) -> ols.OLSResult:
    """Return the fit of the running example."""
    return fit(ols.simulate(n, noise_sd=noise_sd, rng=seed))


# ----- The same model, other data -----------------------------------------------------------------


@cache
def quiet() -> ols.OLSResult:
    """Return the fit with a tenth of the noise."""
    return example(noise_sd=10.0)


@cache
def large() -> ols.OLSResult:
    """Return the fit with a hundred times the observations."""
    return example(n=10_000)


@cache
def small() -> ols.OLSResult:
    """Return the fit of five observations with twice the noise."""
    return example(n=5, noise_sd=200.0, seed=SMALL_SEED)


def variations() -> str:
    """Return the table of the running example and its variations."""
    rows = []
    for label, model in (
        ("as above", example()),
        ("noise 10", quiet()),
        ("n = 10,000", large()),
    ):
        cells = [
            f"{b:.3f} ± {half:.3f}"
            for b, half in zip(model.coef, np.diff(model.conf_int()).ravel() / 2, strict=True)
        ]
        rows.append([label, *cells, f"{model.sigma:.1f}", f"{model.r2:.3f}"])
    return table(["data", "const", "x1", "x2", "residual standard error", "R²"], rows)


def gain_of_large() -> float:
    """Return how many times smaller the standard error of x1 is with 10,000 observations."""
    return float(example().std_error[1] / large().std_error[1])


# ----- The cloud and its plane --------------------------------------------------------------------


@cache
def cloud() -> str:
    """Return the figure of the running example in space."""
    model = example()
    return _space(
        ols.simulate(100, rng=SEED),
        model,
        "cloud",
        f"A hundred points in space around a tilted plane. The plane rises by {model.coef[1]:.2f} "
        f"for each unit of x1 and by {model.coef[2]:.2f} for each unit of x2; thin vertical lines "
        "join each point to it.",
        "One hundred observations and the plane fitted to them. A line from a point to the plane "
        "is its residual: blue above the plane, red below.",
    )


@cache
def cloud_quiet() -> str:
    """Return the figure of the example with a tenth of the noise."""
    return _space(
        ols.simulate(100, noise_sd=10.0, rng=SEED),
        quiet(),
        "cloud-quiet",
        "The same hundred places of x1 and x2 with a tenth of the noise: the points lie so close "
        "to the plane that the residuals can hardly be seen.",
        "The same regressors, a tenth of the noise.",
    )


def _space(data: pd.DataFrame, model: ols.OLSResult, name: str, alt: str, caption: str) -> str:
    x1, x2, y = (data[c].to_numpy() for c in ("x1", "x2", "y"))
    corners = np.array([[0.0, 0.0], [100.0, 0.0], [100.0, 100.0], [0.0, 100.0]])
    heights = model.predict(np.column_stack([np.ones(4), corners]))
    below = model.residuals < 0
    with figures.style():
        figure = figures.plt.figure(figsize=(5.2, 4.3))
        axes: Any = figure.add_axes((0.0, 0.02, 0.96, 0.98), projection="3d", computed_zorder=False)
        axes.view_init(elev=18, azim=-58)
        # From behind to the front: what lies below the plane, the plane, what lies above it.
        for picked, colour, order in ((below, RED, 1), (~below, BLUE, 5)):
            axes.scatter(
                x1[picked], x2[picked], y[picked],
                s=11, color=colour, depthshade=False, zorder=order + 1,
            )  # fmt: skip
            for a, b, top, foot in zip(
                x1[picked], x2[picked], y[picked], model.fitted[picked], strict=True
            ):
                axes.plot([a, a], [b, b], [foot, top], color=colour, lw=0.7, zorder=order)
        axes.plot_surface(
            corners[[0, 1, 3, 2], 0].reshape(2, 2),
            corners[[0, 1, 3, 2], 1].reshape(2, 2),
            heights[[0, 1, 3, 2]].reshape(2, 2),
            color=INK, alpha=0.13, shade=False, zorder=4,
        )  # fmt: skip
        ring = [0, 1, 2, 3, 0]
        axes.plot(*corners[ring].T, heights[ring], color=INK, lw=0.8, zorder=4)
        for axis in (axes.xaxis, axes.yaxis, axes.zaxis):
            axis.pane.set_visible(False)
            axis._axinfo["grid"].update(color=FAINT, linewidth=0.5)
            axis.line.set_color(INK)
            axis.set_major_locator(figures.plt.MaxNLocator(5))
        axes.set(xlabel="x1", ylabel="x2", zlabel="y", xlim=(0, 100), ylim=(0, 100))
        # A plot in space leaves room around itself that it never uses.
        crop = figures.Bbox([[0.15, 0.2], [5.1, 3.65]])
        return figures.to_html(figure, name, alt, caption, crop)


# ----- Digits on certified problems ---------------------------------------------------------------


@dataclass(frozen=True)
class Digits:
    """Correct digits of the coefficients of one certified set, by program.

    `condition` is that of X with its columns scaled to one length, and `span` the powers of ten
    between the lengths of its longest and its shortest column before that.
    """

    name: str
    condition: float
    span: float
    inverse: float
    lstsq: float
    statsmodels: float
    statsmodels_qr: float
    ours: float


@cache
def nist() -> dict[str, Digits]:
    """Return the least correct digits of any coefficient, for each of NIST's linear sets."""
    from benchmarks import ols as benchmark

    found = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what statsmodels says of Filip, the table shows
        for path in sorted(benchmark.NIST.glob("*.json")):
            data = json.loads(path.read_text(encoding="utf-8"))
            X, y = benchmark.nist_problem(data)

            def digits(coef: Any, certified: Any = data["coef"]) -> float:
                return benchmark.log_relative_error(coef, certified)

            found[data["name"]] = Digits(
                name=data["name"],
                condition=ols.fit(X, y).condition_number,
                span=float(np.ptp(np.log10(np.linalg.norm(X, axis=0)))),
                inverse=digits(normal_equations(X, y)),
                lstsq=digits(benchmark.numpy_lstsq(X, y)[0]),
                statsmodels=digits(benchmark.statsmodels_pinv(X, y)[0]),
                statsmodels_qr=digits(benchmark.statsmodels_qr(X, y)[0]),
                ours=digits(benchmark.ours(X, y)[0]),
            )
    return found


def normal_equations(X: Array, y: Array) -> Array:
    """Return (X'X)^-1 X'y computed as it is written; NaN where the inverse fails."""
    try:
        return np.linalg.inv(X.T @ X) @ (X.T @ y)
    except np.linalg.LinAlgError:
        return np.full(X.shape[1], np.nan)


@cache
def filip() -> tuple[Array, Array, Array]:
    """Return the design, the response and the certified coefficients of NIST's hardest set."""
    from benchmarks import ols as benchmark

    data = json.loads((benchmark.NIST / "filip.json").read_text(encoding="utf-8"))
    return *benchmark.nist_problem(data), np.array(data["coef"], dtype=float)


def filip_range() -> tuple[float, float]:
    """Return the ends of x in Filip."""
    x = filip()[0][:, 1]
    return float(x.min()), float(x.max())


@cache
def filip_exact() -> float:
    """Return the digits that exact arithmetic would earn on Filip's powers, rounded to floats."""
    from benchmarks import ols as benchmark

    X, y, certified = filip()
    columns = [[Fraction(v) for v in column] for column in (*X.T.tolist(), y.tolist())]
    rows = [[sum(map(mul, a, b), Fraction()) for b in columns] for a in columns[:-1]]
    for i, pivot in enumerate(rows):
        for k, row in enumerate(rows):
            if k != i:
                ratio = row[i] / pivot[i]
                rows[k] = [u - ratio * v for u, v in zip(row, pivot, strict=True)]
    exact = [float(row[-1] / row[i]) for i, row in enumerate(rows)]
    return benchmark.log_relative_error(exact, certified)


def filip_condition() -> str:
    """Return the condition number of Filip as a power of ten."""
    return power(nist()["filip"].condition)


def power(x: float) -> str:
    """Return a number to one digit, times a power of ten.

    >>> power(5.2e9)
    '5·10⁹'
    """
    digit, exponent = f"{x:.0e}".split("e")
    raised = str(int(exponent)).translate(str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"))
    return digit if raised == "⁰" else f"{digit}·10{raised}"


def nist_table() -> str:
    """Return the digits of all sets, the hardest last."""
    rows = [
        [
            row.name.capitalize(),
            power(row.condition),
            *(_digits(x) for x in (row.inverse, row.lstsq, row.statsmodels, row.statsmodels_qr)),
            f"**{_digits(row.ours)}**",
        ]
        for row in sorted(nist().values(), key=lambda row: row.condition)
    ]
    header = [
        "set", "condition", "invert X'X", "`lstsq`", "statsmodels pinv", "statsmodels QR", "`course.ols`",
    ]  # fmt: skip
    return table(header, rows)


def _digits(x: float) -> str:
    return "0.0" if np.isnan(x) else f"{x:.1f}"


# ----- Many samples -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fits:
    """Many samples on one design: estimates and standard errors (samples, p), and R² (samples,)."""

    coef: Array
    std_error: Array
    r2: Array
    df_resid: int


def simulate_fits(X: pd.DataFrame, truth: Array, noise_sd: float, samples: int, seed: int) -> Fits:
    """Return the fits of `samples` responses X truth + e, with fresh normal errors in each.

    With C C' = (X'X)^-1 of one fit, X C has orthonormal columns: z = (X C)'e gives the estimates
    truth + C z and the residual sum of squares e'e - z'z.
    """
    rows = X.to_numpy()
    n, p = rows.shape
    mean = rows @ truth
    root = ols.fit(X, mean).cov_root
    errors = noise_sd * np.random.default_rng(seed).standard_normal((samples, n))
    z = errors @ (rows @ root)
    rss = np.sum(errors**2, axis=1) - np.sum(z**2, axis=1)
    total = np.var(mean + errors, axis=1) * n
    sigma = np.sqrt(rss / (n - p))
    return Fits(
        coef=truth + z @ root.T,
        std_error=sigma[:, None] * np.linalg.norm(root, axis=1),
        r2=1 - rss / total,
        df_resid=n - p,
    )


@cache
def samples_of(n: int) -> Fits:
    """Return many samples on one design of the running example with n observations."""
    X = ols.design_matrix(ols.simulate(n, rng=SEED), TERMS)
    return simulate_fits(X, TRUTH, 100.0, SAMPLES, seed=n)


# ----- Coverage -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Rule:
    """A way to build an interval: its half-width is `factor` standard errors."""

    label: str
    simulated: float
    exact: float


def _factors(n: int) -> dict[str, float]:
    df = n - 3
    right = float(stats.t.ppf(0.975, df))
    return {
        "right": right,
        "one_less": float(stats.t.ppf(0.975, df - 1)),
        "normal": float(stats.norm.ppf(0.975)),
        "root_n": right / np.sqrt(n),
    }


_RULES = {
    "right": "Student, n − p degrees of freedom",
    "one_less": "Student, n − p − 1",
    "normal": "normal quantile",
    "root_n": "Student, standard error / √n",
}


@cache
def coverage(n: int) -> dict[str, Rule]:
    """Return how often each rule's 95 % interval for the slope of x1 covers the truth."""
    fits = samples_of(n)
    off = np.abs(fits.coef[:, 1] - TRUTH[1]) / fits.std_error[:, 1]
    return {
        key: Rule(
            _RULES[key],
            simulated=float(np.mean(off <= factor)),
            exact=float(1 - 2 * stats.t.sf(factor, fits.df_resid)),
        )
        for key, factor in _factors(n).items()
    }


def coverage_100() -> dict[str, Rule]:
    """Return the coverage of the rules at n = 100."""
    return coverage(100)


def coverage_5() -> dict[str, Rule]:
    """Return the coverage of the rules at n = 5."""
    return coverage(5)


def coverage_table() -> str:
    """Return the coverage of each rule, simulated and exact."""
    rows = []
    for key, label in _RULES.items():
        cells = [percent(x) for n in (5, 100) for x in _both(coverage(n)[key])]
        rows.append([label, *cells])
    header = ["half-width", "n = 5, simulated", "exact", "n = 100, simulated", "exact"]
    return table(header, rows)


def _both(rule: Rule) -> tuple[float, float]:
    return rule.simulated, rule.exact


def misses() -> tuple[int, int]:
    """Return how many of the first hundred samples miss the truth: rightly built, and / √n."""
    fits = samples_of(100)
    off = np.abs(fits.coef[:100, 1] - TRUTH[1]) / fits.std_error[:100, 1]
    factors = _factors(100)
    return int(np.sum(off > factors["right"])), int(np.sum(off > factors["root_n"]))


@cache
def coverage_figure() -> str:
    """Return the figure of a hundred intervals, rightly built and wrongly narrowed."""
    fits = samples_of(100)
    centre, errors = fits.coef[:100, 1], fits.std_error[:100, 1]
    factors = _factors(100)
    right, narrow = misses()
    with figures.style():
        figure, panels = figures.plt.subplots(2, 1, figsize=(5.2, 4.2), sharex=True, sharey=True)
        for axes, key, title in zip(
            panels,
            ("right", "root_n"),
            (
                f"estimate ± t SE: {right} of 100 miss the true slope",
                f"estimate ± t SE / √n: {narrow} of 100 miss it",
            ),
            strict=True,
        ):
            half = factors[key] * errors
            missed = np.abs(centre - TRUTH[1]) > half
            for picked, colour in ((~missed, BLUE), (missed, RED)):
                at = np.flatnonzero(picked)
                axes.vlines(at, (centre - half)[at], (centre + half)[at], color=colour, lw=1.5)
            axes.axhline(TRUTH[1], color=INK, lw=0.8)
            axes.set_title(title, loc="left")
            axes.set_ylabel("slope of x1")
        panels[1].set_xlabel("sample")
        figure.tight_layout(h_pad=1.2)
        return figures.to_html(
            figure,
            "coverage-of-hundred",
            f"Two panels of a hundred vertical intervals around the true slope 2. In the upper one "
            f"{right} miss it; in the lower one the intervals are ten times shorter, and {narrow} "
            "miss it.",
            "A hundred samples of the running example, on the same design. Red intervals miss the "
            "true slope, the horizontal line.",
        )


# ----- R² -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SmallSamples:
    """Shares of samples of five observations, and how R² is spread without any effect."""

    r2_above_07: float
    both_significant: float
    null_above_07: float


@cache
def small_samples() -> SmallSamples:
    """Return what samples like `small` show, with the true slopes and with none."""
    X = ols.design_matrix(ols.simulate(5, noise_sd=200.0, rng=SMALL_SEED), TERMS)
    real = simulate_fits(X, TRUTH, 200.0, SAMPLES, seed=51)
    null = simulate_fits(X, np.zeros(3), 200.0, SAMPLES, seed=52)
    t = np.abs(real.coef / real.std_error)[:, 1:]
    significant = np.all(t > stats.t.ppf(0.975, real.df_resid), axis=1)
    return SmallSamples(
        r2_above_07=float(np.mean(real.r2 > 0.7)),
        both_significant=float(np.mean(significant)),
        null_above_07=float(np.mean(null.r2 > 0.7)),
    )


# ----- What the source got wrong ------------------------------------------------------------------

# Printed there: the diagonal of (X'X)^-1, the residual standard error, the standard errors made
# with the standard deviation of the true errors, the quantile, and the p-value of the constant.
PRINTED_SIGMA = np.array([1.227195e-05, 1.408007e-05, 0.0806292031])
PRINTED_RESIDUAL_ERROR = 10.33
PRINTED_STD_ERRORS = np.array([0.03583622, 0.03838556, 2.90476883])
PRINTED_QUANTILE = 1.984984
PRINTED_P = 0.803
# Printed there for the constant with a tenth of the noise: estimate and standard error.
PRINTED_QUIET_CONSTANT = (3.76349, 2.53549)


@dataclass(frozen=True)
class Quantiles:
    """The quantile of Student's distribution at 0.975, and its degrees of freedom."""

    right: float
    one_less: float


@cache
def quantiles(n: int = 100) -> Quantiles:
    """Return the quantile with which `conf_int` works at n observations, and that of one df less."""
    factors = []
    for size in (n, n - 1):
        model = example(n=size)
        factors.append(float((model.conf_int()[1, 1] - model.coef[1]) / model.std_error[1]))
    return Quantiles(right=factors[0], one_less=factors[1])


def quantiles_5() -> Quantiles:
    """Return the same for five observations."""
    return quantiles(5)


def source_std_errors() -> Array:
    """Return the standard errors of the source's fit, with its residual standard error."""
    return PRINTED_RESIDUAL_ERROR * np.sqrt(PRINTED_SIGMA)


def source_noise_sd() -> float:
    """Return the standard deviation of the true errors that the source's numbers imply."""
    return float(np.mean(PRINTED_STD_ERRORS / np.sqrt(PRINTED_SIGMA)))


def source_table() -> str:
    """Return the standard errors as printed, and as the data give them."""
    rows = [
        [name, f"{printed:.6f}", f"{ours:.6f}"]
        for name, printed, ours in zip(
            ("x1", "x2", "constant"), PRINTED_STD_ERRORS, source_std_errors(), strict=True
        )
    ]
    return table(["coefficient", "printed, with `sd(E)`", "with the residual standard error"], rows)


def printed_quiet_interval() -> tuple[float, float]:
    """Return the 95 % interval of the constant that the source's quiet fit implies."""
    estimate, std_error = PRINTED_QUIET_CONSTANT
    half = float(stats.t.ppf(0.975, 97)) * std_error
    return estimate - half, estimate + half


@cache
def constant_table() -> str:
    """Return the fit of the constant for several true constants, with the same errors each time."""
    data = ols.simulate(100, noise_sd=10.0, rng=SEED)
    rows = []
    for truth in (0.0, 1.0, 10.0, 1000.0):
        model = fit(data.assign(y=data["y"] - TRUTH[0] + truth))
        rows.append(
            [
                f"{truth:g}",
                f"{model.coef[0]:.3f}",
                f"{model.coef[0] - truth:+.3f}",
                f"{model.std_error[0]:.3f}",
            ]
        )
    return table(
        ["true constant", "estimate", "estimate less truth", "standard error"], rows, "rrrr"
    )


@cache
def staff() -> pd.DataFrame:
    """Return the salaries of the page: a year of work is worth 0.1, and 0.02 for each year of age."""
    rng = np.random.default_rng(3)
    data = pd.DataFrame({"age": rng.integers(25, 62, 200), "study": rng.integers(0, 9, 200)})
    data["work"] = np.maximum(data["age"] - 20 - data["study"] - rng.integers(0, 6, 200), 0)
    worth = 0.1 * data["work"] + 0.02 * data["age"] * data["work"]
    noise = rng.normal(0, 4, 200)
    data["salary"] = 20 + 0.2 * data["age"] + 1.5 * data["study"] + worth + noise
    return data


def pay(age_zero: float = 0.0) -> ols.OLSResult:
    """Return the fit of salary with the interaction of age and work, ages counted from `age_zero`."""
    data = staff().assign(age=staff()["age"] - age_zero)
    return ols.fit(ols.design_matrix(data, ["age", "study", "work", "age:work"]), data["salary"])


def work_alone() -> float:
    """Return the slope of salary on years of work, with no other column than the constant."""
    data = staff()
    return float(ols.fit(ols.design_matrix(data, ["work"]), data["salary"]).coef[1])


def work_table() -> str:
    """Return the coefficients of `work` and of the interaction, with ages counted from several ages."""
    rows = []
    for age in (0, 30, 50):
        model = pay(age)
        rows.append(
            [
                str(age),
                f"{model.coef[3]:.3f}",
                f"{model.std_error[3]:.3f}",
                f"{model.coef[4]:.4f}",
                f"{model.r2:.6f}",
            ]
        )
    header = [
        "ages counted from",
        "coefficient of work",
        "its standard error",
        "of age × work",
        "R²",
    ]
    return table(header, rows, "rrrrr")


@dataclass(frozen=True)
class Significance:
    """Of studies with a p-value near 0.05, the share in which the coefficient is zero."""

    effect: float
    share_zero: float


@cache
def p_value_is_not_that() -> Significance:
    """Return that share where half of all slopes are zero and half lie three standard errors off.

    By Bayes' rule from the densities of t at the 5 % point: central for zero, noncentral otherwise,
    both signs, on 97 degrees of freedom.
    """
    effect, df = 3.0, 97
    t = float(stats.t.ppf(0.975, df))
    zero = 2 * stats.t.pdf(t, df)
    real = stats.nct.pdf(t, df, effect) + stats.nct.pdf(-t, df, effect)
    return Significance(effect, float(zero / (zero + real)))


@dataclass(frozen=True)
class Collinear:
    """The running example with x2 = x1 (1 + u): what correlated regressors change."""

    correlation: float
    estimators: float
    std_error: float
    std_error_apart: float
    coverage: float
    bias: float


@cache
def collinear() -> Collinear:
    """Return the effect of strongly correlated regressors on standard errors and coverage."""
    data = ols.simulate(100, rng=SEED)
    u = np.random.default_rng(SEED).uniform(size=100)
    tied = data.assign(x2=data["x1"] * (1 + u))
    X = ols.design_matrix(tied, TERMS)
    model = ols.fit(X, X.to_numpy() @ TRUTH)
    variance = model.cov_root @ model.cov_root.T
    fits = simulate_fits(X, TRUTH, 100.0, SAMPLES, seed=7)
    half = stats.t.ppf(0.975, 97) * fits.std_error[:, 1]
    apart = ols.fit(ols.design_matrix(data, TERMS), data["y"]).cov_root
    return Collinear(
        correlation=float(np.corrcoef(tied["x1"], tied["x2"])[0, 1]),
        estimators=float(variance[1, 2] / np.sqrt(variance[1, 1] * variance[2, 2])),
        std_error=float(100.0 * np.linalg.norm(model.cov_root[1])),
        std_error_apart=float(100.0 * np.linalg.norm(apart[1])),
        coverage=float(np.mean(np.abs(fits.coef[:, 1] - TRUTH[1]) <= half)),
        bias=float(np.mean(fits.coef[:, 1]) - TRUTH[1]),
    )
