"""Outside truth for `softmax`."""

import torch
from scipy import special

from autograder.authors import Agreement, oracle
from course import softmax


@oracle("scipy.special.softmax")
def scipy_softmax(student, rng):
    z = rng.normal(scale=rng.uniform(0.1, 300), size=(4, 5))
    return Agreement(student.softmax(z), softmax.softmax(z), special.softmax(z, axis=-1))


@oracle("torch.softmax, in double precision")
def torch_softmax(student, rng):
    z = rng.normal(scale=rng.uniform(0.1, 300), size=(4, 5))
    outside = torch.softmax(torch.from_numpy(z), dim=-1).numpy()
    return Agreement(student.softmax(z), softmax.softmax(z), outside)
