"""Known mistakes of `interaction_effect`."""

import numpy as np

from autograder.authors import mistake


def _arrays(coef, cov, z):
    return (np.asarray(a, dtype=float) for a in (coef, cov, z))


def _rows(effect, std_error):
    return np.column_stack(np.broadcast_arrays(effect, std_error))


@mistake(
    says="Your effect is the coefficient of x alone, at every z. That is the effect where z is "
    "zero; elsewhere z times the coefficient of the product comes on top.",
    caught_by="test_a_year_of_work_at_30_and_at_50",
)
def coefficient_of_x_alone(coef, cov, z):
    coef, cov, z = _arrays(coef, cov, z)
    return _rows(coef[1] + 0 * z, np.sqrt(cov[1, 1]))


@mistake(
    says="Your effect is the coefficient of the product alone. That says how the effect changes "
    "with z, not how large it is: the effect at z is b1 + z b3.",
    caught_by="test_a_year_of_work_at_30_and_at_50",
)
def coefficient_of_the_product_alone(coef, cov, z):
    coef, cov, z = _arrays(coef, cov, z)
    return _rows(coef[3] + 0 * z, np.sqrt(cov[3, 3]))


@mistake(
    says="You add b1 and b3 without z. One more unit of x changes the product x z by z, so b3 is "
    "multiplied by z.",
    caught_by="test_a_year_of_work_at_30_and_at_50",
)
def z_left_out(coef, cov, z):
    coef, cov, z = _arrays(coef, cov, z)
    variance = cov[1, 1] + 2 * cov[1, 3] + cov[3, 3]
    return _rows(coef[1] + coef[3] + 0 * z, np.sqrt(variance))


@mistake(
    says="Your standard error treats the two estimates as uncorrelated: only the two variances are "
    "in it. Add 2 z times their covariance.",
    caught_by="test_a_year_of_work_at_30_and_at_50",
)
def covariance_left_out(coef, cov, z):
    coef, cov, z = _arrays(coef, cov, z)
    return _rows(coef[1] + coef[3] * z, np.sqrt(cov[1, 1] + z**2 * cov[3, 3]))


@mistake(
    says="Your variance holds the covariance once. It stands in the matrix twice, above and below "
    "the diagonal, so it counts 2 z V13.",
    caught_by="test_a_year_of_work_at_30_and_at_50",
)
def covariance_counted_once(coef, cov, z):
    coef, cov, z = _arrays(coef, cov, z)
    variance = cov[1, 1] + z * cov[1, 3] + z**2 * cov[3, 3]
    with np.errstate(invalid="ignore"):
        return _rows(coef[1] + coef[3] * z, np.sqrt(variance))


@mistake(
    says="The variance of the product's coefficient is multiplied by z. A factor z makes a variance "
    "z² times as large.",
    caught_by="test_uncorrelated_estimates",
)
def z_not_squared(coef, cov, z):
    coef, cov, z = _arrays(coef, cov, z)
    variance = cov[1, 1] + 2 * z * cov[1, 3] + z * cov[3, 3]
    with np.errstate(invalid="ignore"):
        return _rows(coef[1] + coef[3] * z, np.sqrt(variance))


@mistake(
    says="You add standard errors. Variances add, with twice the covariance where estimates are "
    "correlated; the root comes last.",
    caught_by="test_a_year_of_work_at_30_and_at_50",
)
def standard_errors_added(coef, cov, z):
    coef, cov, z = _arrays(coef, cov, z)
    std_error = np.sqrt(cov[1, 1]) + np.abs(z) * np.sqrt(cov[3, 3])
    return _rows(coef[1] + coef[3] * z, std_error)


@mistake(
    says="Your second column holds variances. A standard error is the square root of one.",
    caught_by="test_a_year_of_work_at_30_and_at_50",
)
def variance_for_standard_error(coef, cov, z):
    coef, cov, z = _arrays(coef, cov, z)
    variance = cov[1, 1] + 2 * z * cov[1, 3] + z**2 * cov[3, 3]
    return _rows(coef[1] + coef[3] * z, variance)


@mistake(
    says="Your standard error is right for the coefficient of x alone: it does not depend on z. The "
    "effect is a sum of two estimates, and so is what is uncertain about it.",
    caught_by="test_a_year_of_work_at_30_and_at_50",
)
def standard_error_of_x_alone(coef, cov, z):
    coef, cov, z = _arrays(coef, cov, z)
    return _rows(coef[1] + coef[3] * z, np.sqrt(cov[1, 1]))


@mistake(
    says="You start from the coefficient of z, which gives the effect of one more unit of z. Asked "
    "for is the effect of x: counted from zero, its coefficient is number 1.",
    caught_by="test_a_year_of_work_at_30_and_at_50",
)
def effect_of_z(coef, cov, z):
    coef, cov, z = _arrays(coef, cov, z)
    variance = cov[2, 2] + 2 * z * cov[2, 3] + z**2 * cov[3, 3]
    return _rows(coef[2] + coef[3] * z, np.sqrt(variance))


@mistake(
    says="You multiply z by its own coefficient, which does not change with x. One more unit of x "
    "brings in the coefficient of the product, the last of the four.",
    caught_by="test_a_year_of_work_at_30_and_at_50",
)
def coefficient_of_z_for_the_product(coef, cov, z):
    coef, cov, z = _arrays(coef, cov, z)
    variance = cov[1, 1] + 2 * z * cov[1, 2] + z**2 * cov[2, 2]
    return _rows(coef[1] + coef[2] * z, np.sqrt(variance))


@mistake(
    says="Your array is transposed: a row of effects and a row of standard errors. One row stands "
    "for one value of z.",
    caught_by="test_one_row_a_value_in_the_order_given",
)
def transposed(coef, cov, z):
    coef, cov, z = _arrays(coef, cov, z)
    variance = cov[1, 1] + 2 * z * cov[1, 3] + z**2 * cov[3, 3]
    return np.array([coef[1] + coef[3] * z, np.sqrt(variance)])


@mistake(
    says="You return the effects alone. An effect without its standard error does not say how sure "
    "it is: put the standard errors beside it, as a second column.",
    caught_by="test_a_year_of_work_at_30_and_at_50",
)
def effects_alone(coef, cov, z):
    coef, cov, z = _arrays(coef, cov, z)
    return coef[1] + coef[3] * z


@mistake(
    says="Your standard error depends on the size of z and not on its sign. Below zero the covariance "
    "counts the other way round: leave z as it is in 2 z V13.",
    caught_by="test_two_values",
)
def sign_of_z_lost(coef, cov, z):
    coef, cov, z = _arrays(coef, cov, z)
    variance = cov[1, 1] + 2 * np.abs(z) * cov[1, 3] + z**2 * cov[3, 3]
    with np.errstate(invalid="ignore"):
        return _rows(coef[1] + coef[3] * z, np.sqrt(variance))


@mistake(
    says="You number rows and columns from 1, as books do. Python counts from 0: the coefficient of x is "
    "number 1, that of the product number 3.",
    caught_by="test_a_year_of_work_at_30_and_at_50",
)
def numbered_from_one(coef, cov, z):
    coef, cov, z = _arrays(coef, cov, z)
    variance = cov[0, 0] + 2 * z * cov[0, 2] + z**2 * cov[2, 2]
    with np.errstate(invalid="ignore"):
        return _rows(coef[0] + coef[2] * z, np.sqrt(variance))


@mistake(
    says="Your array has the type of z. Where the values of z are whole numbers, what stands behind the "
    "point of an effect is cut off without a word: make an array of floats.",
    caught_by="test_one_row_a_value_in_the_order_given",
)
def type_of_z(coef, cov, z):
    coef, cov, z = np.asarray(coef, dtype=float), np.asarray(cov, dtype=float), np.asarray(z)
    out = np.zeros((len(z), 2), dtype=z.dtype)
    out[:, 0] = coef[1] + coef[3] * z
    out[:, 1] = np.sqrt(cov[1, 1] + 2 * z * cov[1, 3] + z**2 * cov[3, 3])
    return out
