"""Known mistakes of `mlp_in_torch`."""

import torch
from torch import nn

from autograder.authors import mistake


@mistake(
    says="Your module ends in a softmax. PyTorch's `cross_entropy` does one itself, so there would be two, "
    "and training hardly moves. Return the logits.",
    caught_by="test_logits_for_given_weights",
)
def softmax_inside(n_inputs, n_hidden, n_classes):
    return nn.Sequential(
        nn.Linear(n_inputs, n_hidden), nn.Tanh(), nn.Linear(n_hidden, n_classes), nn.Softmax(dim=-1)
    )


@mistake(
    says="Your module ends in a log-softmax. That goes with `nll_loss`; here the logits themselves are "
    "asked for.",
    caught_by="test_logits_for_given_weights",
)
def log_softmax_inside(n_inputs, n_hidden, n_classes):
    return nn.Sequential(
        nn.Linear(n_inputs, n_hidden), nn.Tanh(), nn.Linear(n_hidden, n_classes), nn.LogSoftmax(-1)
    )


@mistake(
    says="There is nothing between your two linear layers. A matrix times a matrix is a matrix: this draws "
    "straight lines only. Put the tanh between them.",
    caught_by="test_logits_for_given_weights",
)
def no_tanh(n_inputs, n_hidden, n_classes):
    return nn.Sequential(nn.Linear(n_inputs, n_hidden), nn.Linear(n_hidden, n_classes))


@mistake(
    says="Your output goes through a tanh too, so that no logit exceeds 1 and no probability comes near "
    "certainty. The second layer is linear.",
    caught_by="test_logits_for_given_weights",
)
def tanh_after_both(n_inputs, n_hidden, n_classes):
    return nn.Sequential(
        nn.Linear(n_inputs, n_hidden), nn.Tanh(), nn.Linear(n_hidden, n_classes), nn.Tanh()
    )


@mistake(
    says="Your hidden units are rectified (ReLU). A good choice in general; this exercise asks for tanh.",
    caught_by="test_logits_for_given_weights",
)
def relu_for_tanh(n_inputs, n_hidden, n_classes):
    return nn.Sequential(nn.Linear(n_inputs, n_hidden), nn.ReLU(), nn.Linear(n_hidden, n_classes))


@mistake(
    says="Your hidden units are sigmoids, between 0 and 1. The statement asks for tanh, between -1 and 1.",
    caught_by="test_logits_for_given_weights",
)
def sigmoid_for_tanh(n_inputs, n_hidden, n_classes):
    return nn.Sequential(
        nn.Linear(n_inputs, n_hidden), nn.Sigmoid(), nn.Linear(n_hidden, n_classes)
    )


@mistake(
    says="The tanh stands before the first layer and bends the inputs. It belongs after the first layer, "
    "where it bends what that layer has made of them.",
    caught_by="test_logits_for_given_weights",
)
def tanh_before(n_inputs, n_hidden, n_classes):
    return nn.Sequential(nn.Tanh(), nn.Linear(n_inputs, n_hidden), nn.Linear(n_hidden, n_classes))


@mistake(
    says="Your module has one layer. That is softmax regression: without a hidden layer there is nothing "
    "that bends. A layer is what has weights of its own; two are asked for.",
    caught_by="test_two_layers_with_a_bias_each",
)
def one_layer(n_inputs, n_hidden, n_classes):
    return nn.Sequential(nn.Linear(n_inputs, n_classes), nn.Tanh())


@mistake(
    says="Your module has a hidden layer too many. Two layers: one hidden, one for the outputs.",
    caught_by="test_two_layers_with_a_bias_each",
)
def three_layers(n_inputs, n_hidden, n_classes):
    return nn.Sequential(
        nn.Linear(n_inputs, n_hidden),
        nn.Tanh(),
        nn.Linear(n_hidden, n_hidden),
        nn.Tanh(),
        nn.Linear(n_hidden, n_classes),
    )


@mistake(
    says="Your layers have no bias, so that every network gives the input 0 the logits 0. Leave "
    "`bias=False` away.",
    caught_by="test_two_layers_with_a_bias_each",
)
def no_bias(n_inputs, n_hidden, n_classes):
    return nn.Sequential(
        nn.Linear(n_inputs, n_hidden, bias=False),
        nn.Tanh(),
        nn.Linear(n_hidden, n_classes, bias=False),
    )


@mistake(
    says="Your layers are in a plain Python list. PyTorch does not look into it: an optimiser finds no "
    "parameter to train. Make them attributes, or use `nn.ModuleList` or `nn.Sequential`.",
    caught_by="test_two_layers_with_a_bias_each",
)
def layers_in_a_list(n_inputs, n_hidden, n_classes):
    class Network(nn.Module):
        def __init__(self):
            super().__init__()
            self.layers = [nn.Linear(n_inputs, n_hidden), nn.Linear(n_hidden, n_classes)]

        def forward(self, x):
            return self.layers[1](torch.tanh(self.layers[0](x)))

    return Network()


@mistake(
    says="Your output is cut off from the parameters (`detach`, `no_grad` or a NumPy array on the way): "
    "the logits are right and there is no gradient to learn from.",
    caught_by="test_gradients_of_the_loss",
)
def detached(n_inputs, n_hidden, n_classes):
    class Network(nn.Module):
        def __init__(self):
            super().__init__()
            self.hidden = nn.Linear(n_inputs, n_hidden)
            self.output = nn.Linear(n_hidden, n_classes)

        def forward(self, x):
            with torch.no_grad():
                return self.output(torch.tanh(self.hidden(x)))

    return Network()


@mistake(
    says="Your hidden units are cut off from their weights (`detach`, `.data` or `torch.tensor` on the "
    "way): the logits are right, the second layer learns, and the first never does.",
    caught_by="test_gradients_of_the_loss",
)
def hidden_units_detached(n_inputs, n_hidden, n_classes):
    class Network(nn.Module):
        def __init__(self):
            super().__init__()
            self.hidden = nn.Linear(n_inputs, n_hidden)
            self.output = nn.Linear(n_hidden, n_classes)

        def forward(self, x):
            return self.output(torch.tanh(self.hidden(x)).detach())

    return Network()


@mistake(
    says="Your numbers of hidden units and of classes are exchanged: `n_hidden` units lie in the middle, "
    "and `n_classes` logits come out.",
    caught_by="test_two_layers_with_a_bias_each",
)
def sizes_exchanged(n_inputs, n_hidden, n_classes):
    return nn.Sequential(nn.Linear(n_inputs, n_classes), nn.Tanh(), nn.Linear(n_classes, n_hidden))


@mistake(
    says="Your module normalises the hidden units over the rows that it is given while it is in training "
    "mode. That may help a deep network, but it is not asked for: the output has to be the same in "
    "training and in use.",
    caught_by="test_the_same_in_training_and_in_use",
    at_home=False,
)
def batch_normalisation(n_inputs, n_hidden, n_classes):
    return nn.Sequential(
        nn.Linear(n_inputs, n_hidden),
        nn.Tanh(),
        nn.BatchNorm1d(n_hidden, affine=False),
        nn.Linear(n_hidden, n_classes),
    )


@mistake(
    says="Your module subtracts the mean of the rows that it is given. A row's output then depends on the "
    "rows beside it. Where inputs have to be centred, that is done before, with the same numbers for all.",
    caught_by="test_each_row_on_its_own",
)
def inputs_centred(n_inputs, n_hidden, n_classes):
    class Network(nn.Module):
        def __init__(self):
            super().__init__()
            self.hidden = nn.Linear(n_inputs, n_hidden)
            self.output = nn.Linear(n_hidden, n_classes)

        def forward(self, x):
            return self.output(torch.tanh(self.hidden(x - x.mean(dim=0))))

    return Network()


@mistake(
    says="Your output is squeezed: for one row it has one axis too few. The logits are a tensor of n rows "
    "and `n_classes` columns whatever n is.",
    caught_by="test_each_row_on_its_own",
)
def squeezed(n_inputs, n_hidden, n_classes):
    class Network(nn.Module):
        def __init__(self):
            super().__init__()
            self.hidden = nn.Linear(n_inputs, n_hidden)
            self.output = nn.Linear(n_hidden, n_classes)

        def forward(self, x):
            return self.output(torch.tanh(self.hidden(x))).squeeze()

    return Network()
