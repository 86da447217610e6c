"""Known mistakes of `ep_site_update`."""

import numpy as np
from scipy import special, stats

from autograder.authors import mistake


def _cavity(mean, variance, site_precision, site_shift):
    """Precision and shift of the cavity."""
    precision = 1 / variance - site_precision
    if precision <= 0:
        raise ValueError("no cavity")
    return precision, mean / variance - site_shift


def _ratio(z):
    return np.sqrt(2 / np.pi) / special.erfcx(-z / np.sqrt(2))


def _update(precision, shift, label, noise_variance):
    """The right new site for this cavity."""
    m, v = shift / precision, 1 / precision
    root = np.sqrt(v + noise_variance)
    z = label * m / root
    r = _ratio(z)
    a = r * (z + r) / root**2
    return a / (1 - v * a), (m * a + label * r / root) / (1 - v * a)


@mistake(
    says="The old site is still in the score when the label goes in, so the label counts twice. "
    "Take it out first: subtract its precision and its shift.",
    caught_by="test_a_second_visit_changes_nothing",
)
def cavity_not_removed(mean, variance, site_precision, site_shift, label, noise_variance=1.0):
    if 1 / variance <= site_precision:
        raise ValueError("no cavity")
    return _update(1 / variance, mean / variance, label, noise_variance)


@mistake(
    says="You multiply the old site in where it has to come out. The score holds it already: the "
    "cavity's precision and shift are those of the score minus those of the site.",
    caught_by="test_a_second_visit_changes_nothing",
)
def site_added(mean, variance, site_precision, site_shift, label, noise_variance=1.0):
    if 1 / variance <= site_precision:
        raise ValueError("no cavity")
    precision, shift = 1 / variance + site_precision, mean / variance + site_shift
    return _update(precision, shift, label, noise_variance)


@mistake(
    says="Only the precision of the old site is taken out: your cavity has the mean of the whole "
    "score. The shift has to be subtracted too, and the mean is the difference over the precision.",
    caught_by="test_a_second_visit_changes_nothing",
)
def cavity_mean_kept(mean, variance, site_precision, site_shift, label, noise_variance=1.0):
    precision, _ = _cavity(mean, variance, site_precision, site_shift)
    return _update(precision, mean * precision, label, noise_variance)


@mistake(
    says="You divide the old score out at the end, with its old site, in place of the cavity. What "
    "was multiplied by the likelihood is the cavity, so the cavity is what comes out.",
    caught_by="test_a_second_visit_changes_nothing",
)
def divided_by_the_score(mean, variance, site_precision, site_shift, label, noise_variance=1.0):
    precision, shift = _cavity(mean, variance, site_precision, site_shift)
    new_precision, new_shift = _update(precision, shift, label, noise_variance)
    return new_precision - site_precision, new_shift - site_shift


@mistake(
    says="You return the matched Gaussian, cavity times likelihood, in natural parameters. The "
    "site is what the label adds to the cavity: subtract the cavity's precision and shift.",
    caught_by="test_a_first_visit",
)
def cavity_not_divided_out(mean, variance, site_precision, site_shift, label, noise_variance=1.0):
    precision, shift = _cavity(mean, variance, site_precision, site_shift)
    new_precision, new_shift = _update(precision, shift, label, noise_variance)
    return new_precision + precision, new_shift + shift


@mistake(
    says="You return the mean and the variance of cavity times likelihood. Go on to natural "
    "parameters, 1 / variance and mean / variance, and subtract those of the cavity.",
    caught_by="test_a_first_visit",
)
def matched_moments(mean, variance, site_precision, site_shift, label, noise_variance=1.0):
    precision, shift = _cavity(mean, variance, site_precision, site_shift)
    new_precision, new_shift = _update(precision, shift, label, noise_variance)
    total = new_precision + precision
    return (new_shift + shift) / total, 1 / total


@mistake(
    says="Your second number is the site's mean. The shift is the mean times the precision: it "
    "stays finite where the site is flat, and the mean does not.",
    caught_by="test_a_first_visit",
)
def mean_for_shift(mean, variance, site_precision, site_shift, label, noise_variance=1.0):
    precision, shift = _cavity(mean, variance, site_precision, site_shift)
    new_precision, new_shift = _update(precision, shift, label, noise_variance)
    return new_precision, new_shift / np.float64(new_precision)


@mistake(
    says="Your first number is a variance. The site's precision is asked for, 1 / v' - 1 / v: it "
    "is zero where the site is flat, and the variance is infinite.",
    caught_by="test_a_first_visit",
)
def variance_for_precision(mean, variance, site_precision, site_shift, label, noise_variance=1.0):
    precision, shift = _cavity(mean, variance, site_precision, site_shift)
    new_precision, new_shift = _update(precision, shift, label, noise_variance)
    return 1 / np.float64(new_precision), new_shift


@mistake(
    says="Your two numbers are the right ones in the wrong order: the precision comes first.",
    caught_by="test_a_first_visit",
)
def shift_first(mean, variance, site_precision, site_shift, label, noise_variance=1.0):
    precision, shift = _cavity(mean, variance, site_precision, site_shift)
    return _update(precision, shift, label, noise_variance)[::-1]


@mistake(
    says="The label is not used: each is treated as +1. It goes into z, and again into the mean, "
    "since the label says to which side the mean moves.",
    caught_by="test_a_surprise_with_noise",
)
def label_not_used(mean, variance, site_precision, site_shift, label, noise_variance=1.0):
    precision, shift = _cavity(mean, variance, site_precision, site_shift)
    return _update(precision, shift, 1, noise_variance)


@mistake(
    says="The label is in z, but not in the new mean: a label of -1 moves your score upwards. The "
    "step is label times v r / sqrt(v + n).",
    caught_by="test_a_surprise_with_noise",
)
def mean_moves_up_always(mean, variance, site_precision, site_shift, label, noise_variance=1.0):
    precision, shift = _cavity(mean, variance, site_precision, site_shift)
    m, v = shift / precision, 1 / precision
    root = np.sqrt(v + noise_variance)
    z = label * m / root
    r = _ratio(z)
    a = r * (z + r) / root**2
    return a / (1 - v * a), (m * a + r / root) / (1 - v * a)


@mistake(
    says="The noise is missing: you divide by the cavity's variance alone, as if the label were "
    "the sign of the score itself. What was labelled is score plus noise, with variance v + n.",
    caught_by="test_a_first_visit",
)
def noise_forgotten(mean, variance, site_precision, site_shift, label, noise_variance=1.0):
    precision, shift = _cavity(mean, variance, site_precision, site_shift)
    return _update(precision, shift, label, 0.0)


@mistake(
    says="The noise is always of variance 1 in your update: `noise_variance` is not used.",
    caught_by="test_a_surprise_with_noise",
)
def noise_always_one(mean, variance, site_precision, site_shift, label, noise_variance=1.0):
    precision, shift = _cavity(mean, variance, site_precision, site_shift)
    return _update(precision, shift, label, 1.0)


@mistake(
    says="You square the noise variance. It is a variance already, and adds to v as it is.",
    caught_by="test_a_surprise_with_noise",
)
def noise_squared(mean, variance, site_precision, site_shift, label, noise_variance=1.0):
    precision, shift = _cavity(mean, variance, site_precision, site_shift)
    return _update(precision, shift, label, noise_variance**2)


@mistake(
    says="z is divided by the variance v + n. It is measured in standard deviations: take the root.",
    caught_by="test_a_surprise_with_noise",
)
def root_forgotten_in_z(mean, variance, site_precision, site_shift, label, noise_variance=1.0):
    precision, shift = _cavity(mean, variance, site_precision, site_shift)
    m, v = shift / precision, 1 / precision
    total = v + noise_variance
    z = label * m / total
    r = _ratio(z)
    new_variance = v - v**2 * r * (z + r) / total
    new_mean = m + label * v * r / np.sqrt(total)
    return 1 / new_variance - precision, new_mean / new_variance - shift


@mistake(
    says="Your new variance is larger than the cavity's: the sign before the last term is wrong. A "
    "label takes some scores away, so the variance shrinks, and the site's precision is positive.",
    caught_by="test_a_first_visit",
)
def variance_grows(mean, variance, site_precision, site_shift, label, noise_variance=1.0):
    precision, shift = _cavity(mean, variance, site_precision, site_shift)
    m, v = shift / precision, 1 / precision
    total = v + noise_variance
    z = label * m / np.sqrt(total)
    r = _ratio(z)
    new_variance = v + v**2 * r * (z + r) / total
    new_mean = m + label * v * r / np.sqrt(total)
    return 1 / new_variance - precision, new_mean / new_variance - shift


@mistake(
    says="The cavity's variance enters your new variance once where it should be squared. With a "
    "variance of 1 the two agree, which is why the first check passes.",
    caught_by="test_a_surprise_with_noise",
)
def variance_not_squared(mean, variance, site_precision, site_shift, label, noise_variance=1.0):
    precision, shift = _cavity(mean, variance, site_precision, site_shift)
    m, v = shift / precision, 1 / precision
    total = v + noise_variance
    z = label * m / np.sqrt(total)
    r = _ratio(z)
    new_variance = v - v * r * (z + r) / total
    new_mean = m + label * v * r / np.sqrt(total)
    return 1 / np.float64(new_variance) - precision, new_mean / np.float64(new_variance) - shift


@mistake(
    says="Far out your ratio is 0 / 0: density and distribution function are both zero in floating "
    "point. Compute it by `special.erfcx`, as the statement has it.",
    caught_by="test_great_surprise",
)
def ratio_of_zeros(mean, variance, site_precision, site_shift, label, noise_variance=1.0):
    precision, shift = _cavity(mean, variance, site_precision, site_shift)
    m, v = shift / precision, 1 / precision
    total = v + noise_variance
    z = label * m / np.sqrt(total)
    r = stats.norm.pdf(z) / stats.norm.cdf(z)
    new_variance = v - v**2 * r * (z + r) / total
    new_mean = m + label * v * r / np.sqrt(total)
    return 1 / new_variance - precision, new_mean / new_variance - shift


@mistake(
    says="Far out you put a tiny number in the place of Phi(z), to keep from dividing by zero. "
    "That makes the ratio zero there, as if the label were no news; it is about -z, and the "
    "label is all the news there is. Compute it by `special.erfcx`, as the statement has it.",
    caught_by="test_great_surprise",
)
def clipped_denominator(mean, variance, site_precision, site_shift, label, noise_variance=1.0):
    precision, shift = _cavity(mean, variance, site_precision, site_shift)
    m, v = shift / precision, 1 / precision
    total = v + noise_variance
    z = label * m / np.sqrt(total)
    r = stats.norm.pdf(z) / max(stats.norm.cdf(z), 1e-300)
    new_variance = v - v**2 * r * (z + r) / total
    new_mean = m + label * v * r / np.sqrt(total)
    return 1 / new_variance - precision, new_mean / new_variance - shift


@mistake(
    says="Far out you put -z in the place of the ratio. It is near that, and the little that is missing "
    "is all that counts in z + r: your site has precision zero there. Compute the ratio by "
    "`special.erfcx`, as the statement has it.",
    caught_by="test_great_surprise",
)
def minus_z_for_the_ratio(mean, variance, site_precision, site_shift, label, noise_variance=1.0):
    precision, shift = _cavity(mean, variance, site_precision, site_shift)
    m, v = shift / precision, 1 / precision
    root = np.sqrt(v + noise_variance)
    z = label * m / root
    r = _ratio(z) if z > -30 else -z
    a = r * (z + r) / root**2
    return a / (1 - v * a), (m * a + label * r / root) / (1 - v * a)


@mistake(
    says="You refuse a cavity of negative precision, and let one of precision zero pass. Zero is no "
    "Gaussian either: the statement asks for a precision above zero.",
    caught_by="test_no_cavity_is_refused",
)
def zero_precision_allowed(mean, variance, site_precision, site_shift, label, noise_variance=1.0):
    precision = np.float64(1 / variance - site_precision)
    if precision < 0:
        raise ValueError("no cavity")
    return _update(precision, mean / variance - site_shift, label, noise_variance)


@mistake(
    says="Where the old site is as precise as the score you return a number, or infinity. Nothing "
    "is left to put the label into: raise a ValueError.",
    caught_by="test_no_cavity_is_refused",
)
def no_cavity(mean, variance, site_precision, site_shift, label, noise_variance=1.0):
    precision = 1 / variance - site_precision
    return _update(precision, mean / variance - site_shift, label, noise_variance)
