"""The hidden checks of `interaction_effect` beside those of its permitted inputs: properties."""

import numpy as np

from course import ols

WHAT = "the array of effects and standard errors"


def _fitted(rng, n=30):
    """A fit with an interaction of two correlated regressors, neither of them centred."""
    x = rng.normal(3, 1, size=n)
    z = 2 + 0.5 * x + rng.normal(size=n)
    X = np.column_stack([np.ones(n), x, z, x * z])
    return x, z, ols.fit(X, X @ rng.normal(size=4) + rng.normal(size=n))


def test_standard_error_is_the_spread_over_studies(student, expect, rng):
    """Over 50 studies, the standard error is the standard deviation of the effects in them."""
    studies = rng.normal(size=(50, 4)) @ rng.normal(size=(4, 4))
    z = np.array([-2.0, 0.5, 3.0])
    effects = studies[:, [1]] + studies[:, [3]] * z
    got = student.interaction_effect(studies.mean(axis=0), np.cov(studies, rowvar=False), z)
    want = np.column_stack([effects.mean(axis=0), effects.std(axis=0, ddof=1)])
    expect.close(got, want, what=WHAT)


def test_centring_z_changes_no_effect(student, expect, rng):
    """Fitted with age - 40 in place of age, the effect at the same age is the same."""
    x, z, fit = _fitted(rng)
    shift = float(rng.uniform(2, 6))
    moved = np.column_stack([np.ones(len(x)), x, z - shift, x * (z - shift)])
    refit = ols.fit(moved, fit.fitted)
    sigma2 = fit.sigma**2
    cov = sigma2 * np.linalg.inv(moved.T @ moved)
    at = np.array([1.0, 3.0, 5.0])
    want = [ols.linear_combination(fit, [0, 1, 0, value])[:2] for value in at]
    expect.close(student.interaction_effect(fit.coef, fit.cov, at), want, what=WHAT)
    after = student.interaction_effect(refit.coef, cov, at - shift)
    expect.close(after, want, what="the array of effects and standard errors after centring")


def test_where_the_effect_is_known_best(student, expect, rng):
    """At z = -V13 / V33 the standard error is the smallest, that of b1 with b3 held fixed."""
    _, _, fit = _fitted(rng)
    V = fit.cov
    best = -V[1, 3] / V[3, 3]
    z = best + np.array([-1.0, 0.0, 1.0])
    got = expect.array(student.interaction_effect(fit.coef, V, z), (3, 2))
    expect.close(
        got[1, 1], np.sqrt(V[1, 1] - V[1, 3] ** 2 / V[3, 3]), what="the smallest standard error"
    )
    expect.close(got[0, 1], got[2, 1], what="the standard error at equal distances from there")
