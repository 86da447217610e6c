"""Outside truth for `prob_lift`."""

from fractions import Fraction
from math import comb

from scipy import integrate

from autograder.authors import Agreement, oracle
from course import ab


def _asked(rng, largest):
    na, nb = (int(n) for n in rng.integers(1, largest, size=2))
    counts = int(rng.integers(na + 1)), na, int(rng.integers(nb + 1)), nb
    return (*counts, int(rng.integers(-90, 91)) / 100)


def _ours(asked):
    sa, na, sb, nb, at_least = asked
    return ab.lift(ab.posterior(sa, na), ab.posterior(sb, nb)).prob_above(at_least)


def _density(s, n):
    """(n + 1) C(n, s) p^s (1 - p)^(n - s), the coefficients of its powers."""
    scale = (n + 1) * comb(n, s)
    return [0] * s + [scale * (-1) ** j * comb(n - s, j) for j in range(n - s + 1)]


def _integrated(powers):
    return [Fraction(0)] + [Fraction(c) / (k + 1) for k, c in enumerate(powers)]


def _at(powers, x):
    return sum(c * x**k for k, c in enumerate(powers))


@oracle("polynomials, integrated in exact fractions")
def exact_fractions(student, rng):
    sa, na, sb, nb, bar = asked = _asked(rng, 12)
    d = Fraction(round(100 * bar), 100)
    low, high = max(Fraction(0), -d), min(Fraction(1), 1 - d)
    # P(p_B > x + d) as a polynomial of x: the powers of x + d written out.
    above = [Fraction(0)] * (nb + 2)
    for k, c in enumerate(_integrated(_density(sb, nb))):
        for j in range(k + 1):
            above[j] -= c * comb(k, j) * d ** (k - j)
    above[0] += 1
    of_a = _density(sa, na)
    product = [Fraction(0)] * (len(of_a) + len(above))
    for i, p in enumerate(of_a):
        for j, q in enumerate(above):
            product[i + j] += p * q
    whole = _integrated(product)
    # Below the first edge any rate of B will do.
    outside = _at(_integrated(of_a), low) + _at(whole, high) - _at(whole, low)
    return Agreement(student.prob_lift(*asked), _ours(asked), float(outside), atol=1e-9)


@oracle("SciPy's double quadrature of the joint density of both rates")
def double_quadrature(student, rng):
    sa, na, sb, nb, bar = asked = _asked(rng, 10)
    scale = (na + 1) * comb(na, sa) * (nb + 1) * comb(nb, sb)

    def joint(y, x):
        return scale * x**sa * (1 - x) ** (na - sa) * y**sb * (1 - y) ** (nb - sb)

    # The rates of A below -bar pass whatever B's is: B then starts at 0.
    cut = min(max(-bar, 0.0), 1.0)
    parts = (
        integrate.dblquad(joint, 0, cut, 0, 1, epsabs=1e-10),
        integrate.dblquad(joint, cut, min(1.0, 1 - bar), lambda x: x + bar, 1, epsabs=1e-10),
    )
    outside = sum(value for value, _ in parts)
    return Agreement(student.prob_lift(*asked), _ours(asked), outside, rtol=0, atol=1e-7)
