r"""## One step of training

Training a classifier means to repeat one small thing many times: take a few observations, a **minibatch**,
compute the gradient of the loss on them, and move the parameters a little against it. The **learning rate**
$\eta$ says how far. **Weight decay** holds back weights that would grow without bound: a penalty on the
squared weights is a part of what is made small. For a softmax regression with weights $W$ and biases $b$,
and n observations in the minibatch, this is

$$J(W, b) = -\frac1n \sum_{i=1}^n \log p_{i, y_i} + \frac{\lambda}{2} \sum_{k, j} W_{kj}^2, \qquad
p_i = \operatorname{softmax}(W x_i + b)$$

and one step is

$$W \leftarrow W - \eta\, \frac{\partial J}{\partial W}, \qquad
b \leftarrow b - \eta\, \frac{\partial J}{\partial b}$$

with both gradients taken at the parameters before the step. The biases are not in the penalty and do not
decay: they say how frequent the classes are, and a pull to zero would be a pull to equal frequencies.

**Write** `train_step(W, b, X, y, rate, decay=0.0)`. It returns the new parameters, a tuple of two arrays in
the shapes of `W` and `b`:

| argument | |
|---|---|
| `W`, `b` | the parameters before the step: K rows, one a class, and d columns; K biases |
| `X` | the minibatch, n rows, one an observation, and d columns; nothing is added to it |
| `y` | its n labels, whole numbers from 0 to K - 1; not every class has to be seen |
| `rate` | the learning rate $\eta$, above 0 |
| `decay` | the weight decay $\lambda$, 0 or above |

n, d and K are at least 1. The first four are array-like (lists, arrays or pandas objects, of whole numbers
or others), in which only the order counts. They have to be left as they are: return new arrays. Nothing has
to be refused. Logits may be any numbers from -100 000 to 100 000. Each number has to be right to eight
digits, or to twelve decimals where it is near zero.

**For example**, from parameters of zero, one observation moves its label's logit up and the other one down:

| | |
|---|---|
| `W`, `b` | `[[0], [0]]`, `[0, 0]` |
| `X`, `y` | `[[3]]`, `[1]` |
| `train_step(W, b, X, y, 0.1)` | `([[-0.15], [0.15]], [-0.05, 0.05])` |
"""

import numpy as np
from given import NotAttempted
from scipy import special


def train_step(W, b, X, y, rate, decay=0.0):
    """Return the weights and biases after one step of gradient descent, a tuple of two arrays.

    W: (K, d), b: (K,), the parameters before the step; X: (n, d) and y: n labels from 0 to K - 1, the
    minibatch; all array-like; rate: the learning rate, above 0; decay: the weight decay, 0 or above, of
    the weights and not of the biases.
    """
    raise NotAttempted  # replace this line with your code
