r"""## A network of two layers

Flats on a map, dear ones in a ring around the centre: no straight line separates them, and softmax of
scores that are linear in the inputs can draw nothing else. Put one layer of hidden units in between,
and lines can be bent:

$$a = \tanh(x\, W_1^\top + b_1), \qquad \mathrm{logits} = a\, W_2^\top + b_2$$

$x$ holds n rows of d inputs, $W_1$ is h x d, $b_1$ has h entries, $W_2$ is K x h and $b_2$ has K: one
logit a class. A layer is what has weights of its own. This network has two: one hidden, one for the
output.

What leaves the network are logits. Softmax is no part of it: PyTorch's `nn.CrossEntropyLoss` takes
logits and does it itself, in a way that does not overflow.

**Write** `mlp_in_torch(n_inputs, n_hidden, n_classes)`. It returns this network as a new
`torch.nn.Module`, with any parameters: nothing is trained here. The checks find its trainable
parameters with `.parameters()`, put numbers of their own into them, call the network on inputs of shape
(n, n_inputs), and read the gradients. How you write the module is up to you: a class,
`nn.Sequential`, or bare `nn.Parameter`s; a weight may also be kept the other way round, d x h.

**For example**, `net = mlp_in_torch(4, 7, 3)` has 7 x 4 + 7 + 3 x 7 + 3 = 59 parameters, and
`net(torch.zeros(5, 4))` has shape (5, 3). With all of them zero except $b_2 = (1, 0, -1)$, each of the
five rows is (1, 0, -1).
"""

from given import NotAttempted
from torch import nn


def mlp_in_torch(n_inputs, n_hidden, n_classes):
    """Return a new network with one hidden layer of tanh units, a `torch.nn.Module`.

    n_inputs, n_hidden, n_classes: how many inputs, hidden units and classes. It maps inputs of
    shape (n, n_inputs) to logits of shape (n, n_classes).
    """
    # BEGIN SOLUTION
    return nn.Sequential(
        nn.Linear(n_inputs, n_hidden),
        nn.Tanh(),
        nn.Linear(n_hidden, n_classes),
    )
    # END SOLUTION
