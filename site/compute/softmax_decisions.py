"""Decisions with a softmax regression: errors, thresholds, calibration and boundaries."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from matplotlib.collections import LineCollection
from numpy.typing import NDArray
from sklearn import datasets

from compute import figures
from compute.figures import BLUE, FAINT, INK, RED
from compute.tables import table
from course import softmax

Array = NDArray[np.float64]
Labels = NDArray[np.int64]
# A sick patient sent home costs ten times as much as a healthy one treated.
COST = [[0.0, 1.0], [10.0, 0.0]]


class Held(NamedTuple):
    """Logits and labels of rows on which the model has not been fitted."""

    logits: Array
    labels: Labels

    @property
    def probability(self) -> Array:
        """The probability of class 1 of two."""
        return softmax.softmax(self.logits)[:, 1]


def halves(x: Array, labels: Labels, seed: int) -> tuple[Array, Labels, Array, Labels]:
    """Return two halves of shuffled data, in units of the first half's standard deviation."""
    order = np.random.default_rng(seed).permutation(len(x))
    x, labels = x[order], labels[order]
    cut = len(x) // 2
    spread = x[:cut].std(axis=0)
    x = (x - x[:cut].mean(axis=0)) / np.where(spread > 0, spread, 1)
    return x[:cut], labels[:cut], x[cut:], labels[cut:]


@cache
def tumours() -> Held:
    """Return what a regression on texture, smoothness and symmetry says of 285 other tumours.

    Class 1 is malignant. Three features of thirty are used: with all of them little is left to decide.
    """
    data = datasets.load_breast_cancer()
    x, y, x_new, y_new = halves(data.data[:, [1, 4, 8]], 1 - data.target, seed=2)
    return Held(softmax.softmax_regression(x, y).logits(x_new), y_new)


def _wine() -> softmax.ClassScores:
    return softmax.class_scores(wine_confusion())


@cache
def wine_confusion() -> NDArray[np.int64]:
    """Return the confusion matrix of three cultivars, told by alcohol and malic acid."""
    data = datasets.load_wine()
    x, y, x_new, y_new = halves(data.data[:, :2], data.target, seed=4)
    fitted = softmax.softmax_regression(x, y)
    return softmax.confusion_matrix(y_new, fitted.predict(x_new), 3)


@cache
def wine_table() -> str:
    """Return the confusion matrix of the wines, with the scores of each class."""
    scores, matrix = _wine(), wine_confusion()
    rows = [
        [f"is {k}", *(f"{count}" for count in matrix[k]), f"{scores.precision[k]:.3f}",
         f"{scores.recall[k]:.3f}", f"{scores.f1[k]:.3f}"]
        for k in range(3)
    ]  # fmt: skip
    header = ["wine", "said 0", "said 1", "said 2", "precision", "recall", "F1"]
    return table(header, rows)


wine_accuracy = _wine().accuracy


@cache
def area() -> softmax.AucInterval:
    """Return the area under the ROC curve of the tumours, with its interval."""
    held = tumours()
    return softmax.auc_interval(held.probability, held.labels)


class Numbers(NamedTuple):
    """What the text says of the tumours."""

    count: int
    malignant: int
    average_precision: float
    log_loss: float
    brier: float
    base_log_loss: float
    base_brier: float
    error: float


def _numbers() -> Numbers:
    held = tumours()
    p, y = held.probability, held.labels
    share = np.full(len(y), y.mean())
    return Numbers(
        len(y), int(y.sum()), softmax.average_precision(p, y), softmax.log_loss(p, y),
        softmax.brier_score(p, y), softmax.log_loss(share, y), softmax.brier_score(share, y),
        softmax.calibration_curve(p, y, 6, "quantile").error,
    )  # fmt: skip


numbers = _numbers()


@cache
def roc_figure() -> str:
    """Return the ROC curve and the precision-recall curve of the tumours, with two thresholds."""
    held = tumours()
    p, y = held.probability, held.labels
    roc, pr = softmax.roc_curve(p, y), softmax.precision_recall_curve(p, y)
    with figures.style():
        figure, (left, right) = figures.plt.subplots(1, 2, figsize=(6.2, 3))
        left.plot([0, 1], [0, 1], color=FAINT, lw=1, ls="--")
        left.plot(roc.false_positive_rate, roc.true_positive_rate, color=BLUE, lw=1.8)
        right.axhline(y.mean(), color=FAINT, lw=1, ls="--")
        right.plot(pr.recall, pr.precision, color=BLUE, lw=1.8)
        for threshold in (0.5, softmax.optimal_threshold(COST)):
            said = p >= threshold
            found, false = said[y == 1].mean(), said[y == 0].mean()
            for axes, at in ((left, (false, found)), (right, (found, y[said].mean()))):
                axes.plot(*at, "o", color=RED, ms=5)
                place = (
                    {"xytext": (6, -11)} if axes is left else {"xytext": (-4, -13), "ha": "right"}
                )
                axes.annotate(
                    f"{threshold:.2f}", at, textcoords="offset points", color=RED, **place
                )
        left.set(xlabel="false positive rate", ylabel="true positive rate", aspect="equal")
        right.set(xlabel="recall", ylabel="precision", aspect="equal", ylim=(0, 1.04))
        figure.tight_layout()
        return figures.to_html(
            figure,
            "ranking",
            "Left, a ROC curve that rises well above the diagonal; right, precision against recall, "
            "falling towards the share of positives. A threshold of one half finds fewer of the "
            "malignant tumours than one of 0.09, with fewer false alarms.",
            "Every threshold at once. The points are the thresholds 0.5 and 0.09; the broken lines, no "
            "knowledge.",
        )


@cache
def cost_table() -> str:
    """Return what two thresholds cost on the tumours."""
    held = tumours()
    rows = []
    for name, t in (("1/2", 0.5), ("1/11", softmax.optimal_threshold(COST))):
        said = (held.probability >= t).astype(int)
        matrix = softmax.confusion_matrix(held.labels, said, 2)
        cost = float((matrix * np.array(COST)).sum() / matrix.sum())
        rows.append([name, f"{matrix[1, 0]}", f"{matrix[0, 1]}",
                     f"{softmax.class_scores(matrix).accuracy:.1%}".replace("%", "\u00a0%"),
                     f"{cost:.3f}"])  # fmt: skip
    header = ["threshold", "sent home sick", "treated healthy", "right", "mean cost"]
    return table(header, rows)


def boundary_plot(axes: figures.plt.Axes, found: softmax.Boundary, colour: str = INK) -> None:
    """Draw any decision boundary, the same way for every classifier."""
    axes.add_collection(LineCollection(list(found.segments), colors=[colour], linewidths=1.5))


@cache
def boundaries_figure() -> str:
    """Return the boundaries of softmax regressions of 2, 3 and 6 classes."""
    with figures.style():
        figure, all_axes = figures.plt.subplots(1, 3, figsize=(6.4, 2.4))
        for axes, classes in zip(all_axes, (2, 3, 6), strict=True):
            rng = np.random.default_rng(5)
            angle = 2 * np.pi * np.arange(classes) / classes + 0.4
            centres = 2 * np.column_stack([np.cos(angle), np.sin(angle)])
            if classes == 6:
                centres[5] = (0, 0)
            labels = np.arange(240) % classes
            x = centres[labels] + rng.normal(scale=0.75, size=(240, 2))
            fitted = softmax.softmax_regression(x, labels, ridge=0.001)
            for k in range(classes):
                colour = (BLUE, RED, FAINT)[k % 3]
                axes.plot(
                    *x[labels == k].T, "os^"[k // 3 if classes > 3 else 0], color=colour, ms=2
                )
            boundary_plot(axes, softmax.decision_boundary(fitted.logits, (-4, -4), (4, 4), cells=1))
            axes.set(title=f"{classes} classes", xlim=(-4, 4), ylim=(-4, 4), aspect="equal")
            axes.set(xticks=[], yticks=[])
        return figures.to_html(
            figure,
            "boundaries",
            "Two classes divided by a straight line; three by three half-lines that leave one point; "
            "six by straight segments, which enclose the class in the middle.",
            "Boundaries of softmax regression: a line, three sectors, and a polygon around the class in "
            "the middle.",
        )
