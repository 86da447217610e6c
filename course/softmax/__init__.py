"""Softmax classification: probabilities from logits, cross-entropy, and a small network in NumPy.

Nothing here imports PyTorch: these are the numbers that a network in PyTorch is held against.

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
from course.softmax.calibration import CalibrationCurve, calibration_curve, temperature
from course.softmax.decisions import (
    ThresholdCosts,
    decide,
    expected_costs,
    optimal_threshold,
    threshold_costs,
)
from course.softmax.functions import cross_entropy, cross_entropy_gradient, log_softmax, softmax
from course.softmax.metrics import (
    ClassScores,
    brier_score,
    class_scores,
    confusion_matrix,
    log_loss,
)
from course.softmax.network import Layers, mlp_forward, mlp_gradients
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
    "log_loss",
    "log_softmax",
    "mlp_forward",
    "mlp_gradients",
    "optimal_threshold",
    "precision_recall_curve",
    "roc_auc",
    "roc_curve",
    "sectors",
    "softmax",
    "temperature",
    "threshold_costs",
]
