"""Least squares side by side: digits on the certified NIST sets, and time on random data.

    python -m benchmarks.ols            under a minute
    python -m benchmarks.ols --full     more shapes, up to 10^6 x 50

Prints two tables and writes them to benchmarks/results/ols.txt and ols.json.
"""

from __future__ import annotations

import argparse
import json
import platform
import time
import warnings
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np
import statsmodels.api as sm

from course import ols

try:
    from sklearn.linear_model import LinearRegression
except ImportError:
    LinearRegression = None

ROOT = Path(__file__).parents[1]
NIST = ROOT / "tests" / "oracles" / "nist_strd"
RESULTS = Path(__file__).parent / "results"

Estimate = tuple[Any, Any]  # coefficients, and standard errors or None
SHAPES = [(100, 3), (1_000, 10), (10_000, 10), (100_000, 10), (1_000_000, 10)]
FULL_SHAPES = [*SHAPES, (10_000, 100), (100_000, 50), (1_000_000, 30), (1_000_000, 50)]


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
        return float(np.clip(-np.log10(np.abs(got - certified) / size), 0, 15).min())


def nist_problem(data: dict[str, Any]) -> tuple[Any, Any]:
    """X and y of a NIST set as a user would build them: powers of x in float64."""
    x, y = np.array(data["x"], dtype=float), np.array(data["y"], dtype=float)
    if data["degree"] is None:
        return np.column_stack([np.ones(len(y)), x]), y
    first = 0 if data["intercept"] else 1
    return np.column_stack([x.ravel() ** k for k in range(first, data["degree"] + 1)]), y


def accuracy() -> list[dict[str, Any]]:
    rows = []
    for path in sorted(NIST.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        X, y = nist_problem(data)
        row: dict[str, Any] = {"set": data["name"], "coef": {}, "std_error": {}}
        for name, program in PROGRAMS.items():
            coef, errors = program(X, y)
            row["coef"][name] = round(log_relative_error(coef, data["coef"]), 2)
            if errors is not None:
                row["std_error"][name] = round(log_relative_error(errors, data["se"]), 2)
        rows.append(row)
    return rows


def speed(shapes: list[tuple[int, int]], repeats: int) -> list[dict[str, Any]]:
    """Best times in seconds, the programs taking turns so that a busy moment hits them alike."""
    rows = []
    for n, p in shapes:
        rng = np.random.default_rng(n + p)
        X = np.column_stack([np.ones(n), rng.normal(size=(n, p - 1))])
        y = X.sum(axis=1) + rng.normal(size=n)
        best = dict.fromkeys(PROGRAMS, float("inf"))
        for _ in range(repeats if n * p > 10**6 else 5 * repeats):
            for name, program in PROGRAMS.items():
                start = time.perf_counter()
                program(X, y)
                best[name] = min(best[name], time.perf_counter() - start)
        rows.append({"n": n, "p": p, "seconds": best})
    return rows


def table(header: list[str], rows: list[list[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(header, *rows, strict=True)]
    lines = [header, ["-" * width for width in widths], *rows]
    return "\n".join(
        "  ".join([line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:])])
        for line in lines
    )


def accuracy_text(rows: list[dict[str, Any]], what: str) -> str:
    names = [name for name in PROGRAMS if name in rows[0][what]]
    return table(
        [what, *names], [[r["set"], *(f"{r[what][name]:.1f}" for name in names)] for r in rows]
    )


def speed_text(rows: list[dict[str, Any]]) -> str:
    body = [
        [f"{r['n']:,} x {r['p']}", f"{r['seconds']['ours']:.3g} s"]
        + [f"{r['seconds'][name] / r['seconds']['ours']:.2f}" for name in PROGRAMS]
        for r in rows
    ]
    return table(["n x p", "ours", *(f"{name} / ours" for name in PROGRAMS)], body)


def versions() -> dict[str, str]:
    found = {"python": platform.python_version(), "machine": platform.machine()}
    for package in ("numpy", "scipy", "pandas", "statsmodels", "scikit-learn"):
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--full", action="store_true", help="more and larger shapes, some minutes")
    full = parser.parse_args().full
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # statsmodels warns of rank deficiency on Filip
        digits = accuracy()
        times = speed(FULL_SHAPES if full else SHAPES, repeats=3)
    used = versions()
    text = "\n\n".join(
        [
            "Certified NIST sets: least log relative error (correct digits, 15 at most).\n"
            "Digits beyond 11 are noise. Filip's powers, rounded to float64, define a problem\n"
            "whose exact solution scores 7.6: a higher score there is luck.",
            accuracy_text(digits, "coef"),
            accuracy_text(digits, "std_error"),
            "Time: best of several runs, all programs in one process and taking turns.\n"
            "statsmodels and ours include the standard errors; the others have none.",
            speed_text(times),
            ", ".join(f"{name} {number}" for name, number in used.items()),
        ]
    )
    print(text)
    RESULTS.mkdir(exist_ok=True)
    stem = "ols_full" if full else "ols"
    (RESULTS / f"{stem}.txt").write_text(text + "\n", encoding="utf-8")
    report = {"versions": used, "log_relative_error": digits, "seconds": times}
    (RESULTS / f"{stem}.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
