"""The numbers, tables and figures of the chapter on A/B tests."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import scipy
from scipy import integrate, special, stats

from compute import figures
from compute.exercise_tables import exercises_of
from compute.figures import BLUE, RED
from compute.tables import table
from course import ab

RATES = (0.30, 0.45)
# What the notebook prints for its tables of n = 10, 50 and 100.
PRINTED = {10: "0.6702", 50: "0.9258", 100: "0.9862"}


def exercises() -> str:
    """Return the table of the exercises."""
    return exercises_of("ab")


@cache
def posteriors() -> str:
    """Return the figure of the two posteriors."""
    x = np.linspace(0.1, 0.7, 400)
    with figures.style():
        figure, axes = figures.plt.subplots(figsize=(5.2, 2.4))
        for name, successes, colour in (("old", 30, BLUE), ("new", 45, RED)):
            found = ab.posterior(successes, 100)
            density = stats.beta.pdf(x, found.alpha, found.beta)
            axes.plot(x, density, color=colour, lw=1.8)
            top = int(density.argmax())
            axes.annotate(
                name, (x[top], density[top]), (0, 4), textcoords="offset points", color=colour,
                ha="center",
            )  # fmt: skip
        axes.set(xlabel="rate of signing up", yticks=[], ylim=(0, 10))
        axes.spines["left"].set_visible(False)
        return figures.to_html(
            figure,
            "posteriors",
            "Two bell-shaped densities, the old page's around 0.30 and the new one's around 0.45, "
            "overlapping between 0.3 and 0.45.",
            "What is known of each rate after a hundred visitors.",
        )


def _cut(n: int) -> tuple[ab.BetaPosterior, ab.BetaPosterior]:
    """The posteriors as the source makes them: counts cut to whole numbers."""
    a, b = (ab.posterior(int(rate * n), n) for rate in RATES)
    return a, b


@cache
def gaussian_table() -> str:
    """Return what the source prints, the exact value, and ours of both."""
    rows = []
    for n, printed in PRINTED.items():
        a, b = _cut(n)
        exact, normal = ab.prob_better(a, b), ab.prob_better_gaussian(a, b)
        rows.append([f"{n}", printed, f"{exact:.4f}", f"{normal:.4f}", f"{normal - exact:+.4f}"])
    header = ["n", "source prints", "exact", "normal, ours", "error of the normal"]
    return table(header, rows, "rrrrr")


def _cut_rates() -> str:
    parts = [
        f"{int(RATES[0] * n) / n:.0%} against {int(RATES[1] * n) / n:.0%} at {n}" for n in PRINTED
    ]
    return ", ".join(parts)


truncated = _cut_rates()


def _enough(level: float) -> int:
    """The first n at which the rates held fixed give this probability."""
    n = 1
    while True:
        a, b = (ab.posterior(rate * n, n) for rate in RATES)
        if ab.prob_better(a, b) >= level:
            return n
        n += 1


# Where the probability is first 67 %, rounded, and where it is first 99 %.
start, enough = _enough(0.665), _enough(0.99)
growth = enough / start


def _betainc_error() -> str:
    """How far SciPy's incomplete beta function is off at Beta(2, 10^9), where there is a formula."""
    trials, x = 1e9, 2.2e-9
    # P(at least two) = 1 - (1 - x)^N - N x (1 - x)^N, with N + 1 trials of Beta(2, N).
    exact = -math.expm1(trials * math.log1p(-x) + math.log1p(trials * x))
    return _power(abs(special.betainc(2, trials, x) - exact))


_CASES = (
    ("30 of 100, 45 of 100", (30, 100), (45, 100)),
    ("three of ten, four of ten", (3, 10), (4, 10)),
    ("a million trials, 30 %", (300_000, 10**6), (301_000, 10**6)),
    ("a billion trials, 30 %", (300_000_000, 10**9), (300_030_000, 10**9)),
    ("2 and 5 of a billion", (2, 10**9), (5, 10**9)),
    ("200 and 230 of a billion", (200, 10**9), (230, 10**9)),
)


def _by_quad(a: ab.BetaPosterior, b: ab.BetaPosterior) -> float:
    first, second = stats.beta(a.alpha, a.beta), stats.beta(b.alpha, b.beta)
    low, high = first.ppf(1e-15), first.isf(1e-15)
    points = np.clip([first.mean(), second.mean()], low, high)
    found = integrate.quad(
        lambda x: first.pdf(x) * second.sf(x), low, high, points=points, epsabs=1e-13, limit=400
    )
    return float(found[0])


@cache
def accuracy_table() -> str:
    """Return, for a few cases, how far P(B > A) + P(A > B) is from 1: ours, and by quad."""
    rows = []
    for name, (sa, na), (sb, nb) in _CASES:
        a, b = ab.posterior(sa, na), ab.posterior(sb, nb)
        ours = abs(ab.prob_better(a, b) + ab.prob_better(b, a) - 1)
        theirs = abs(_by_quad(a, b) + _by_quad(b, a) - 1)
        value = f"{ab.prob_better(a, b):.10f}"
        rows.append([name, value, _power(ours), _power(theirs)])
    return table(["", "P(B > A)", "ours", "SciPy's quad"], rows, "lrrr")


def _power(error: float) -> str:
    return "below 1e-15" if error < 1e-15 else f"{error:.0e}"


def _barnard() -> tuple[str, str]:
    """Barnard's one-sided p-value of 1 of 3 against 3 of 3, ours and SciPy's."""
    theirs = stats.barnard_exact([[3, 1], [0, 2]], alternative="greater").pvalue
    return f"{ab.barnard_test(1, 3, 3, 3, 'greater'):.4f}", f"{theirs:.4f}"


barnard_ours, barnard_scipy = _barnard()
scipy_version = scipy.__version__
betainc_error = _betainc_error()
