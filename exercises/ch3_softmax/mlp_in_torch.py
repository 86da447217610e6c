r"""## A network that bends

Softmax regression draws straight lines between classes. Two rings, one inside the other, it cannot
separate. A **network** can: its first layer makes new features, each a bent combination of the inputs,
and its second layer is a softmax regression on those.

$$a = \tanh(x W_1^\top + b_1), \qquad z = a W_2^\top + b_2$$

The weights of both layers are learned. Without the tanh between them two layers would be no more than
one, since a matrix times a matrix is a matrix.

**Write** `mlp_in_torch(n_inputs, n_hidden, n_classes)`. It returns a new `torch.nn.Module`: given a
tensor of n rows and `n_inputs` columns, it returns the **logits** $z$, a tensor of n rows and `n_classes`
columns, for any n from 1 on. It has two layers, with a bias each, and one tanh between them. No softmax at
the end: PyTorch's `cross_entropy` takes logits, and does the softmax itself, safely. The three sizes are
whole numbers from 2 on, and no two of them are equal.

Your module is checked by what it computes. The check puts weights of its own into its parameters, asks
for its output on inputs that you do not see, and reads the gradients that PyTorch finds. How the
parameters start does not matter.

- $W_1$, $b_1$, $W_2$ and $b_2$ are trainable parameters, one each and no others. They are told apart by
  their shapes, so they may be registered in any order; a matrix may be kept as it stands above, which is
  what `nn.Linear` does, or transposed, and a bias may be a vector or a row.
- The parameters are of one type, `float32` (PyTorch's own choice) or `float64`; the input comes in the
  same type. Logits and gradients have to be right to three digits.
- The grader works on the CPU, and has no GPU even where your computer has one. The module and its
  parameters stay on the CPU: an answer that calls `.cuda()` or asks for `device="cuda"` fails there.
- The output is the same whether the module is in training mode or in evaluation mode, and each row's
  output depends on that row alone.

**For example**, `mlp_in_torch(2, 8, 3)` has 8 · 2 + 8 + 3 · 8 + 3 = 51 trainable numbers.
"""

import torch
from given import NotAttempted
from torch import nn


def mlp_in_torch(n_inputs, n_hidden, n_classes):
    """Return a new torch.nn.Module with one hidden layer of tanh units and linear outputs, the logits.

    n_inputs, n_hidden, n_classes: three different whole numbers, each 2 or more.
    """
    raise NotAttempted  # replace this line with your code
