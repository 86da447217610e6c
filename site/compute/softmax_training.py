"""Training a softmax regression and a network: separation, weight decay, early stopping, calibration."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn import datasets

from compute import figures
from compute.figures import BLUE, FAINT, RED
from compute.softmax_decisions import boundary_plot, halves, tumours
from compute.tables import table
from course import softmax

Array = NDArray[np.float64]
Labels = NDArray[np.int64]
EPOCHS = 600
HIDDEN = 64
DECAY = 0.3
PATIENCE = 100
TRAINING_ROWS = 150


@cache
def ridge_table() -> str:
    """Return the largest weight for setosa or not, from two sepal lengths, by the ridge."""
    iris = datasets.load_iris()
    x, labels = iris.data[:, :2], (iris.target == 0).astype(int)
    rows = []
    for ridge in (1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6):
        fitted = softmax.softmax_regression(x, labels, ridge=ridge)
        loss = softmax.cross_entropy(fitted.logits(x), labels)
        rows.append([f"{ridge:g}", f"{abs(fitted.weight).max():.2f}", f"{loss:.5f}"])
    return table(["ridge", "largest weight", "mean surprise"], rows, "rrr")


def crescents(n: int, seed: int) -> tuple[Array, Labels]:
    """Return two half-moons that overlap; the best border between them is curved."""
    rng = np.random.default_rng(seed)
    labels = np.arange(n) % 2
    angle = rng.uniform(0, np.pi, n)
    x = np.column_stack([np.cos(angle), np.sin(angle)])
    x[labels == 1] = [1, 0.5] - x[labels == 1]
    return x + rng.normal(scale=0.35, size=x.shape), labels


class Run(NamedTuple):
    """One training: losses by epoch, and logits on the test rows, the validation rows and a grid."""

    train: list[float]
    validation: list[float]
    best_epoch: int
    test: Array
    held: Array
    boundary: softmax.Boundary


@cache
def run(kind: str) -> Run:
    """Return a training to the "end", with "stopping", or with "decay"."""
    import torch

    from course.softmax import training

    x, y = crescents(TRAINING_ROWS, 1)
    validation = crescents(500, 2)
    network = training.mlp([2, HIDDEN, HIDDEN, 2], seed=3, dtype=torch.float64)
    decay = DECAY if kind == "decay" else 0.0
    found = training.train(
        network, x, y, validation=validation, epochs=EPOCHS, batch_size=50, learning_rate=5e-3,
        weight_decay=decay, patience=PATIENCE if kind == "stopping" else None, seed=4, device="cpu",
    )  # fmt: skip
    if kind != "stopping":
        # With validation rows the network of the best epoch comes back; here the last one is wanted.
        network = training.mlp([2, HIDDEN, HIDDEN, 2], seed=3, dtype=torch.float64)
        last = training.train(
            network, x, y, epochs=EPOCHS, batch_size=50, learning_rate=5e-3, weight_decay=decay,
            seed=4, device="cpu",
        )  # fmt: skip
        network_of = last.network
    else:
        network_of = found.network

    def logits(rows: Array) -> Array:
        with torch.no_grad():
            return np.asarray(network_of(torch.as_tensor(rows)).numpy(), dtype=float)

    return Run(
        found.train_loss, found.validation_loss, found.best_epoch,
        logits(crescents(4000, 5)[0]), logits(validation[0]),
        softmax.decision_boundary(logits, (-2.2, -1.7), (3.2, 2.2), cells=80),
    )  # fmt: skip


_NAMES = (("end", "to the end"), ("stopping", "stopped early"), ("decay", "weight decay"))


@cache
def training_table() -> str:
    """Return what the three trainings say on 4000 new points."""
    labels = crescents(4000, 5)[1]
    rows = []
    for kind, name in _NAMES:
        found = run(kind)
        right = float(np.mean(found.test.argmax(axis=1) == labels))
        rows.append([name, f"{found.best_epoch if kind == 'stopping' else EPOCHS}",
                     f"{softmax.cross_entropy(found.test, labels):.3f}",
                     f"{100 * right:.1f}\u00a0%"])  # fmt: skip
    return table(["training", "epoch kept", "mean surprise, new points", "right"], rows)


@cache
def training_figure() -> str:
    """Return the losses by epoch, and the borders of the network stopped early and of the last one."""
    x, y = crescents(TRAINING_ROWS, 1)
    with figures.style():
        figure, (left, right) = figures.plt.subplots(1, 2, figsize=(6.4, 2.8))
        found = run("end")
        epochs = np.arange(1, EPOCHS + 1)
        left.plot(epochs, found.train, color=BLUE, lw=1.5)
        left.plot(epochs, found.validation, color=RED, lw=1.5)
        top = max(found.validation)
        left.annotate("validation", (EPOCHS, found.validation[-1]), (-78, -4),
                      textcoords="offset points", color=RED)  # fmt: skip
        left.annotate("training", (EPOCHS, found.train[-1]), (-48, 12),
                      textcoords="offset points", color=BLUE)  # fmt: skip
        left.set(xlabel="epoch", ylabel="mean surprise", ylim=(0, 1.1 * top))
        for label, colour in ((0, BLUE), (1, RED)):
            right.plot(*x[y == label].T, "o", color=colour, ms=2.2)
        boundary_plot(right, run("end").boundary)
        boundary_plot(right, run("stopping").boundary, FAINT)
        right.set(aspect="equal", xticks=[], yticks=[], xlim=(-2.2, 3.2), ylim=(-1.7, 2.2))
        figure.tight_layout()
        return figures.to_html(
            figure,
            "overfitting",
            "Left, the training loss falls towards zero while the validation loss falls, turns and "
            "rises. Right, the border of the last epoch winds around single points; that of the best "
            "epoch is a smooth curve.",
            "The losses of one training; its last border (dark), and the one where it should have "
            "stopped (faint).",
        )


class Temperature(NamedTuple):
    """The temperature, and the mean surprise and calibration error on new points without and with it."""

    value: float
    loss_before: float
    loss_after: float
    error_before: float
    error_after: float


def _curve(logits: Array, labels: Labels) -> softmax.CalibrationCurve:
    return softmax.calibration_curve(softmax.softmax(logits)[:, 1], labels, bins=8)


@cache
def scaled() -> Temperature:
    """Return what temperature scaling does to the network trained to the end."""
    found, labels = run("end"), crescents(4000, 5)[1]
    value = softmax.temperature(found.held, crescents(500, 2)[1])
    return Temperature(
        value, softmax.cross_entropy(found.test, labels),
        softmax.cross_entropy(found.test / value, labels), _curve(found.test, labels).error,
        _curve(found.test / value, labels).error,
    )  # fmt: skip


@cache
def calibration_figure() -> str:
    """Return the calibration of the regression on tumours, and of the network with a temperature."""
    found, labels = run("end"), crescents(4000, 5)[1]
    patients = tumours()
    with figures.style():
        figure, (left, right) = figures.plt.subplots(1, 2, figsize=(6.2, 3), sharey=True)
        for axes in (left, right):
            axes.plot([0, 1], [0, 1], color=FAINT, lw=1, ls="--")
            axes.set(xlabel="probability said", aspect="equal")
        curve = softmax.calibration_curve(patients.probability, patients.labels, 6, "quantile")
        left.plot(curve.predicted, curve.observed, "o-", color=BLUE, lw=1.5, ms=4)
        left.set(ylabel="share that came true", title="regression, tumours")
        for name, t, colour in (
            ("as trained", 1.0, RED),
            (f"T = {scaled().value:.1f}", scaled().value, BLUE),
        ):
            curve = _curve(found.test / t, labels)
            right.plot(
                curve.predicted, curve.observed, "o-", color=colour, lw=1.5, ms=4, label=name
            )
        right.legend(loc="lower right", fontsize=9)
        right.set(title="network, crescents")
        figure.tight_layout()
        return figures.to_html(
            figure,
            "calibration-curves",
            "Left, the regression on tumours stays near the diagonal, with some scatter. Right, the "
            "network as trained is flatter than the diagonal: what was called nearly certain came true "
            "less often. Divided by the temperature it follows the diagonal more closely.",
            "What was said, and what came true: 285 tumours in six groups, and 4000 new points for a "
            "network that was trained too long.",
        )


@cache
def digits_table() -> str:
    """Return how a softmax regression and a network read one half of the digits after the other half."""
    import torch

    from course.softmax import training

    data = datasets.load_digits()
    x, y, x_new, y_new = halves(data.data, data.target, seed=1)
    fitted = softmax.softmax_regression(x, y, ridge=0.01)
    found = training.train(
        training.mlp([64, 64, 10], seed=1, dtype=torch.float64), x, y, epochs=100, batch_size=50,
        learning_rate=3e-3, weight_decay=DECAY, seed=1, device="cpu",
    )  # fmt: skip
    with torch.no_grad():
        network = np.asarray(found.network(torch.as_tensor(x_new)).numpy(), dtype=float)
    rows = []
    for name, logits, count in (
        ("softmax regression", fitted.logits(x_new), 10 * 65),
        ("two layers, 64 hidden units", network, 64 * 65 + 10 * 65),
    ):
        right = float(np.mean(logits.argmax(axis=1) == y_new))
        rows.append([name, f"{count}", f"{softmax.cross_entropy(logits, y_new):.3f}",
                     f"{100 * right:.1f}\u00a0%"])  # fmt: skip
    return table(["model", "parameters", "mean surprise", "right"], rows)
