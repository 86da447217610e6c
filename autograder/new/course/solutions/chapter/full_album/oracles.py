"""Outside truth for `full_album`."""

import chance
import numpy as np

from autograder.authors import Agreement, oracle


@oracle("the absorption time of a Markov chain, solved by NumPy")
def markov_chain(student, rng):
    stickers, albums = int(rng.integers(2, 9)), 4000
    # From i missing stickers to i - 1, or none; without the state in which the album is full.
    missing = np.arange(1, stickers + 1)
    stay = np.diag(1 - missing / stickers) + np.diag(missing[1:] / stickers, -1)
    times = np.linalg.solve(np.eye(stickers) - stay, np.ones(stickers))
    packs = student.full_album(stickers, albums, int(rng.integers(2**31)))
    return Agreement(
        solution=np.mean(packs),
        reference=chance.packs_mean(stickers),
        outside=times[-1],
        # The mean of 4000 albums is further off less than once in a million times.
        atol=5.5 * chance.packs_std(stickers) / np.sqrt(albums),
    )
