"""Known mistakes of `false_alarm_of_peeking`."""

import numpy as np
from scipy import stats

from autograder.authors import mistake


def _so_far(new_a, new_b, batch):
    a, b = np.cumsum(new_a, axis=1), np.cumsum(new_b, axis=1)
    return a, b, batch * np.arange(1, a.shape[1] + 1)


def _moments(s, n):
    mean = (1 + s) / (2 + n)
    return mean, mean * (1 - mean) / (3 + n)


def _z(a, b, n):
    (mean_a, var_a), (mean_b, var_b) = _moments(a, n), _moments(b, n)
    return (mean_b - mean_a) / np.sqrt(var_a + var_b)


def _chances(new_a, new_b, batch):
    return stats.norm.cdf(_z(*_so_far(new_a, new_b, batch)))


def _ever(alarms):
    return np.logical_or.accumulate(alarms, axis=1).mean(axis=0)


@mistake(
    says="You judge each batch by itself. A look sees all visitors so far: add up the successes and the "
    "visitors from the start.",
    caught_by="test_the_example_and_an_experiment_that_favours_a",
)
def each_batch_by_itself(new_a, new_b, batch, threshold=0.95):
    return _ever(stats.norm.cdf(_z(np.asarray(new_a), np.asarray(new_b), batch)) > threshold)


@mistake(
    says="You count the alarms at each look alone. An experiment that raised one before has ended and "
    "counts at every later look too: ask at this look or before.",
    caught_by="test_the_example_and_an_experiment_that_favours_a",
)
def at_this_look_alone(new_a, new_b, batch, threshold=0.95):
    return (_chances(new_a, new_b, batch) > threshold).mean(axis=0)


@mistake(
    says="You return the share that ends at each look. Asked for is the share that has ended by it: add "
    "up from the first look on.",
    caught_by="test_ten_looks_at_equal_pages",
)
def ends_at_this_look(new_a, new_b, batch, threshold=0.95):
    return np.diff(_ever(_chances(new_a, new_b, batch) > threshold), prepend=0.0)


@mistake(
    says="You accumulate over the experiments in place of the looks: the wrong axis.",
    caught_by="test_the_example_and_an_experiment_that_favours_a",
)
def accumulated_over_experiments(new_a, new_b, batch, threshold=0.95):
    alarms = _chances(new_a, new_b, batch) > threshold
    return np.logical_or.accumulate(alarms, axis=0).mean(axis=0)


@mistake(
    says='You count an alarm in either direction. The rule ends with "B is better" only where B is ahead.',
    caught_by="test_the_example_and_an_experiment_that_favours_a",
)
def either_direction(new_a, new_b, batch, threshold=0.95):
    chances = _chances(new_a, new_b, batch)
    return _ever(np.maximum(chances, 1 - chances) > threshold)


@mistake(
    says="Your alarms are those of A: the arms are exchanged, or the sign of the difference is.",
    caught_by="test_the_example_and_an_experiment_that_favours_a",
)
def arms_exchanged(new_a, new_b, batch, threshold=0.95):
    return _ever(1 - _chances(new_a, new_b, batch) > threshold)


@mistake(
    says="You return the share of experiments without an alarm, one minus what was asked for.",
    caught_by="test_the_example_and_an_experiment_that_favours_a",
)
def without_alarm(new_a, new_b, batch, threshold=0.95):
    return 1 - _ever(_chances(new_a, new_b, batch) > threshold)


@mistake(
    says="You use the number of visitors of the last look at every look. At look k there have been k "
    "batches.",
    caught_by="test_many",
)
def visitors_of_the_last_look(new_a, new_b, batch, threshold=0.95):
    a, b, n = _so_far(new_a, new_b, batch)
    return _ever(stats.norm.cdf(_z(a, b, n[-1])) > threshold)


@mistake(
    says="You count the visitors of both arms together as the trials of each. `batch` is the number of new "
    "visitors to each arm.",
    caught_by="test_many",
)
def visitors_of_both_arms(new_a, new_b, batch, threshold=0.95):
    a, b, n = _so_far(new_a, new_b, batch)
    return _ever(stats.norm.cdf(_z(a, b, 2 * n)) > threshold)


@mistake(
    says="You add standard deviations. Of independent quantities the variances add; take the root of "
    "their sum.",
    caught_by="test_many",
)
def standard_deviations_added(new_a, new_b, batch, threshold=0.95):
    a, b, n = _so_far(new_a, new_b, batch)
    (mean_a, var_a), (mean_b, var_b) = _moments(a, n), _moments(b, n)
    return _ever(stats.norm.cdf((mean_b - mean_a) / (np.sqrt(var_a) + np.sqrt(var_b))) > threshold)


@mistake(
    says="You divide by the variance. The normal distribution is measured in standard deviations: take "
    "the root.",
    caught_by="test_many",
)
def divided_by_the_variance(new_a, new_b, batch, threshold=0.95):
    a, b, n = _so_far(new_a, new_b, batch)
    (mean_a, var_a), (mean_b, var_b) = _moments(a, n), _moments(b, n)
    return _ever(stats.norm.cdf((mean_b - mean_a) / (var_a + var_b)) > threshold)


@mistake(
    says="You hold z itself against the threshold. Turn it into a probability first, `stats.norm.cdf(z)`.",
    caught_by="test_another_threshold",
)
def z_against_the_threshold(new_a, new_b, batch, threshold=0.95):
    return _ever(_z(*_so_far(new_a, new_b, batch)) > threshold)


@mistake(
    says="The prior is missing: you take s / n and its standard error, as in a z test. The posterior's "
    "mean is (1 + s) / (2 + n), and with few visitors it is drawn towards the middle.",
    caught_by="test_few_visitors_hold_the_posterior_back",
)
def prior_left_out(new_a, new_b, batch, threshold=0.95):
    a, b, n = _so_far(new_a, new_b, batch)
    variance = (a / n * (1 - a / n) + b / n * (1 - b / n)) / n
    return _ever(stats.norm.cdf((b - a) / n / np.sqrt(np.maximum(variance, 1e-300))) > threshold)


@mistake(
    says="Your threshold is always 0.95: `threshold` is not used.",
    caught_by="test_another_threshold",
)
def threshold_ignored(new_a, new_b, batch, threshold=0.95):
    return _ever(_chances(new_a, new_b, batch) > 0.95)


@mistake(
    says="You return one number, the share by the last look. The share by each look is asked for.",
    caught_by="test_the_example_and_an_experiment_that_favours_a",
)
def last_look_only(new_a, new_b, batch, threshold=0.95):
    return _ever(_chances(new_a, new_b, batch) > threshold)[-1]
