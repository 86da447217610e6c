"""Numbers, tables and figures of the A/B page: intervals, effects, losses, tests, published trials."""

from __future__ import annotations

from functools import cache

from compute import figures
from compute.figures import BLUE, FAINT, INK, RED
from compute.tables import percent, table
from course import ab
from course.ab.trials import BNT162B2_PRINTED, BNT162B2_YEARS

CONTROL, TREATMENT = ab.posterior(30, 100), ab.posterior(45, 100)
# Two of twenty: few enough for the shape of the posterior to matter.
FEW = ab.posterior(2, 20)
# Printed by the source for 30 of 100: mean and two standard deviations to either side.
PRINTED_INTERVAL = (0.213, 0.395)
THREE = {"30 of 100": (30, 100), "45 of 100": (45, 100), "41 of 100": (41, 100)}


def _pair(ends: tuple[float, float], digits: int = 3) -> str:
    return f"{ends[0]:.{digits}f} to {ends[1]:.{digits}f}"


def _two_sd(arm: ab.BetaPosterior) -> tuple[float, float]:
    return arm.mean - 2 * arm.sd, arm.mean + 2 * arm.sd


def interval_table() -> str:
    """Return three intervals of two posteriors."""
    header = ["interval, 95 %", "30 of 100", "2 of 20"]
    rows = [
        ["equal tails", _pair(CONTROL.interval()), _pair(FEW.interval())],
        ["highest density", _pair(CONTROL.hdi()), _pair(FEW.hdi())],
        ["mean ± 2 sd", _pair(_two_sd(CONTROL)), _pair(_two_sd(FEW))],
        ["the source prints", _pair(PRINTED_INTERVAL), ""],
    ]
    return table(header, rows)


@cache
def intervals_figure() -> str:
    """Return the figure of a skewed posterior and its two intervals."""
    curve = FEW.curve(400, width=4.5)
    with figures.style():
        figure, axes = figures.plt.subplots(figsize=(5.2, 2.6))
        axes.plot(curve["rate"], curve["density"], color=INK, lw=1.6)
        for name, ends, colour, height in (
            ("equal tails", FEW.interval(), RED, -0.5),
            ("highest density", FEW.hdi(), BLUE, -1.1),
        ):
            axes.plot(ends, [height] * 2, color=colour, lw=3, solid_capstyle="butt")
            axes.annotate(
                name,
                (ends[1], height),
                (6, 0),
                textcoords="offset points",
                color=colour,
                va="center",
            )
        inside = curve["rate"].between(*FEW.hdi())
        axes.fill_between(
            curve["rate"], curve["density"], where=inside, color=BLUE, alpha=0.13, lw=0
        )
        axes.axhline(0, color=FAINT, lw=0.8)
        axes.set(xlabel="rate", yticks=[], xlim=(0, 0.5))
        axes.spines["left"].set_visible(False)
        figure.tight_layout()
        return figures.to_html(
            figure,
            "two-intervals",
            "A density that rises steeply to its top near 0.1 and falls slowly. Below it two bars: the "
            f"equal-tailed interval from {_pair(FEW.interval())}, and the highest-density one, further "
            f"to the left, from {_pair(FEW.hdi())}.",
            "The posterior after 2 of 20. The equal-tailed interval leaves out rates on the left that are "
            "more plausible than those it holds on the right.",
        )


_KINDS = {
    "difference": "difference, p_B − p_A",
    "relative": "relative lift, p_B / p_A − 1",
    "odds_ratio": "odds ratio",
}


@cache
def lift_table() -> str:
    """Return mean and intervals of the effect, as difference, relative lift and odds ratio."""
    rows = []
    for kind, label in _KINDS.items():
        found = ab.lift(CONTROL, TREATMENT, kind)  # type: ignore[arg-type]
        none = 1.0 if kind == "odds_ratio" else 0.0
        rows.append(
            [
                label,
                f"{found.mean:.3f}",
                _pair(found.interval()),
                _pair(found.hdi()),
                f"{none:g}",
                f"{found.prob_above(none):.4f}",
            ]
        )
    header = [
        "effect of the new page", "mean", "equal tails", "highest density", "no effect is", "P(above it)",
    ]  # fmt: skip
    return table(header, rows)


@cache
def lift_figure() -> str:
    """Return the figure of the density of the difference."""
    found = ab.lift(CONTROL, TREATMENT)
    curve = found.curve(160)
    with figures.style():
        figure, axes = figures.plt.subplots(figsize=(5.2, 2.3))
        axes.plot(curve["effect"], curve["density"], color=INK, lw=1.6)
        for above, colour in ((True, BLUE), (False, RED)):
            part = curve["effect"] >= 0 if above else curve["effect"] <= 0
            axes.fill_between(
                curve["effect"], curve["density"], where=part, color=colour, alpha=0.2, lw=0
            )
        axes.axvline(0, color=FAINT, lw=0.8)
        axes.set(xlabel="difference of the rates, new less old", yticks=[], ylim=(0, None))
        axes.spines["left"].set_visible(False)
        figure.tight_layout()
        return figures.to_html(
            figure,
            "lift-density",
            f"A bell-shaped density of the difference of the rates around {found.mean:.2f}. A small part, "
            f"{1 - found.prob_above(0):.1%} of it, lies below zero.",
            "What is known of the difference. Red: the new page is worse.",
        )


def loss_table() -> str:
    """Return what each choice is expected to lose, and how often it is the wrong one."""
    wrong = ab.prob_better(TREATMENT, CONTROL)
    rows = [
        ["keep the old page", f"{1 - wrong:.4f}", f"{ab.expected_loss(TREATMENT, CONTROL):.5f}"],
        ["take the new page", f"{wrong:.4f}", f"{ab.expected_loss(CONTROL, TREATMENT):.5f}"],
    ]
    return table(["choice", "probability that it is wrong", "expected loss"], rows)


def tests_table() -> str:
    """Return the frequentist answers and the posterior one, with their questions."""
    found = ab.compare_tests(30, 100, 45, 100)
    rows = [[str(name), f"{row.probability:.4f}", row.question] for name, row in found.iterrows()]
    return table(["", "probability", "its question"], rows, "lrl")


def trials_table() -> str:
    """Return two published trials: rates, tests, posterior."""
    rows = []
    for name, trial in (("aspirin", ab.ASPIRIN), ("vaccine", ab.BNT162B2)):
        control = (trial.events_control, trial.trials_control)
        treated = (trial.events_treatment, trial.trials_treatment)
        # An event is an illness: the treatment is better where its rate is lower.
        worse = ab.prob_better(ab.posterior(*control), ab.posterior(*treated))
        ratio = ab.lift(ab.posterior(*control), ab.posterior(*treated), "relative")
        low, high = ratio.interval()
        rows.append(
            [
                f"{name}: {trial.event}",
                f"{control[0]:,} of {control[1]:,}",
                f"{treated[0]:,} of {treated[1]:,}",
                f"{1 + low:.3f} to {1 + high:.3f}",
                _small(worse),
                _small(ab.fisher_test(*treated, *control, "greater")),
            ]
        )
    header = [
        "trial", "control", "treated", "ratio of the rates, 95 %", "P(not better)", "Fisher, one-sided",
    ]  # fmt: skip
    return table(header, rows)


def _small(p: float) -> str:
    if p < 1e-15:
        return "below 1e-15"
    return f"{p:.1e}" if p < 1e-3 else f"{p:.4f}"


def trial_sources() -> str:
    """Return where the counts are from."""
    return "; ".join(f"{trial.source}" for trial in (ab.ASPIRIN, ab.BNT162B2)) + "."


@cache
def efficacy_table() -> str:
    """Return the efficacy of the vaccine as printed, and ours under three priors."""
    trial = ab.BNT162B2
    cases = (trial.events_treatment, trial.events_control)
    point, low, high = BNT162B2_PRINTED
    rows = [["as printed", percent(point), f"{percent(low)} to {percent(high)}"]]
    for label, prior in (
        ("ours, the protocol's prior Beta(0.700102, 1)", (0.700102, 1.0)),
        ("ours, uniform prior Beta(1, 1)", (1.0, 1.0)),
        ("ours, prior of Jeffreys Beta(0.5, 0.5)", (0.5, 0.5)),
    ):
        found = ab.vaccine_efficacy(*cases, BNT162B2_YEARS, prior)
        ends = found.interval()
        rows.append(
            [label, percent(found.quantile(0.5)), f"{percent(ends[0])} to {percent(ends[1])}"]
        )
    return table(["efficacy", "point (ours: median)", "95 % credible interval"], rows)


def best_table() -> str:
    """Return the best of three arms."""
    arms = [ab.posterior(*counts) for counts in THREE.values()]
    rows = [
        [name, f"{arm.mean:.3f}", f"{p:.4f}", f"{loss:.4f}"]
        for name, arm, p, loss in zip(
            THREE, arms, ab.prob_best(arms), ab.expected_losses(arms), strict=True
        )
    ]
    return table(["arm", "posterior mean", "P(best)", "expected loss"], rows)


def loss_new() -> float:
    """Return what taking the new page is expected to lose in a thousand visitors."""
    return 1000 * ab.expected_loss(CONTROL, TREATMENT)


def loss_old() -> float:
    """Return what keeping the old page is expected to lose in a thousand visitors."""
    return 1000 * ab.expected_loss(TREATMENT, CONTROL)


def better() -> float:
    """Return the probability that the new page is the better."""
    return ab.prob_better(CONTROL, TREATMENT)
