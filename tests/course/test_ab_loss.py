"""Expected loss and the best of several, against closed forms, exact fractions and symmetry."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from course import ab
from course.ab import BetaPosterior

SHAPE = st.floats(-1, 5).map(lambda power: 10.0**power)
COUNT = st.integers(0, 12)


def by_prob_better(a, b):
    """E[(p_a - p_b)+] as a difference of two probabilities with one success more."""
    more_a, more_b = BetaPosterior(a.alpha + 1, a.beta), BetaPosterior(b.alpha + 1, b.beta)
    return a.mean * ab.prob_better(b, more_a) - b.mean * ab.prob_better(more_b, a)


@given(SHAPE, SHAPE, SHAPE, SHAPE)
@settings(max_examples=100, deadline=None)
def test_the_integral_is_the_closed_form(a1, b1, a2, b2):
    a, b = BetaPosterior(a1, b1), BetaPosterior(a2, b2)
    assert ab.expected_loss(a, b) == pytest.approx(by_prob_better(a, b), abs=1e-11)


@given(SHAPE, SHAPE, SHAPE, SHAPE)
@settings(max_examples=100, deadline=None)
def test_both_losses_differ_by_the_difference_of_the_means(a1, b1, a2, b2):
    a, b = BetaPosterior(a1, b1), BetaPosterior(a2, b2)
    difference = ab.expected_loss(a, b) - ab.expected_loss(b, a)
    assert difference == pytest.approx(a.mean - b.mean, abs=1e-11)


def test_small_losses_keep_their_digits():
    # A loss of 1e-20, where the closed form has no digit left: twice as precise quadrature agrees.
    import mpmath

    a, b = BetaPosterior(20, 380), BetaPosterior(90, 310)
    with mpmath.workdps(40):

        def integrand(x):
            tail_a = mpmath.betainc(20, 380, x, 1, regularized=True)
            return tail_a * mpmath.betainc(90, 310, 0, x, regularized=True)

        want = float(mpmath.quad(integrand, [0, 0.05, 0.1, 0.13, 0.16, 0.2, 0.3, 1]))
    assert want < 1e-14
    assert ab.expected_loss(a, b) == pytest.approx(want, rel=1e-7)


def best_by_fractions(counts):
    """P(each arm is best) for uniform priors, by integrating polynomials exactly."""
    arms = [(s + 1, n - s + 1) for s, n in counts]
    found = []
    for i, (a, b) in enumerate(arms):
        # The density of arm i times the distribution functions of the others, as one polynomial.
        product = times(power(a - 1, b - 1), [Fraction(1, beta(a, b))])
        for j, (c, d) in enumerate(arms):
            if j != i:
                density = times(power(c - 1, d - 1), [Fraction(1, beta(c, d))])
                product = times(
                    product, [Fraction(0), *(u / (k + 1) for k, u in enumerate(density))]
                )
        found.append(float(sum(u / (k + 1) for k, u in enumerate(product))))
    return found


def beta(a, b):
    return Fraction(1, (a + b - 1) * comb(a + b - 2, a - 1))


def power(m, n):
    """x^m (1 - x)^n."""
    return [Fraction(0)] * m + [Fraction(comb(n, k) * (-1) ** k) for k in range(n + 1)]


def times(p, q):
    out = [Fraction(0)] * (len(p) + len(q) - 1)
    for i, u in enumerate(p):
        for j, v in enumerate(q):
            out[i + j] += u * v
    return out


@given(st.lists(st.tuples(COUNT, COUNT), min_size=2, max_size=4))
@settings(max_examples=25, deadline=None)
def test_the_best_of_several_by_exact_fractions(pairs):
    counts = [(min(s, n), max(s, n)) for s, n in pairs]
    arms = [ab.posterior(s, n) for s, n in counts]
    assert_allclose(ab.prob_best(arms), best_by_fractions(counts), atol=1e-12)


@given(st.lists(st.tuples(SHAPE, SHAPE), min_size=2, max_size=5))
@settings(max_examples=40, deadline=None)
def test_one_of_the_arms_is_the_best(shapes):
    arms = [BetaPosterior(*shape) for shape in shapes]
    assert ab.prob_best(arms).sum() == pytest.approx(1, abs=1e-9)


def test_equal_arms_are_equally_likely_to_be_best_and_lose_the_same():
    arms = [BetaPosterior(7, 13)] * 5
    assert_allclose(ab.prob_best(arms), 0.2, rtol=1e-12)
    losses = ab.expected_losses(arms)
    assert_allclose(losses, losses[0], rtol=1e-12)


def test_two_arms_are_the_case_that_the_others_extend():
    a, b = ab.posterior(30, 100), ab.posterior(45, 100)
    assert ab.prob_best([a, b])[1] == pytest.approx(ab.prob_better(a, b), abs=1e-13)
    assert_allclose(
        ab.expected_losses([a, b]), [ab.expected_loss(b, a), ab.expected_loss(a, b)], rtol=1e-10
    )


def test_losses_of_several_are_those_of_many_draws():
    arms = [ab.posterior(30, 100), ab.posterior(45, 100), ab.posterior(41, 100)]
    rng = np.random.default_rng(3)
    n = 400_000
    draws = np.stack([rng.beta(arm.alpha, arm.beta, n) for arm in arms])
    lost = draws.max(axis=0) - draws
    # Five standard errors: one false alarm in two million.
    spread = 5 * lost.std(axis=1) / np.sqrt(n)
    assert (np.abs(ab.expected_losses(arms) - lost.mean(axis=1)) < spread).all()


def test_a_single_arm_leaves_no_choice():
    for function in (ab.prob_best, ab.expected_losses):
        with pytest.raises(ValueError, match="two or more"):
            function([BetaPosterior(1, 1)])
