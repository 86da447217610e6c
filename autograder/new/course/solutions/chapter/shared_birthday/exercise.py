r"""## Who shares a birthday?

How likely is it that at least two people in a room have the same birthday? Let every one of `days` days
be as likely as any other, and let the people know nothing of each other. All $n$ birthdays differ with
probability

$$\frac{d}{d} \cdot \frac{d - 1}{d} \cdot \frac{d - 2}{d} \cdots \frac{d - n + 1}{d}$$

and otherwise at least two are the same.

**Write** `shared_birthday(people, days=365)`. It returns a number: the probability that at least two of
`people` have the same birthday. Both are whole numbers from 1 to 1000. There may be more people than days.

**For example**, `shared_birthday(23)` returns about `0.507`: with 23 people it is more likely than not.
"""

import numpy as np
from given import NotAttempted


def shared_birthday(people, days=365):
    """Return the probability that at least two of `people` have the same birthday.

    people, days: whole numbers from 1 to 1000.
    """
    # BEGIN SOLUTION
    differ = (days - np.arange(people)) / days
    return 1 - np.prod(differ)
    # END SOLUTION
