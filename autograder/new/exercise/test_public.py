"""The public checks of `NAME`: run them as often as you like."""


def test_the_example(student, expect):
    """FILL IN: what a student reads: what is asked, and what comes out."""
    expect.close(student.NAME(1), 0, what="FILL IN: the result, in the singular")
