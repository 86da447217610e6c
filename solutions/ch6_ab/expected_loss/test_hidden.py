"""The hidden checks of `expected_loss` beside those of its permitted inputs: properties."""

from course import ab


def _want(sa, na, sb, nb):
    return ab.expected_losses([ab.posterior(sa, na), ab.posterior(sb, nb)])


def _counts(rng):
    """Two arms of different sizes, each with successes and failures."""
    na, nb = int(rng.integers(15, 30)), int(rng.integers(30, 60))
    return int(rng.integers(3, na - 3)), na, int(rng.integers(6, nb - 6)), nb


def _got(student, expect, *counts):
    return expect.array(student.expected_loss(*counts), (2,), what="the pair of losses")


def _right(student, expect, *counts):
    got = _got(student, expect, *counts)
    return expect.close(got, _want(*counts), rtol=0, atol=1e-8, what="the pair of losses")


def test_what_one_loses_the_other_gains(student, expect, rng):
    """The losses differ by the difference of the posterior means."""
    sa, na, sb, nb = _counts(rng)
    got = _got(student, expect, sa, na, sb, nb)
    want = (1 + sb) / (2 + nb) - (1 + sa) / (2 + na)
    expect.close(got[0] - got[1], want, rtol=0, atol=2e-8, what="the difference of the losses")


def test_arms_exchanged_exchange_the_losses(student, expect, rng):
    """Which arm is called A does not matter, and neither loss is ever negative."""
    sa, na, sb, nb = _counts(rng)
    there = _right(student, expect, sa, na, sb, nb)
    back = _got(student, expect, sb, nb, sa, na)
    expect.that(back > -1e-8, "a loss is negative, though nothing below zero is averaged")
    expect.close(back[::-1], there, rtol=0, atol=2e-8, what="the pair of losses")


def test_more_data_leave_less_to_lose(student, expect, rng):
    """With the same shares in ten times the trials, the better arm's loss is smaller."""
    n = int(rng.integers(20, 40))
    sa, sb = n // 3, n // 3 + 2
    few = _right(student, expect, sa, n, sb, n)
    many = _got(student, expect, 10 * sa, 10 * n, 10 * sb, 10 * n)
    expect.that(many[1] < few[1], "the loss of choosing B does not fall with more trials")
