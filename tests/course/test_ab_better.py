"""`prob_better` against exact fractions, many digits, the published figures, and its own symmetries."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course import ab
from course.ab import BetaPosterior, prob_better


def _urn(sa: int, na: int, sb: int, nb: int) -> Fraction:
    drawn = sa + sb + 1
    ways = sum(comb(na + 1, k) * comb(nb + 1, drawn - k) for k in range(sa + 1, drawn + 1))
    return Fraction(ways, comb(na + nb + 2, drawn))


def _many_digits(a: BetaPosterior, b: BetaPosterior) -> float:
    """The closed form for a whole alpha of b, in forty digits."""
    with mpmath.workdps(40):
        a1, b1, b2 = (mpmath.mpf(x) for x in (a.alpha, a.beta, b.beta))

        def lbeta(x, y):
            return mpmath.loggamma(x) + mpmath.loggamma(y) - mpmath.loggamma(x + y)

        terms = (
            mpmath.exp(
                lbeta(a1 + i, b1 + b2) - mpmath.log(b2 + i) - lbeta(1 + i, b2) - lbeta(a1, b1)
            )
            for i in range(int(b.alpha))
        )
        return float(mpmath.fsum(terms))


@pytest.mark.parametrize(
    ("n", "exact", "printed"),
    [
        (10, 0.6702786378, 0.6702),
        (50, 0.9243635904, 0.9258),
        (100, 0.9854764920, 0.9862),
        (500, 0.9999995338, None),
        (1000, 0.99999999999806, None),
    ],
)
def test_the_published_table_is_reproduced_and_its_normal_approximation_too(
    n, exact, printed
) -> None:
    a, b = ab.posterior(int(0.30 * n), n), ab.posterior(int(0.45 * n), n)
    assert prob_better(a, b) == pytest.approx(exact, abs=6e-11 if n < 1000 else 6e-15)
    if printed is not None:
        assert ab.prob_better_gaussian(a, b) == pytest.approx(printed, abs=1e-4)


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_whole_counts_agree_with_exact_fractions(data) -> None:
    na, nb = data.draw(st.integers(0, 200)), data.draw(st.integers(0, 200))
    sa, sb = data.draw(st.integers(0, na)), data.draw(st.integers(0, nb))
    got = prob_better(ab.posterior(sa, na), ab.posterior(sb, nb))
    assert got == pytest.approx(float(_urn(sa, na, sb, nb)), abs=1e-13)


@pytest.mark.parametrize("beta", [1e2, 1e4, 1e6, 1e9])
@pytest.mark.parametrize("successes", [1, 2, 5, 30, 59, 60, 61, 250])
def test_rare_events_in_many_trials_keep_twelve_digits(beta, successes) -> None:
    for share in (0.7, 1.0, 1.3):
        a = BetaPosterior(successes * share, beta * 1.2)
        b = BetaPosterior(successes, beta)
        assert prob_better(a, b) == pytest.approx(_many_digits(a, b), abs=1e-12)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((0.01, 50), (3, 40)),
        ((50, 0.01), (3, 2)),
        ((0.01, 0.02), (1, 1)),
        ((1e-3, 1), (1, 2)),
        ((1e9, 1), (7, 0.5)),
        ((0.5, 0.5), (40, 1e6)),
        ((1e5, 1e5), (300, 310)),
    ],
)
def test_skewed_priors_keep_twelve_digits(first, second) -> None:
    a, b = BetaPosterior(*first), BetaPosterior(*second)
    assert prob_better(a, b) == pytest.approx(_many_digits(a, b), abs=1e-12)


_SHAPE = st.floats(-2, 9).map(lambda power: 10.0**power)


@given(_SHAPE, _SHAPE, _SHAPE, _SHAPE)
@settings(max_examples=300, deadline=None)
def test_arms_exchanged_give_the_rest_at_any_size(a1, b1, a2, b2) -> None:
    a, b = BetaPosterior(a1, b1), BetaPosterior(a2, b2)
    there, back = prob_better(a, b), prob_better(b, a)
    assert 0 <= there <= 1
    assert there + back == pytest.approx(1, abs=1e-12)


@given(_SHAPE, _SHAPE, _SHAPE, _SHAPE)
@settings(max_examples=100, deadline=None)
def test_failures_for_successes_turn_it_round(a1, b1, a2, b2) -> None:
    there = prob_better(BetaPosterior(a1, b1), BetaPosterior(a2, b2))
    back = prob_better(BetaPosterior(b1, a1), BetaPosterior(b2, a2))
    assert there + back == pytest.approx(1, abs=1e-12)


@given(st.integers(0, 50), st.integers(0, 49), st.integers(0, 9))
def test_one_more_success_speaks_for_its_arm(sa, sb, extra) -> None:
    a, n = ab.posterior(sa, 50), 50 + extra
    more = prob_better(a, ab.posterior(sb + 1, n)) - prob_better(a, ab.posterior(sb, n))
    assert more > -1e-14


def test_equal_posteriors_are_even() -> None:
    assert prob_better(BetaPosterior(3.3, 7), BetaPosterior(3.3, 7)) == 0.5


@pytest.mark.parametrize("counts", [(3, 2), (-1, 5), (1, float("nan")), (float("inf"), 5)])
def test_impossible_counts_are_refused(counts) -> None:
    with pytest.raises(ValueError, match="successes"):
        ab.posterior(*counts)


@pytest.mark.parametrize("prior", [(0, 0), (-1, 1), (float("nan"), 1)])
def test_a_prior_that_is_no_distribution_is_refused(prior) -> None:
    with pytest.raises(ValueError, match="above zero"):
        ab.posterior(0, 0, prior)
