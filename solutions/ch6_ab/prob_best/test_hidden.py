"""The hidden checks of `prob_best` beside those of its permitted inputs: properties."""

import numpy as np

from course import ab


def _arms(rng, k):
    """Arms of different sizes, each with successes and failures."""
    trials = rng.integers(30, 80, size=k)
    return np.rint(trials * rng.uniform(0.3, 0.5, size=k)).astype(int), trials


def _got(student, expect, successes, trials):
    got = student.prob_best(successes, trials)
    return expect.array(got, (len(trials),), what="the array of probabilities")


def _right(student, expect, successes, trials):
    counts = zip(successes, trials, strict=True)
    want = ab.prob_best([ab.posterior(int(s), int(n)) for s, n in counts])
    got = _got(student, expect, successes, trials)
    return expect.close(got, want, rtol=0, atol=1e-6, what="the array of probabilities")


def test_one_of_them_is_the_best(student, expect, rng):
    """The probabilities of all arms add up to one, and of two arms the better one is the best."""
    successes, trials = _arms(rng, 4)
    got = _got(student, expect, successes, trials)
    expect.close(got.sum(), 1.0, rtol=0, atol=4e-6, what="the sum of the probabilities")
    a, b = (ab.posterior(int(s), int(n)) for s, n in list(zip(successes, trials, strict=True))[:2])
    got = _got(student, expect, successes[:2], trials[:2])
    expect.close(
        got[1], ab.prob_better(a, b), rtol=0, atol=1e-6, what="the probability of the second"
    )


def test_the_order_of_the_arms_does_not_matter(student, expect, rng):
    """Arms in another order have their own probabilities, in that order."""
    successes, trials = _arms(rng, 4)
    order = np.roll(np.arange(4), int(rng.integers(1, 4)))
    got = _right(student, expect, successes, trials)
    again = _got(student, expect, successes[order], trials[order])
    expect.close(again, got[order], rtol=0, atol=2e-6, what="the array in another order")


def test_an_arm_more_takes_from_all(student, expect, rng):
    """With one arm more to beat, each of the others is less likely to be the best."""
    successes, trials = _arms(rng, 4)
    before = _right(student, expect, successes[:3], trials[:3])
    after = _got(student, expect, successes, trials)
    expect.that(after[:3] < before, "an arm is as likely to be the best with one more to beat")
