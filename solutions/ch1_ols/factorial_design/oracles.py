"""Outside truth for `factorial_design`."""

import numpy as np
import pydoe
from sklearn.model_selection import ParameterGrid

from autograder.authors import Agreement, oracle
from course import ols


def _in_order(rows):
    rows = np.asarray(rows, dtype=float)
    return rows[np.lexsort(rows.round(9).T[::-1])]


def _asked(student, rng):
    """The ends of a random box, a number of centre points, and both of our designs."""
    k, centres = int(rng.integers(1, 6)), int(rng.integers(0, 4))
    low = rng.normal(0, 10, size=k)
    high = low + rng.uniform(0.5, 20, size=k)
    box = {f"x{j}": (low[j], high[j]) for j in range(k)}
    solution = _in_order(student.factorial_design(low, high, centres))
    reference = _in_order(ols.factorial_design(box, centre_points=centres))
    return low, high, centres, solution, reference


@oracle("pydoe.ff2n, scaled from -1 and 1 to the ends")
def pydoe_two_levels(student, rng):
    low, high, centres, solution, reference = _asked(student, rng)
    coded = np.vstack([pydoe.ff2n(len(low)), np.zeros((centres, len(low)))])
    outside = (low + high) / 2 + (high - low) / 2 * coded
    return Agreement(solution, reference, _in_order(outside))


@oracle("scikit-learn's ParameterGrid")
def parameter_grid(student, rng):
    low, high, centres, solution, reference = _asked(student, rng)
    grid = ParameterGrid({str(j): [low[j], high[j]] for j in range(len(low))})
    corners = [[point[str(j)] for j in range(len(low))] for point in grid]
    outside = np.vstack([corners, *[(low + high) / 2] * centres])
    return Agreement(solution, reference, _in_order(outside))
