r"""## How many packs until the album is full?

An album has room for `stickers` different stickers. Each pack holds one, and any sticker is as likely as
any other. How many packs does it take until the album is full? When $i$ of $k$ stickers are missing, a
pack holds a new one with probability $i / k$. So the number of packs until then is geometric with mean
$k / i$, and the whole album takes on average

$$k \left(1 + \frac{1}{2} + \frac{1}{3} + \cdots + \frac{1}{k}\right)$$

packs. But albums differ very much: fill many of them, and see.

**Write** `full_album(stickers, albums, seed)`. It returns an array of shape (albums,) of whole numbers:
for each album, which is filled on its own, the number of packs that it took. There are 1 to 12 stickers
and 1 to 10,000 albums, and the seed is a whole number from zero upwards. All your random numbers come
from a generator that is made from `seed`, such as `np.random.default_rng(seed)`: the same seed gives
the same albums, and another one gives others. How you draw them is up to you.

**For example**, `full_album(1, 5, seed=1)` returns `[1, 1, 1, 1, 1]`, and `full_album(6, 2000, seed=2)`
returns 2000 numbers from 6 upwards, whose mean is near 14.7.
"""

import numpy as np
from given import NotAttempted


def full_album(stickers, albums, seed):
    """Return how many packs each of `albums` albums took until it was full, shape (albums,).

    stickers: 1 to 12; albums: 1 to 10,000; seed: a whole number, at least 0.
    """
    # BEGIN SOLUTION
    rng = np.random.default_rng(seed)
    missing = np.arange(1, stickers + 1)
    packs = rng.geometric(missing / stickers, size=(albums, stickers))
    return packs.sum(axis=1)
    # END SOLUTION
