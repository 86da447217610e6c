"""The hidden checks of `kl_divergence` beside those of its permitted inputs: properties."""

import math

import numpy as np

from course import mle


def _number(student, expect, *args, **kwargs):
    return expect.number(student.kl_divergence(*args, **kwargs), what="the divergence")


def _right(student, expect, p, q):
    got = _number(student, expect, p, q)
    return expect.close(got, mle.kl_divergence(p, q), what="the divergence")


def test_two_states_in_place_of_three_cost_no_more(student, expect, rng):
    """Where two outcomes are no longer told apart, the divergence can only fall."""
    p, q = rng.dirichlet(np.full(4, 2.0)), rng.dirichlet(np.full(4, 2.0))
    fine = _right(student, expect, p, q)
    coarse = _number(student, expect, np.r_[p[:2], p[2] + p[3]], np.r_[q[:2], q[2] + q[3]])
    expect.that(coarse <= fine + 1e-9, "outcomes taken together raise the divergence")


def test_independent_outcomes_add_what_they_cost(student, expect, rng):
    """For two independent things the divergence of the pair is the sum of both."""
    p, q = rng.dirichlet(np.ones(3)), rng.dirichlet(np.ones(3))
    r, s = rng.dirichlet(np.ones(4)), rng.dirichlet(np.ones(4))
    both = _right(student, expect, p, q) + _right(student, expect, r, s)
    pair = _number(student, expect, np.outer(p, r).ravel(), np.outer(q, s).ravel())
    expect.close(pair, both, what="the divergence of the pair")


def test_it_is_convex_in_the_belief(student, expect, rng):
    """A belief in between costs no more than the two beliefs do on average."""
    p, q, r = (rng.dirichlet(np.full(5, 2.0)) for _ in range(3))
    apart = 0.5 * _right(student, expect, p, q) + 0.5 * _right(student, expect, p, r)
    between = _number(student, expect, p, 0.5 * q + 0.5 * r)
    expect.that(between <= apart + 1e-9, "a belief in between costs more than both on average")


def test_a_bit_is_a_fixed_number_of_nats(student, expect, rng):
    """The same in bits is larger by the factor 1 / log 2, whatever the distributions are."""
    p, q = rng.dirichlet(np.ones(6)), rng.dirichlet(np.ones(6))
    nats = _right(student, expect, p, q)
    bits = _number(student, expect, p, q, base=2)
    expect.close(bits, nats / math.log(2), what="the divergence in bits")
