"""Outside truth for `shared_birthday`."""

import chance
from scipy import special

from autograder.authors import Agreement, oracle


@oracle("SciPy's rising factorial")
def rising_factorial(student, rng):
    days, people = int(rng.integers(20, 400)), int(rng.integers(2, 40))
    if people > days:
        people = days
    return Agreement(
        solution=student.shared_birthday(people, days),
        reference=chance.shared_birthday(people, days),
        outside=1 - special.poch(days - people + 1, people) / float(days) ** people,
    )
