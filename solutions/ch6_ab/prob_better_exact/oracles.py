"""Outside truth for `prob_better_exact`."""

from fractions import Fraction
from math import comb

from scipy import integrate, stats

from autograder.authors import Agreement, oracle
from course import ab


def _counts(rng, largest):
    na, nb = (int(n) for n in rng.integers(1, largest, size=2))
    return int(rng.integers(na + 1)), na, int(rng.integers(nb + 1)), nb


def _ours(counts):
    sa, na, sb, nb = counts
    return ab.prob_better(ab.posterior(sa, na), ab.posterior(sb, nb))


@oracle("drawing balls from an urn, counted in exact fractions")
def urn(student, rng):
    # Beta(s + 1, n - s + 1) is the place of the (s + 1)-th of n + 1 points thrown at random, so that
    # P(B > A) asks which arm's point comes first when both sets are shuffled: a hypergeometric sum.
    sa, na, sb, nb = counts = _counts(rng, 40)
    drawn = sa + sb + 1
    ways = sum(comb(na + 1, k) * comb(nb + 1, drawn - k) for k in range(sa + 1, drawn + 1))
    outside = float(Fraction(ways, comb(na + nb + 2, drawn)))
    return Agreement(student.prob_better_exact(*counts), _ours(counts), outside, atol=1e-10)


@oracle("SciPy's double quadrature of the joint density of both rates")
def double_quadrature(student, rng):
    sa, na, sb, nb = counts = _counts(rng, 12)
    a, b = stats.beta(1 + sa, 1 + na - sa), stats.beta(1 + sb, 1 + nb - sb)
    outside, _ = integrate.dblquad(
        lambda y, x: a.pdf(x) * b.pdf(y), 0, 1, lambda x: x, 1, epsabs=1e-10
    )
    return Agreement(student.prob_better_exact(*counts), _ours(counts), outside, atol=1e-7)
