"""Numbers, tables and figures of the A/B page: sample size, and rules that look again and again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
from scipy import stats

from compute import figures
from compute.figures import BLUE, FAINT, INK, RED
from compute.tables import percent, table
from course import ab

RATE, BETTER = 0.30, 0.45
BATCH, LOOKS = 20, 50
EXPERIMENTS = 40_000

RULES = {
    "P > 0.95, at every look": ab.PosteriorRule(0.95),
    "P > 0.95, once at the end": ab.PosteriorRule(0.95, last_only=True),
    "alpha spending, O'Brien and Fleming": ab.SpendingRule(0.05),
    "a bet that has won 20 times its stake": ab.EvidenceRule(0.05),
}


@cache
def power_figure() -> str:
    """Return the figure of power against sample size for three effects."""
    sizes = [10, 20, 30, 45, 60, 80, 100, 130, 160, 200, 250, 300]
    with figures.style():
        figure, axes = figures.plt.subplots(figsize=(5.2, 2.8))
        for rate, colour in ((0.50, BLUE), (0.45, INK), (0.40, RED), (0.30, FAINT)):
            curve = [ab.power(RATE, rate, n) for n in sizes]
            label = "no effect" if rate == RATE else f"{RATE:.0%} against {rate:.0%}"
            axes.plot(sizes, curve, color=colour, lw=1.6, marker="o", ms=3, label=label)
        axes.set(
            xlabel="visitors to each page", ylabel="P(rule says B)", ylim=(0, 1.03), xlim=(0, 310)
        )
        axes.legend(loc=(0.6, 0.1), fontsize=8.5)
        figure.tight_layout()
        return figures.to_html(
            figure,
            "power-curves",
            "Three curves of power that rise with the number of visitors, the larger the effect the "
            "steeper, and a flat line at five per cent where there is no effect.",
            "How often the rule P(B > A) > 0.95 takes the new page, counted over every outcome.",
        )


@cache
def sample_size_table() -> str:
    """Return the visitors needed for power of 80 and 95 %."""
    rows = []
    for better in (0.60, 0.50, 0.45, 0.40):
        cells = [f"{ab.sample_size(RATE, better, wanted):,}" for wanted in (0.8, 0.95)]
        rows.append([f"{percent(RATE, 0)} against {percent(better, 0)}", *cells])
    return table(["true rates", "power 80 %", "power 95 %"], rows)


@cache
def allocation_table() -> str:
    """Return the power of 250 visitors shared out in different ways."""
    rows = []
    for share in (0.5, 0.4, 0.25, 0.1):
        found = ab.power_curve(RATE, BETTER, [125], share_b=share).iloc[0]
        rows.append(
            [
                f"{found.trials_a:.0f} and {found.trials_b:.0f}",
                f"{found.power:.3f}",
                f"{found.false_alarm:.3f}",
            ]
        )
    return table(["visitors to A and to B", "power", "false alarms"], rows)


@cache
def curve_table() -> str:
    """Return P(B > A) against the number of visitors at fixed rates, and with counts cut."""
    found = ab.probability_curve(RATE, BETTER, [5, 10, 20, 50, 100, 114, 200, 400])
    rows = []
    for n, row in found.iterrows():
        z = float(stats.norm.ppf(row.exact))
        cells = (f"{row['cut']:.4f}", f"{row.exact:.4f}", f"{z:.2f}", f"{z / np.sqrt(n):.3f}")
        rows.append([str(n), *cells])
    header = ["visitors to each", "counts cut", "rates held fixed", "its z", "z / √n"]
    return table(header, rows, "rrrrr")


@cache
def false_alarm_table() -> str:
    """Return the rate of false alarms of one look at P > 0.95, by rate and number of visitors."""
    rows = []
    for rate, digits in ((0.001, 1), (0.01, 0), (0.05, 0), (RATE, 0)):
        alarms = [ab.power(rate, rate, n) for n in (100, 1000)]
        cells = [percent(a) if a >= 0.0005 else f"{a:.0e}" for a in alarms]
        rows.append([percent(rate, digits), *cells])
    return table(["rate of both pages", "100 visitors to each", "1,000 to each"], rows, "rrr")


# ----- Stopping -------------------------------------------------------------------------------------


@cache
def looks(rate_b: float) -> pd.DataFrame:
    """Return what each rule does, over the same simulated experiments."""
    return ab.simulate_looks(RATE, rate_b, BATCH, LOOKS, RULES, EXPERIMENTS, rng=20)


def peeking() -> float:
    """Return the rate of false alarms of looking after every batch."""
    return float(looks(RATE).iloc[0]["alarm"])


def peeking_ten() -> float:
    """Return the same with ten looks in place of fifty, by exact counting."""
    return float(ab.exact_looks(RATE, RATE, BATCH, 10, ab.PosteriorRule(0.95))[-1])


def last_trials() -> int:
    """Return the visitors to each page at the last look."""
    return BATCH * LOOKS


@cache
def stopping_table() -> str:
    """Return false alarms, power and visitors of each rule."""
    null, small, large = looks(RATE), looks(0.35), looks(0.40)
    rows = []
    for name in RULES:
        rows.append(
            [
                name,
                percent(null.loc[name, "alarm"]),
                *(
                    f"{percent(found.loc[name, 'alarm'])}, {found.loc[name, 'trials']:.0f}"
                    for found in (small, large)
                ),
            ]
        )
    header = [
        "rule", "false alarms, 30 % and 30 %", "30 % and 35 %: finds B, visitors", "30 % and 40 %",
    ]  # fmt: skip
    return table(header, rows)


def finds() -> dict[str, float]:
    """Return how often alpha spending and the bet find a difference of 30 against 35 %."""
    shares = looks(0.35)["alarm"]
    _, _, spending, bet = RULES
    return {"spending": float(shares[spending]), "bet": float(shares[bet])}


@cache
def stopping_figure() -> str:
    """Return the figure of false alarms by look."""
    found = looks(RATE)
    trials = BATCH * np.arange(1, LOOKS + 1)
    colours = dict(zip(RULES, (RED, FAINT, BLUE, INK), strict=True))
    with figures.style():
        figure, axes = figures.plt.subplots(figsize=(5.2, 3.0))
        for name, colour in colours.items():
            axes.step(
                trials, found.loc[name, "by_look"], color=colour, lw=1.6, where="post", label=name
            )
        axes.axhline(0.05, color=FAINT, lw=0.8, ls=":")
        axes.set(
            xlabel="visitors to each page so far", ylabel="false alarms so far", ylim=(0, None)
        )
        axes.legend(loc="upper left", fontsize=8.5)
        top = float(found["alarm"].max())
        axes.set_ylim(0, top * 1.75)
        figure.tight_layout()
        return figures.to_html(
            figure,
            "false-alarms",
            "Four curves of false alarms against visitors. Looking at every batch with P > 0.95 climbs to "
            f"{top:.0%}; the other three end at or below five per cent.",
            f"Both rates are 30 %. The share of {EXPERIMENTS:,} experiments that have said B so far.",
        )


@dataclass(frozen=True)
class StillValid:
    """Of the experiments that stopped at P > 0.95: what they reported, and how often B was better."""

    share_stopped: float
    reported: float
    better: float


@cache
def still_valid() -> StillValid:
    """Return how posterior probabilities fare under peeking, with rates drawn from the prior."""
    rng = np.random.default_rng(8)
    m, n_looks = 20_000, 25
    rates = rng.uniform(size=(m, 2))
    a, b = (np.cumsum(rng.binomial(BATCH, r[:, None], (m, n_looks)), axis=1) for r in rates.T)
    alarms = ab.PosteriorRule(0.95).alarms(a, b, BATCH)
    stopped = alarms.any(axis=1)
    at = alarms.argmax(axis=1)
    reported = [
        ab.prob_better(
            ab.posterior(int(a[i, k]), BATCH * (k + 1)), ab.posterior(int(b[i, k]), BATCH * (k + 1))
        )
        for i, k in list(zip(np.flatnonzero(stopped), at[stopped], strict=True))[:3_000]
    ]
    first = np.flatnonzero(stopped)[:3_000]
    return StillValid(
        share_stopped=float(stopped.mean()),
        reported=float(np.mean(reported)),
        better=float(np.mean(rates[first, 1] > rates[first, 0])),
    )
