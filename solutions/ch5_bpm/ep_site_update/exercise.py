r"""## What does one label add?

An e-mail gets a score $s$. Whoever labels it sees the score plus some noise, and says spam if that
is above zero. You have not seen $s$: all you have is a Gaussian for it, from what the other e-mails
taught you about the weights. Now the label of this e-mail comes in, $y = +1$ or $-1$. What does it
add?

The exact answer is the likelihood $\Phi(y s / \sqrt n)$, with $n$ the variance of the noise. It is
no Gaussian. **Expectation propagation** puts the Gaussian in its place that makes the same
difference *here*, in the company of what the others say. That Gaussian is the label's **site**.

Sites are kept in **natural parameters**. The precision is one over the variance, the shift is mean
over variance:

$$\exp\left(-\tfrac12\, \text{precision}\; s^2 + \text{shift}\; s\right)$$

To multiply two such factors, add their parameters; to divide, subtract. Precision 0 and shift 0 is
the flat site, which says nothing. It has no mean and no variance, but it has these.

One update takes four steps.

1. **Take the old site out.** The score stands at mean $\mu$ and variance $\sigma^2$, and the old
   site is a part of that. What is left is the **cavity**, with precision
   $1/\sigma^2 - \text{precision}_{\text{old}}$ and shift
   $\mu/\sigma^2 - \text{shift}_{\text{old}}$. Call its mean $m$ and its variance $v$.
2. **Put the likelihood in.** With $\varphi$ and $\Phi$ the standard normal density and
   distribution function,

    $$z = \frac{y\, m}{\sqrt{v + n}}, \qquad r = \frac{\varphi(z)}{\Phi(z)}$$

3. **Match the moments** of cavity times likelihood:

    $$m' = m + \frac{y\, v\, r}{\sqrt{v + n}}, \qquad
    v' = v - \frac{v^2\, r\, (z + r)}{v + n}$$

4. **Divide the cavity out.** The new site has precision $1/v' - 1/v$ and shift $m'/v' - m/v$. With
   $a = r\,(z + r) / (v + n)$ the two come to

    $$\text{precision} = \frac{a}{1 - v\,a}, \qquad
    \text{shift} = \frac{m\,a + y\, r / \sqrt{v + n}}{1 - v\,a}$$

    which is the better way to compute them: no two numbers that are almost equal are subtracted.

**Write** `ep_site_update(mean, variance, site_precision, site_shift, label, noise_variance=1.0)`. It
returns two numbers, the precision and the shift of the new site. `mean` and `variance` are those of
the score with the old site in it. You may rely on this: each argument is a single number, `variance`
and `noise_variance` are above zero, `site_precision` is zero or above, and `label` is 1 or -1. The
score may be in any units, so numbers may be large or small.

- If the cavity's precision is not above zero, nothing would be left without the old site: raise a
  `ValueError`.
- A label may be a great surprise: $z$ goes down to -50. There $\Phi(z)$ is zero in floating point and
  so is $\varphi(z)$, but their ratio is not: it is about $-z$. SciPy's `special.erfcx`, the scaled
  complementary error function, gives it at any $z$:
  $r = \sqrt{2/\pi}\, /\, \mathrm{erfcx}(-z/\sqrt 2)$.
- Both numbers have to be right to five digits. Above $z = 6$ the label is hardly news: the site is
  all but flat, and there the checks ask only that both numbers are as good as zero.

**For example**, a first visit, with the score at N(0, 1) and noise of variance 1. The old site is
flat, so the cavity is N(0, 1) too. With label +1:

| | |
|---|---|
| $z$, $r$ | 0, 0.797885 |
| $m'$, $v'$ | 0.564190, 0.681690 |
| `ep_site_update(0.0, 1.0, 0.0, 0.0, 1)` | `(0.466942, 0.827634)` |

The score now stands at mean 0.564190 and variance 0.681690, this site in it. Visited again with
nothing else changed, the label has nothing to add: the same site comes back.
"""

import numpy as np
from given import NotAttempted
from scipy import special


def ep_site_update(mean, variance, site_precision, site_shift, label, noise_variance=1.0):
    """Return the precision and the shift of the new site.

    mean, variance: of the score, the old site included; site_precision, site_shift: the old site;
    label: 1 or -1; noise_variance: of the noise on the score, above zero. Raises ValueError if the
    cavity's precision is not above zero.
    """
    # BEGIN SOLUTION
    cavity_precision = 1 / variance - site_precision
    if cavity_precision <= 0:
        raise ValueError(f"without its site the score would have precision {cavity_precision}")
    m, v = (mean / variance - site_shift) / cavity_precision, 1 / cavity_precision
    root = np.sqrt(v + noise_variance)
    z = label * m / root
    r = np.sqrt(2 / np.pi) / special.erfcx(-z / np.sqrt(2))
    a = r * (z + r) / root**2
    return a / (1 - v * a), (m * a + label * r / root) / (1 - v * a)
    # END SOLUTION
