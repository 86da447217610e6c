"""Softmax classification: probabilities from logits, cross-entropy, and dense networks in NumPy.

Nothing here imports PyTorch: these are the numbers that a network in PyTorch is held against. What needs it
is imported by name, as in `from course.softmax import training`.

>>> from course import softmax
>>> softmax.softmax([1.0, -3.0, 10.0, 1.0]).round(4).tolist()
[0.0001, 0.0, 0.9998, 0.0001]
"""

from course.softmax.boundary import (
    Boundary,
    Line,
    Sectors,
    boundary_line,
    decision_boundary,
    sectors,
)
from course.softmax.calibration import (
    CalibrationCurve,
    calibration_curve,
    temperature,
)
from course.softmax.decisions import (
    ThresholdCosts,
    decide,
    expected_costs,
    optimal_threshold,
    threshold_costs,
)
from course.softmax.functions import (
    cross_entropy,
    cross_entropy_gradient,
    log_softmax,
    log_sum_exp,
    softmax,
)
from course.softmax.metrics import (
    ClassScores,
    brier_score,
    class_scores,
    confusion_matrix,
    log_loss,
)
from course.softmax.network import (
    Layers,
    layer_sizes,
    mlp_forward,
    mlp_gradients,
    random_layers,
)
from course.softmax.regression import (
    SoftmaxRegression,
    softmax_regression,
)
from course.softmax.roc import (
    AucInterval,
    PrecisionRecallCurve,
    RocCurve,
    auc_interval,
    average_precision,
    precision_recall_curve,
    roc_auc,
    roc_curve,
)
from course.softmax.separation import (
    Separation,
    separation,
)

__all__ = [
    "AucInterval",
    "Boundary",
    "CalibrationCurve",
    "ClassScores",
    "Layers",
    "Line",
    "PrecisionRecallCurve",
    "RocCurve",
    "Sectors",
    "Separation",
    "SoftmaxRegression",
    "ThresholdCosts",
    "auc_interval",
    "average_precision",
    "boundary_line",
    "brier_score",
    "calibration_curve",
    "class_scores",
    "confusion_matrix",
    "cross_entropy",
    "cross_entropy_gradient",
    "decide",
    "decision_boundary",
    "expected_costs",
    "layer_sizes",
    "log_loss",
    "log_softmax",
    "log_sum_exp",
    "mlp_forward",
    "mlp_gradients",
    "optimal_threshold",
    "precision_recall_curve",
    "random_layers",
    "roc_auc",
    "roc_curve",
    "sectors",
    "separation",
    "softmax",
    "softmax_regression",
    "temperature",
    "threshold_costs",
]
