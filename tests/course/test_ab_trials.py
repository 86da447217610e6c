"""Published trials: what their reports print comes out, and PyMC agrees with the closed form."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from course import ab
from course.ab.trials import BNT162B2_PRINTED, BNT162B2_PRIOR, BNT162B2_YEARS


def test_the_printed_interval_of_the_vaccine_comes_out():
    trial = ab.BNT162B2
    found = ab.vaccine_efficacy(trial.events_treatment, trial.events_control, BNT162B2_YEARS)
    point, low, high = BNT162B2_PRINTED
    assert [round(x, 3) for x in found.interval()] == [low, high]
    # The report's point is one minus the ratio of the observed rates.
    rates = trial.events_treatment / BNT162B2_YEARS[0], trial.events_control / BNT162B2_YEARS[1]
    assert round(1 - rates[0] / rates[1], 3) == point


def test_the_prior_of_the_vaccine_trial_has_an_efficacy_of_thirty_percent_as_its_mean_share():
    share = BNT162B2_PRIOR[0] / sum(BNT162B2_PRIOR)
    assert 1 - share / (1 - share) == pytest.approx(0.3, abs=2e-4)


def test_efficacy_is_a_turn_of_the_share():
    found = ab.vaccine_efficacy(8, 162, (2.0, 3.0), (1, 1))
    draws = stats.beta.rvs(9, 163, size=400_000, random_state=1)
    efficacy = 1 - draws / (1 - draws) / (2 / 3)
    for q in (0.025, 0.5, 0.9):
        at = found.quantile(q)
        assert np.mean(efficacy < at) == pytest.approx(q, abs=5 * np.sqrt(q * (1 - q) / 400_000))
        assert found.prob_above(at) == pytest.approx(1 - q, abs=1e-10)
    assert found.prob_above(1.0) == 0.0


def test_aspirin_lowered_the_risk_of_an_infarction_beyond_doubt():
    trial = ab.ASPIRIN
    control = ab.posterior(trial.events_control, trial.trials_control)
    aspirin = ab.posterior(trial.events_treatment, trial.trials_treatment)
    assert ab.prob_better(aspirin, control) > 0.9999
    # The report gives a relative risk of 0.56 (0.45 to 0.70), adjusted for age and the second drug.
    low, high = ab.lift(control, aspirin, "relative").interval()
    assert 1 + low == pytest.approx(0.47, abs=0.02) and 1 + high == pytest.approx(0.72, abs=0.02)


@pytest.mark.parametrize(
    "call", [lambda: ab.vaccine_efficacy(-1, 5), lambda: ab.vaccine_efficacy(1, 5, (0, 1))]
)
def test_impossible_trials_are_refused(call):
    with pytest.raises(ValueError, match="cases"):
        call()


def test_the_model_refuses_impossible_counts():
    with pytest.raises(ValueError, match="7 successes in 5 trials"):
        ab.rates_model([7, 1], [5, 5])


@pytest.mark.slow
def test_the_same_model_in_pymc_gives_the_same_answer():
    import pymc as pm

    with ab.rates_model([30, 45], [100, 100]):
        trace = pm.sample(
            draws=2_000, tune=500, chains=2, cores=1, random_seed=3, progressbar=False,
            compute_convergence_checks=False,
        )  # fmt: skip
    draws = trace.posterior["rate"].to_numpy()
    better = (draws[..., 1] > draws[..., 0]).astype(float)
    exact = ab.prob_better(ab.posterior(30, 100), ab.posterior(45, 100))
    # NUTS draws of so easy a posterior are as good as independent; six standard errors of 1,000 of them.
    assert better.mean() == pytest.approx(exact, abs=6 * np.sqrt(exact * (1 - exact) / 1_000))
    for arm, (s, n) in enumerate(((30, 100), (45, 100))):
        want = ab.posterior(s, n)
        got = draws[..., arm]
        assert got.mean() == pytest.approx(want.mean, abs=6 * want.sd / np.sqrt(1_000))
        assert got.std() == pytest.approx(want.sd, rel=0.15)
