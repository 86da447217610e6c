"""The public checks of `ep_site_update`: run them as often as you like."""

PAIR = "the pair of precision and shift"


def test_a_first_visit(student, expect):
    """The flat site is replaced: the score is N(0, 1), the label +1."""
    got = student.ep_site_update(0.0, 1.0, 0.0, 0.0, 1)
    expect.close(got, [0.4669422, 0.8276336], rtol=1e-6, what=PAIR)


def test_a_second_visit_changes_nothing(student, expect):
    """Visited again with nothing else changed, the site is taken out and comes back as it was."""
    got = student.ep_site_update(0.5641896, 0.6816901, 0.4669422, 0.8276336, 1)
    expect.close(
        got,
        [0.4669422, 0.8276336],
        rtol=1e-5,
        what=PAIR,
        hint="is the old site taken out of the score before the label is put in?",
    )


def test_a_surprise_with_noise(student, expect):
    """A score of about 1.5, a label of -1, an old site of its own, and noise of variance 2."""
    got = student.ep_site_update(1.5, 0.5, 0.25, -0.125, -1, noise_variance=2.0)
    expect.close(got, [0.38628, -0.5410526], rtol=1e-6, what=PAIR)


def test_no_cavity_is_refused(student, expect):
    """A site half as precise as the whole score leaves a cavity; a more or equally precise one does not."""
    got = student.ep_site_update(1.0, 0.5, 1.0, 1.0, 1)
    expect.close(got, [0.2953326, 0.6696554], rtol=1e-6, what=PAIR)
    for site_precision in (4.0, 2.0):
        expect.raises(
            ValueError,
            lambda taken=site_precision: student.ep_site_update(1.0, 0.5, taken, 1.0, 1),
            hint="look at the cavity's precision before you divide by it: zero is not above zero",
        )
