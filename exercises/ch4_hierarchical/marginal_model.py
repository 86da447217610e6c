r"""## An input that was measured badly

Ten clinics each fit a line: how does a patient's response depend on the level $x$ of something in
the blood? The lines differ from clinic to clinic, and they are not unrelated: what nine of them say
is news about the tenth. That is a **hierarchical** model. Group $g$ has an intercept and a slope of
its own, drawn from a distribution that all groups share:

$$\alpha_g \sim \mathcal{N}(\mu_\alpha, \sigma_\alpha^2), \qquad
\beta_g \sim \mathcal{N}(\mu_\beta, \sigma_\beta^2)$$

Now for the trouble. Nobody has seen $x$. What was written down is $x$ plus the error of the
instrument:

$$x_i \sim \mathcal{N}(0, 1), \qquad x^{\text{obs}}_i \sim \mathcal{N}(x_i, \sigma_x^2), \qquad
y_i \sim \mathcal{N}(\alpha_g + \beta_g x_i,\ 1), \qquad
y^{\text{obs}}_i \sim \mathcal{N}(y_i, \sigma_y^2)$$

The standard deviations $\sigma_x$ and $\sigma_y$ of the instruments are known. The 1 is not the
instrument's: responses differ by that much even at the same $x$.

Each true $x_i$ could be one more unknown of the model. It can also be integrated out with pencil and
paper. Given what was written down, $x_i$ is normal with mean $L\, x^{\text{obs}}_i$ and variance
$L\, \sigma_x^2$, where $L = 1 / (1 + \sigma_x^2)$. A line turns a normal into a normal, so

$$y^{\text{obs}}_i \mid x^{\text{obs}}_i \sim \mathcal{N}\big(\alpha_g + \beta_g\, L\,
x^{\text{obs}}_i,\ \ \beta_g^2\, L\, \sigma_x^2 + 1 + \sigma_y^2\big)$$

The second argument is a variance. PyMC asks for its root.

**Write** `marginal_model(x_obs, y_obs, group, sigma_x, sigma_y)`. It returns a `pm.Model` of this
last line, with these six free variables and no others:

| name | prior | shape |
|---|---|---|
| `mu_alpha`, `mu_beta` | normal, mean 0, standard deviation 5 | a single number |
| `sigma_alpha`, `sigma_beta` | half-normal of scale 3, as in `pm.HalfNormal` | a single number |
| `alpha`, `beta` | as above: normal around the shared mean | one entry a group |

`x_obs`, `y_obs` and `group` are array-like (lists, arrays or pandas objects) and hold n entries each, in
the checks at most 30; of these, only the order counts. `group` holds whole numbers from 0, in any order.
Every group occurs, so `len(np.unique(group))` counts them. `sigma_x` and `sigma_y` are zero or above. How
you build the model, and what you call the data, is up to you.

The checks set `alpha` and `beta` to values of their own, so these have to be variables that are drawn
around the shared mean, the **centred** form. The non-centred form, in which they are computed from standard
normal variables, is often the better one to sample from, but it has other variables.

Nothing is sampled here. The checks evaluate your model's log density, and look at how it changes from
point to point: a constant that no variable has a part in may be there or not.

**For example**, with one group, `x_obs = [1.0]`, `y_obs = [3.0]`, $\sigma_x = 0.5$ and
$\sigma_y = 1$: here $L = 0.8$. At intercept 1 and slope 2 the response has mean
$1 + 2 \cdot 0.8 \cdot 1 = 2.6$ and variance $4 \cdot 0.8 \cdot 0.25 + 1 + 1 = 2.8$.
"""

import numpy as np
import pymc as pm
from given import NotAttempted


def marginal_model(x_obs, y_obs, group, sigma_x, sigma_y):
    """Return the model of y_obs given x_obs, with the true x integrated out, as a `pm.Model`.

    x_obs, y_obs: n measured values; group: n whole numbers from 0; all array-like; sigma_x, sigma_y:
    standard deviations of the measurement errors, zero or above.
    """
    raise NotAttempted  # replace this line with your code
