"""The public checks of `sample_size`: run them as often as you like."""

WHAT = "the number of runs"


def test_the_slope_of_the_oven(student, expect):
    """Within 0.5 ml per degree, noise 30 ml, 30 degrees to either side: 18 loaves."""
    got = expect.number(student.sample_size(0.5, 30, 30), what=WHAT)
    expect.equal(got, 18, what=WHAT)


def test_eight_coefficients_take_eleven_runs(student, expect):
    """Within 1 ml per degree, but eight coefficients: 11 runs, which leave 3 degrees of freedom."""
    got = expect.number(student.sample_size(1, 30, 30, n_params=8), what=WHAT)
    hint = "the degrees of freedom are n - n_params, and they change with n"
    expect.equal(got, 11, what=WHAT, hint=hint)


def test_half_the_efficiency(student, expect):
    """With a design of efficiency one half: 64 runs instead of 18."""
    got = expect.number(student.sample_size(0.5, 30, 30, efficiency=0.5), what=WHAT)
    hint = "the half-width goes as one over the efficiency, and as one over the root of n"
    expect.equal(got, 64, what=WHAT, hint=hint)


def test_another_level(student, expect):
    """At 99 % the oven's slope takes 31 loaves, at 90 % it takes 13."""
    for level, want in ((0.99, 31), (0.90, 13)):
        got = expect.number(student.sample_size(0.5, 30, 30, level=level), what=WHAT)
        expect.equal(got, want, what=WHAT)
