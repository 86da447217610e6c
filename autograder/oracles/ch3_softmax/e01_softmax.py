"""Outside truth for `softmax`."""

from scipy import special

from autograder.oracles import Agreement, oracle
from course import softmax


@oracle("scipy.special.softmax along the last axis")
def scipy_softmax(student, rng):
    shape = tuple(int(n) for n in rng.integers(1, 5, size=int(rng.integers(1, 4))))
    logits = rng.uniform(0.1, 300) * rng.normal(size=shape) + rng.uniform(-1000, 1000)
    return Agreement(
        solution=student.softmax(logits),
        reference=softmax.softmax(logits),
        outside=special.softmax(logits, axis=-1),
    )
