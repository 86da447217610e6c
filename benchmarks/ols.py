"""Least squares side by side: digits on certified and on random data, time, and memory.

    python -m benchmarks.ols            some two minutes
    python -m benchmarks.ols --full     with 10^6 x 30 and 10^6 x 100, some ten minutes and 4 GB

Prints the tables and writes them to benchmarks/results/ols.txt and ols.json (ols_full.*). R takes
part where Rscript is installed.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np
import statsmodels.api as sm

from benchmarks import r_lm
from benchmarks.tables import table
from course import ols

try:
    from sklearn.linear_model import LinearRegression
except ImportError:
    LinearRegression = None

ROOT = Path(__file__).parents[1]
NIST = ROOT / "tests" / "oracles" / "nist_strd"
RESULTS = Path(__file__).parent / "results"

Estimate = tuple[Any, Any]  # coefficients, and standard errors or None
SHAPES = [
    *((n, p) for n in (100, 1_000, 10_000, 100_000) for p in (3, 10, 30, 100) if n > p),
    *((1_000_000, p) for p in (3, 10)),
]
FULL_SHAPES = [*SHAPES, (1_000_000, 30), (1_000_000, 100)]
MEMORY_SHAPE = (1_000_000, 10)
R = "R lm"


def ours(X: Any, y: Any) -> Estimate:
    model = ols.fit(X, y)
    return model.coef, model.std_error


def statsmodels_pinv(X: Any, y: Any) -> Estimate:
    model = sm.OLS(y, X).fit(method="pinv")
    return model.params, model.bse


def statsmodels_qr(X: Any, y: Any) -> Estimate:
    model = sm.OLS(y, X).fit(method="qr")
    return model.params, model.bse


def numpy_lstsq(X: Any, y: Any) -> Estimate:
    return np.linalg.lstsq(X, y)[0], None


def scikit_learn(X: Any, y: Any) -> Estimate:
    # As its users do, with the constant left to the program where there is one.
    constant = bool(np.all(X[:, 0] == 1))
    model = LinearRegression(fit_intercept=constant).fit(X[:, 1:] if constant else X, y)
    return np.concatenate([[model.intercept_], model.coef_] if constant else [model.coef_]), None


PROGRAMS: dict[str, Callable[[Any, Any], Estimate]] = {
    "ours": ours,
    "statsmodels pinv": statsmodels_pinv,
    "statsmodels qr": statsmodels_qr,
    "numpy lstsq": numpy_lstsq,
} | ({"scikit-learn": scikit_learn} if LinearRegression is not None else {})


def log_relative_error(got: Any, certified: Any) -> float:
    """The least number of correct digits, 0 to 15; of the absolute error where the truth is 0."""
    got, certified = np.asarray(got, dtype=float), np.asarray(certified, dtype=float)
    size = np.where(certified == 0, 1.0, np.abs(certified))
    with np.errstate(divide="ignore"):
        digits = np.clip(-np.log10(np.abs(got - certified) / size), 0, 15)
    return float(np.nan_to_num(digits).min())  # a coefficient left out has no digit


def nist_problem(data: dict[str, Any]) -> tuple[Any, Any]:
    """X and y of a NIST set as a user would build them: powers of x in float64."""
    x, y = np.array(data["x"], dtype=float), np.array(data["y"], dtype=float)
    if data["degree"] is None:
        return np.column_stack([np.ones(len(y)), x]), y
    first = 0 if data["intercept"] else 1
    return np.column_stack([x.ravel() ** k for k in range(first, data["degree"] + 1)]), y


def estimates(X: Any, y: Any) -> dict[str, Estimate]:
    """What each program says, R among them."""
    found = {name: program(X, y) for name, program in PROGRAMS.items()}
    if r_lm.RSCRIPT:
        fit = r_lm.lm(X, y)
        found[R] = fit.coef, fit.std_error
    return found


def digits_of(found: dict[str, Estimate], coef: Any, std_error: Any) -> dict[str, Any]:
    return {
        "coef": {k: round(log_relative_error(v[0], coef), 2) for k, v in found.items()},
        "std_error": {
            k: round(log_relative_error(v[1], std_error), 2)
            for k, v in found.items()
            if v[1] is not None
        },
    }


def accuracy() -> list[dict[str, Any]]:
    rows = []
    for path in sorted(NIST.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        found = estimates(*nist_problem(data))
        rows.append({"set": data["name"], **digits_of(found, data["coef"], data["se"])})
    return rows


def random_problem(n: int, p: int) -> tuple[Any, Any]:
    rng = np.random.default_rng(n + p)
    X = np.empty((n, p))
    X[:, 0] = 1
    for j in range(1, p):  # column by column: no second copy of a large X
        X[:, j] = rng.normal(size=n)
    return X, X.sum(axis=1) + rng.normal(size=n)


def extended_solution(X: Any, y: Any) -> Estimate:
    """Coefficients and standard errors by the normal equations in extended precision.

    On the well-conditioned random problems the 64 bits of x86 leave some 18 digits.
    """
    n, p = X.shape
    columns = np.column_stack([X, y]).astype(np.longdouble)
    gram = columns.T @ columns
    work = np.column_stack([gram[:p], np.eye(p, dtype=np.longdouble)])
    for i in range(p):  # Gauss and Jordan: a Gram matrix needs no pivots
        work[i] /= work[i, i]
        others = np.arange(p) != i
        work[others] -= np.outer(work[others, i], work[i])
    coef, inverse = work[:, p], work[:, p + 1 :]
    residuals = columns[:, p] - columns[:, :p] @ coef
    return coef, np.sqrt(residuals @ residuals / (n - p) * inverse.diagonal())


def random_accuracy(shapes: list[tuple[int, int]]) -> list[dict[str, Any]]:
    rows = []
    for n, p in shapes:
        X, y = random_problem(n, p)
        rows.append({"set": f"{n:,} x {p}", **digits_of(estimates(X, y), *extended_solution(X, y))})
    return rows


def speed(shapes: list[tuple[int, int]]) -> list[dict[str, Any]]:
    """Best times in seconds, the programs taking turns so that a busy moment hits them alike."""
    rows = []
    for n, p in shapes:
        X, y = random_problem(n, p)
        best = dict.fromkeys(PROGRAMS, float("inf"))
        repeats = 2 if n * p**2 > 10**7 else 3 if n * p > 10**5 else 20
        for _ in range(repeats):
            for name, program in PROGRAMS.items():
                start = time.perf_counter()
                program(X, y)
                best[name] = min(best[name], time.perf_counter() - start)
        if r_lm.RSCRIPT:
            fit = r_lm.lm(X, y, repeats)
            best |= {"R lm.fit": fit.seconds_bare, R: fit.seconds}
        rows.append({"n": n, "p": p, "seconds": best})
    return rows


def memory(n: int, p: int) -> dict[str, float]:
    """Memory in MB that one fit takes at its peak beside X and y, each in a fresh process."""
    X, y = random_problem(n, p)
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        np.save(Path(folder, "X.npy"), X)
        np.save(Path(folder, "y.npy"), y)
        for name in PROGRAMS:
            code = f"from benchmarks import ols; ols.print_memory({name!r}, {folder!r})"
            command = [sys.executable, "-c", code]
            run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
            found[name] = float(run.stdout) / 2**20
    if r_lm.RSCRIPT:
        found["R lm.fit"] = r_lm.lm(X, y).memory / 2**20
    return found


def print_memory(name: str, folder: str) -> None:
    """The child's part of `memory`: how much higher a fit lifts the peak, in bytes."""
    X, y = np.load(Path(folder, "X.npy")), np.load(Path(folder, "y.npy"))
    PROGRAMS[name](X[:100], y[:100])  # what is loaded or set up at the first call is no matter
    before = peak_memory()
    PROGRAMS[name](X, y)
    print(peak_memory() - before)


def peak_memory() -> int:
    """The most bytes that this process has held.

    Linux hands the `ru_maxrss` of a parent down to its children, so there the kernel's own file is
    read, which starts anew with each program.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(x for x in status.read_text().splitlines() if x.startswith("VmHWM"))
        return 1024 * int(line.split()[1])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else 1024 * peak


def accuracy_text(rows: list[dict[str, Any]], what: str) -> str:
    names = list(rows[0][what])
    return table(
        [what, *names], [[r["set"], *(f"{r[what][name]:.1f}" for name in names)] for r in rows]
    )


def speed_text(rows: list[dict[str, Any]]) -> str:
    names = list(rows[0]["seconds"])
    body = [
        [f"{r['n']:,} x {r['p']}", f"{1e3 * r['seconds']['ours']:.3g} ms"]
        + [f"{r['seconds'][name] / r['seconds']['ours']:.2f}" for name in names[1:]]
        for r in rows
    ]
    return table(["n x p", *names], body)


def versions() -> dict[str, str]:
    found = {"python": platform.python_version(), "machine": platform.machine()}
    for package in ("numpy", "scipy", "pandas", "statsmodels", "scikit-learn"):
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    threads = os.environ.get("OPENBLAS_NUM_THREADS", "not set")
    return found | {"R": r_lm.version(), "OPENBLAS_NUM_THREADS": threads}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--full", action="store_true", help="more and larger shapes, some minutes")
    full = parser.parse_args().full
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # statsmodels warns of rank deficiency on Filip
        digits = accuracy()
        on_random = random_accuracy([(100, 3), (1_000, 10), (1_000, 100), (100_000, 10)])
        times = speed(FULL_SHAPES if full else SHAPES)
    peaks = memory(*MEMORY_SHAPE)
    used = versions()
    n, p = MEMORY_SHAPE
    text = "\n\n".join(
        [
            "Certified NIST sets: least log relative error (correct digits, 15 at most).\n"
            "Digits beyond 11 are noise. Filip's powers, rounded to float64, define a problem\n"
            "whose exact solution scores 7.6: a higher score there is luck. R leaves a column out.",
            accuracy_text(digits, "coef"),
            accuracy_text(digits, "std_error"),
            "Random data, the same problems as those timed: the same against a solution in\n"
            "extended precision.",
            accuracy_text(on_random, "coef"),
            accuracy_text(on_random, "std_error"),
            "Time: ours, and that of the others divided by ours (above 1: ours is faster). Best of\n"
            "several runs, the programs taking turns in one process. R is timed inside R right\n"
            "after, its data already read: lm.fit is the bare solver, lm the call with a formula\n"
            "and summary. Ours, statsmodels and R include the standard errors; numpy and\n"
            "scikit-learn have none.",
            speed_text(times),
            f"Memory at the peak of a fit, beside X and y, for {n:,} x {p} (X: {n * p / 2**17:.0f} "
            "MB), each\nin a process of its own.",
            table(list(peaks), [[f"{size:.0f} MB" for size in peaks.values()]]),
            ", ".join(f"{name} {number}" for name, number in used.items()),
        ]
    )
    print(text)
    RESULTS.mkdir(exist_ok=True)
    stem = "ols_full" if full else "ols"
    (RESULTS / f"{stem}.txt").write_text(text + "\n", encoding="utf-8")
    report = {
        "versions": used,
        "log_relative_error": digits,
        "log_relative_error_random": on_random,
        "seconds": times,
        "peak_megabytes": peaks,
    }
    (RESULTS / f"{stem}.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
