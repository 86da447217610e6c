r"""## FILL IN: the question, in a few words

FILL IN: a situation that asks for it, in a few sentences, and the formula:

$$y = f(x)$$

**Write** `NAME(x)`. It returns FILL IN: what it is, of which shape, and for which `x`. What is not
permitted, and what happens then, is said here as well.

**For example**, `NAME(1)` returns FILL IN: a value that can be followed by hand.
"""

from given import NotAttempted


def NAME(x):
    """Return FILL IN: what, in one line.

    x: FILL IN: what it may be.
    """
    # BEGIN SOLUTION
    raise NotImplementedError("FILL IN: the solution")
    # END SOLUTION
