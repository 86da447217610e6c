"""A/B tests side by side: ours, and what a user would write instead, in error and in time.

    python -m benchmarks.ab             about a minute

Prints a table and writes it to benchmarks/results/ab.txt and ab.json. Errors are against exact fractions
where there are any, and else against the exact count of every outcome.
"""

from __future__ import annotations

import json
import platform
import time
from collections.abc import Callable
from fractions import Fraction
from importlib.metadata import version
from math import comb
from pathlib import Path
from typing import Any

import numpy as np
from scipy import integrate, stats

from course import ab

RESULTS = Path(__file__).parent / "results"
COUNTS = (30, 100, 45, 100)
DRAWS = 1_000_000
LOOKS, BATCH, EXPERIMENTS = 100, 20, 100_000
# Experiments of the plain loop: its time is told for as many as the others have.
LOOPED = 300


def urn(sa: int, na: int, sb: int, nb: int) -> float:
    """P(p_b > p_a) in exact fractions."""
    drawn = sa + sb + 1
    ways = sum(comb(na + 1, k) * comb(nb + 1, drawn - k) for k in range(sa + 1, drawn + 1))
    return float(Fraction(ways, comb(na + nb + 2, drawn)))


def better_ours() -> float:
    return ab.prob_better(ab.posterior(*COUNTS[:2]), ab.posterior(*COUNTS[2:]))


def better_quad() -> float:
    a, b = (stats.beta(1 + s, 1 + n - s) for s, n in (COUNTS[:2], COUNTS[2:]))
    return float(integrate.quad(lambda x: a.pdf(x) * b.sf(x), 0, 1)[0])


def better_draws() -> float:
    rng = np.random.default_rng(1)
    a, b = (rng.beta(1 + s, 1 + n - s, DRAWS) for s, n in (COUNTS[:2], COUNTS[2:]))
    return float(np.mean(b > a))


def power_ours() -> float:
    return ab.power(0.30, 0.45, 100)


def power_every_pair() -> float:
    """The sum over all pairs, with the exact probability of each by SciPy's hypergeometric tail."""
    n = 100
    a, b = np.indices((n + 1, n + 1))
    better = stats.hypergeom.sf(a, 2 * n + 2, n + 1, a + b + 1)
    pairs = np.outer(*(stats.binom.pmf(np.arange(n + 1), n, rate) for rate in (0.30, 0.45)))
    return float(pairs[better > 0.95].sum())


def power_simulated() -> float:
    """Experiments drawn, and the normal approximation of the posterior at each."""
    rng = np.random.default_rng(2)
    a, b = (1 + rng.binomial(100, rate, DRAWS) for rate in (0.30, 0.45))
    mean_a, mean_b = a / 102, b / 102
    spread = np.sqrt((mean_a * (1 - mean_a) + mean_b * (1 - mean_b)) / 103)
    return float(np.mean(stats.norm.cdf((mean_b - mean_a) / spread) > 0.95))


def looks_ours() -> float:
    rules = {"peek": ab.PosteriorRule(0.95)}
    found = ab.simulate_looks(0.3, 0.3, BATCH, LOOKS, rules, EXPERIMENTS, rng=3)
    return float(found.loc["peek", "alarm"])


def looks_loop() -> float:
    """One experiment after another, one look after another, with the urn's formula at each."""
    rng = np.random.default_rng(3)
    alarms = 0
    for _ in range(LOOPED):
        a = b = 0
        for look in range(1, LOOKS + 1):
            a, b = a + rng.binomial(BATCH, 0.3), b + rng.binomial(BATCH, 0.3)
            n = look * BATCH
            if stats.hypergeom.sf(a, 2 * n + 2, n + 1, a + b + 1) > 0.95:
                alarms += 1
                break
    return alarms / LOOPED


def measured(program: Callable[[], float], repeats: int, times: float = 1.0) -> tuple[float, float]:
    """Its answer, and its best time in seconds, times `times`."""
    answer, best = program(), float("inf")
    for _ in range(repeats):
        start = time.perf_counter()
        program()
        best = min(best, time.perf_counter() - start)
    return answer, best * times


def main() -> None:
    tasks: list[tuple[str, float, list[tuple[str, Callable[[], float], int, float]]]] = [
        (
            "P(B > A), 30 and 45 of 100",
            urn(*COUNTS),
            [
                ("ours", better_ours, 20, 1.0),
                ("SciPy quad", better_quad, 20, 1.0),
                (f"{DRAWS:,} draws", better_draws, 3, 1.0),
            ],
        ),
        (
            "power, 30 and 45 %, 100 each",
            power_every_pair(),
            [
                ("ours", power_ours, 10, 1.0),
                ("every pair, hypergeometric", power_every_pair, 10, 1.0),
                (f"{DRAWS:,} experiments, normal", power_simulated, 3, 1.0),
            ],
        ),
        (
            f"{EXPERIMENTS:,} experiments, {LOOKS} looks",
            float("nan"),
            [
                ("ours", looks_ours, 1, 1.0),
                (f"a loop (of {LOOPED:,})", looks_loop, 1, EXPERIMENTS / LOOPED),
            ],
        ),
    ]
    report: list[dict[str, Any]] = []
    lines = [f"{'':36}{'answer':>14}{'error':>10}{'seconds':>12}{'/ ours':>9}"]
    for name, exact, programs in tasks:
        lines.append(name)
        ours = 0.0
        for label, program, repeats, times in programs:
            answer, seconds = measured(program, repeats, times)
            ours = ours or seconds
            error = abs(answer - exact)
            shown = "" if np.isnan(error) else f"{error:.0e}"
            lines.append(
                f"  {label:34}{answer:14.10f}{shown:>10}{seconds:12.5f}{seconds / ours:9.1f}"
            )
            report.append(
                {"task": name, "program": label, "answer": answer, "seconds": seconds,
                 "error": None if np.isnan(error) else error}
            )  # fmt: skip
    used = {p: version(p) for p in ("numpy", "scipy")} | {"python": platform.python_version()}
    text = "\n".join([*lines, "", ", ".join(f"{k} {v}" for k, v in used.items())])
    print(text)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "ab.txt").write_text(text + "\n", encoding="utf-8")
    stored = json.dumps({"versions": used, "results": report}, indent=1)
    (RESULTS / "ab.json").write_text(stored + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
