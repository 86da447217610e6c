"""The numbers, tables and figures of the chapter on softmax classification."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

from compute import figures
from compute.exercise_tables import exercises_of
from compute.figures import BLUE, FAINT, RED
from course import softmax

Array = NDArray[np.float64]
ANIMALS = [1.0, -3.0, 10.0, 1.0]


def exercises() -> str:
    """Return the table of the exercises."""
    return exercises_of("softmax")


class Surprise(NamedTuple):
    """The probability of the first animal, and the cross-entropy if it is the one."""

    first: float
    loss: float


surprise = Surprise(
    float(softmax.softmax(ANIMALS)[0]), softmax.cross_entropy([ANIMALS], np.array([0]))
)
# The least loss of a perfect classifier of two classes whose probabilities are taken for logits.
double_softmax = softmax.cross_entropy([[1.0, 0.0]], np.array([0]))
# The largest probability of one in three classes whose logits lie between -1 and 1.
bounded = float(softmax.softmax([1.0, -1.0, -1.0])[0])
bounded_2 = float(softmax.softmax([1.0, -1.0])[0])
# The cross-entropy of one who gives each of four classes the same probability.
know_nothing = softmax.cross_entropy([[0.0] * 4], np.array([0]))


@cache
def gap_figure() -> str:
    """Return the figure of a probability against the lead of its logit, for 2, 4 and 20 classes."""
    lead = np.linspace(-6, 8, 300)
    with figures.style():
        figure, axes = figures.plt.subplots(figsize=(5.2, 2.6))
        for classes, colour, height in ((2, BLUE, 0.8), (4, RED, 0.5), (20, FAINT, 0.2)):
            logits = np.zeros((len(lead), classes))
            logits[:, 0] = lead
            p = softmax.softmax(logits)[:, 0]
            axes.plot(lead, p, color=colour, lw=1.8)
            place = int(np.argmin(np.abs(p - height)))
            beside = {"xytext": (-7, 0), "ha": "right"} if classes == 2 else {"xytext": (7, -12)}
            axes.annotate(
                f"{classes} classes", (lead[place], height), textcoords="offset points",
                color=colour, **beside,
            )  # fmt: skip
        axes.set(xlabel="lead of its logit over all the others", ylabel="probability", ylim=(0, 1))
        return figures.to_html(
            figure,
            "lead",
            "The probability of a class rises from 0 to 1 with the lead of its logit; the more "
            "classes, the larger a lead it takes to be likelier than not.",
            "How sure a lead makes: against one rival, three, and nineteen.",
        )


def _rings(n: int) -> tuple[Array, NDArray[np.int64]]:
    rng = np.random.default_rng(3)
    labels = np.arange(n) % 2
    angle = rng.uniform(0, 2 * np.pi, n)
    radius = np.where(labels == 0, 0.7, 2.0) + rng.normal(scale=0.25, size=n)
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)]), labels


def _train(hidden: int, x: Array, y: NDArray[np.int64]) -> softmax.Layers:
    """Minimise the cross-entropy of a two-layer network, with our own gradients."""
    rng = np.random.default_rng(8)
    shapes = [(hidden, 2), (hidden,), (2, hidden), (2,)]
    ends = np.cumsum([0, *(int(np.prod(s)) for s in shapes)])

    def layers(flat: Array) -> softmax.Layers:
        return softmax.Layers(
            *(flat[a:b].reshape(s) for a, b, s in zip(ends, ends[1:], shapes, strict=False))
        )

    def loss(flat: Array) -> tuple[float, Array]:
        network = layers(flat)
        logits = softmax.mlp_forward(network, x)
        upstream = softmax.cross_entropy_gradient(logits, y)
        gradient = softmax.mlp_gradients(network, x, upstream)
        penalty = 1e-3
        value = softmax.cross_entropy(logits, y) + penalty * float(flat @ flat)
        return value, np.concatenate([np.ravel(g) for g in gradient]) + 2 * penalty * flat

    found = optimize.minimize(loss, rng.normal(scale=0.5, size=ends[-1]), jac=True, method="BFGS")
    return layers(found.x)


@cache
def rings_figure() -> str:
    """Return the figure of two rings, with a straight border and with a network's."""
    x, y = _rings(160)
    grid = np.linspace(-2.9, 2.9, 120)
    points = np.stack(np.meshgrid(grid, grid), axis=-1).reshape(-1, 2)
    # One hidden unit bends nothing: its border is a straight line.
    networks = (("one hidden unit", _train(1, x, y)), ("eight hidden units", _train(8, x, y)))
    with figures.style():
        figure, both = figures.plt.subplots(1, 2, figsize=(6.2, 3.1), sharey=True)
        for axes, (name, network) in zip(both, networks, strict=True):
            p = softmax.softmax(softmax.mlp_forward(network, points))[:, 1].reshape(120, 120)
            right = np.mean(softmax.mlp_forward(network, x).argmax(axis=1) == y)
            axes.contour(grid, grid, p, levels=[0.5], colors=[FAINT], linewidths=1.5)
            for label, colour in ((0, BLUE), (1, RED)):
                axes.plot(*x[y == label].T, "o", color=colour, ms=2.5)
            axes.set(title=f"{name}: {right:.0%} right", aspect="equal", xticks=[], yticks=[])
        return figures.to_html(
            figure,
            "rings",
            "Two rings of points, one inside the other. With one hidden unit the border is a straight "
            "line through both; with eight it closes around the inner ring.",
            "The border at one half, after training, with a single hidden unit and with eight.",
        )
