"""Outside truth for `expected_loss`."""

from fractions import Fraction
from math import comb

from scipy import integrate

from autograder.authors import Agreement, oracle
from course import ab


def _counts(rng, largest):
    na, nb = (int(n) for n in rng.integers(1, largest, size=2))
    return int(rng.integers(na + 1)), na, int(rng.integers(nb + 1)), nb


def _ours(counts):
    sa, na, sb, nb = counts
    a, b = ab.posterior(sa, na), ab.posterior(sb, nb)
    # What is lost by choosing the second of the two.
    return [ab.expected_loss(b, a), ab.expected_loss(a, b)]


@oracle("beta integrals, summed in exact fractions")
def exact_fractions(student, rng):
    # P(p < x) is the probability that more than s of n + 1 points thrown at random lie below x, a sum
    # of powers of x and 1 - x; each product of two such powers has a whole number for its inverse integral.
    sa, na, sb, nb = counts = _counts(rng, 25)

    def lost(s_low, n_low, s_high, n_high):
        total = Fraction(0)
        for i in range(s_low + 1, n_low + 2):  # the low rate is below x
            for j in range(s_high + 1):  # the high one is above it
                k, m = i + j, n_low + n_high + 2 - i - j
                ways = comb(n_low + 1, i) * comb(n_high + 1, j)
                total += Fraction(ways, (k + m + 1) * comb(k + m, k))
        return float(total)

    outside = [lost(sa, na, sb, nb), lost(sb, nb, sa, na)]
    return Agreement(student.expected_loss(*counts), _ours(counts), outside, atol=1e-11)


@oracle("SciPy's double quadrature of the difference of both rates")
def double_quadrature(student, rng):
    sa, na, sb, nb = counts = _counts(rng, 10)
    scale = (na + 1) * comb(na, sa) * (nb + 1) * comb(nb, sb)

    def weighted(y, x):
        joint = x**sa * (1 - x) ** (na - sa) * y**sb * (1 - y) ** (nb - sb)
        return scale * abs(y - x) * joint

    loss_a, _ = integrate.dblquad(weighted, 0, 1, lambda x: x, 1, epsabs=1e-10)
    loss_b, _ = integrate.dblquad(weighted, 0, 1, 0, lambda x: x, epsabs=1e-10)
    return Agreement(
        student.expected_loss(*counts), _ours(counts), [loss_a, loss_b], rtol=0, atol=1e-8
    )
