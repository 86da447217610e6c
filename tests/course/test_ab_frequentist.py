"""The frequentist tests, against statsmodels, SciPy, exact fractions and the posterior."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportions_ztest

from course import ab
from course.ab import BetaPosterior

TRIALS = st.integers(1, 60)


@st.composite
def tables(draw):
    na, nb = draw(TRIALS), draw(TRIALS)
    return draw(st.integers(0, na)), na, draw(st.integers(0, nb)), nb


@given(
    tables(),
    st.sampled_from([("two-sided", "two-sided"), ("greater", "larger"), ("less", "smaller")]),
)
def test_the_z_test_is_that_of_statsmodels(table, sides):
    sa, na, sb, nb = table
    if not 0 < sa + sb < na + nb:
        return
    ours, theirs = sides
    z, p = proportions_ztest([sb, sa], [nb, na], alternative=theirs)
    found = ab.z_test(*table, ours)
    assert_allclose([found.statistic, found.p_value], [z, p], rtol=1e-9, atol=1e-12)


@given(tables(), st.floats(0.5, 0.999))
def test_the_interval_is_walds_in_statsmodels(table, level):
    sa, na, sb, nb = table
    found = ab.z_test(*table, level=level)
    want = confint_proportions_2indep(
        sb, nb, sa, na, method="wald", compare="diff", alpha=1 - level
    )
    assert_allclose([found.lower, found.upper], want, rtol=1e-8, atol=1e-12)


@given(tables())
def test_fishers_test_by_counting_in_fractions(table):
    sa, na, sb, nb = table
    drawn = sa + sb
    ways = sum(comb(nb, k) * comb(na, drawn - k) for k in range(sb, min(nb, drawn) + 1))
    want = float(Fraction(ways, comb(na + nb, drawn)))
    assert ab.fisher_test(*table, "greater") == pytest.approx(want, rel=1e-9)


@given(tables())
@settings(deadline=None)
def test_fishers_test_is_a_posterior_with_priors_that_speak_against_b(table):
    sa, na, sb, nb = table
    if sb == 0 or sa == na:
        return  # such a prior leaves no distribution there
    a, b = BetaPosterior(sa + 1, na - sa), BetaPosterior(sb, nb - sb + 1)
    assert ab.prob_better(b, a) == pytest.approx(ab.fisher_test(*table, "greater"), abs=1e-11)


@given(tables())
@settings(deadline=None)
def test_fishers_p_value_is_above_the_posterior_with_uniform_priors(table):
    sa, na, sb, nb = table
    worse = ab.prob_better(ab.posterior(sb, nb), ab.posterior(sa, na))
    assert worse < ab.fisher_test(*table, "greater") + 1e-12


def further_out(sa, na, sb, nb, alternative):
    """Every table at least as far out as the one seen, compared in fractions."""

    def z2(i, j):
        d, k = j * na - i * nb, i + j
        return Fraction(d * abs(d), max(k * (na + nb - k), 1))

    seen = z2(sa, sb)
    counts = {
        "greater": lambda z: z >= seen,
        "less": lambda z: z <= seen,
        "two-sided": lambda z: abs(z) >= abs(seen),
    }[alternative]
    return [(i, j) for i in range(na + 1) for j in range(nb + 1) if counts(z2(i, j))]


@given(
    st.integers(1, 9),
    st.integers(1, 9),
    st.data(),
    st.sampled_from(["greater", "less", "two-sided"]),
)
@settings(max_examples=60, deadline=None)
def test_barnards_test_by_looking_at_every_table(na, nb, data, alternative):
    sa, sb = data.draw(st.integers(0, na)), data.draw(st.integers(0, nb))
    rates = np.linspace(0, 1, 20_001)
    total = sum(
        stats.binom.pmf(i, na, rates) * stats.binom.pmf(j, nb, rates)
        for i, j in further_out(sa, na, sb, nb, alternative)
    )
    found = ab.barnard_test(sa, na, sb, nb, alternative)
    assert found == pytest.approx(total.max(), abs=1e-7)


def test_barnards_test_is_scipys_where_no_other_table_ties():
    # 9 of 23 against 17 of 31 and the like: sizes without a common divisor.
    for table in ((9, 23, 17, 31), (2, 11, 9, 13), (30, 101, 45, 97)):
        sa, na, sb, nb = table
        found = stats.barnard_exact([[sb, sa], [nb - sb, na - sa]], alternative="greater")
        assert ab.barnard_test(*table, "greater") == pytest.approx(found.pvalue, abs=1e-4)


def test_barnards_test_counts_tables_that_tie():
    # 1 of 3 against 3 of 3 has the z of 0 of 3 against 2 of 3. By hand: with p the common rate, the three
    # tables have p³(1-p)³ + 3 p⁴(1-p)² + 3 p²(1-p)⁴, at its largest 7/64 at p = 1/2.
    assert ab.barnard_test(1, 3, 3, 3, "greater") == pytest.approx(7 / 64, abs=1e-12)


def test_arms_exchanged_turn_one_sided_tests_round():
    for test in (lambda *t: ab.z_test(*t).p_value, ab.fisher_test, ab.barnard_test):
        assert test(9, 24, 3, 20, "less") == pytest.approx(test(3, 20, 9, 24, "greater"), rel=1e-6)


def test_the_table_has_a_number_and_a_question_a_row():
    found = ab.compare_tests(30, 100, 45, 100)
    assert found.index.tolist() == ["z test", "Fisher", "Barnard", "posterior"]
    assert found["probability"].between(0.01, 0.03).all()
    assert found["question"].str.endswith("?").all()
    assert np.isnan(ab.compare_tests(8, 18_198, 162, 18_325).loc["Barnard", "probability"])


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: ab.z_test(3, 0, 1, 5), "at least one trial"),
        (lambda: ab.fisher_test(6, 5, 1, 5), "6 successes in 5 trials"),
        (lambda: ab.barnard_test(1, 5, -1, 5), "-1 successes"),
        (lambda: ab.fisher_test(1, 5, 2, 5, "larger"), "alternative is 'larger'"),
        (lambda: ab.barnard_test(1, 3000, 2, 3000), "9,006,001 tables"),
        (lambda: ab.z_test(1, 5, 2, 5, level=2), "strictly between"),
    ],
)
def test_what_a_user_can_do_wrong_is_said(call, says):
    with pytest.raises(ValueError, match=says):
        call()
