"""Known mistakes of `mlp_in_torch`."""

import torch
from torch import nn

from autograder.mistakes import mistake


class _Net(nn.Module):
    """The right network but for what `forward` of a subclass does with its layers."""

    def __init__(self, d, h, k):
        super().__init__()
        self.hidden, self.output = nn.Linear(d, h), nn.Linear(h, k)


@mistake(
    says="Your network ends in a softmax. Its output is meant to be logits: nn.CrossEntropyLoss takes "
    "those and would apply softmax a second time, which flattens the gradients.",
    caught_by="test_the_output_bias_comes_through_as_it_is",
)
def softmax_inside(n_inputs, n_hidden, n_classes):
    return nn.Sequential(
        nn.Linear(n_inputs, n_hidden), nn.Tanh(), nn.Linear(n_hidden, n_classes), nn.Softmax(dim=1)
    )


@mistake(
    says="Your network ends in a log-softmax. That is the first half of the loss; the output is meant "
    "to be the logits themselves.",
    caught_by="test_the_output_bias_comes_through_as_it_is",
)
def log_softmax_inside(n_inputs, n_hidden, n_classes):
    return nn.Sequential(
        nn.Linear(n_inputs, n_hidden),
        nn.Tanh(),
        nn.Linear(n_hidden, n_classes),
        nn.LogSoftmax(dim=1),
    )


@mistake(
    says="Your network has no tanh between its layers. A linear layer after a linear layer is one linear "
    "layer: however many hidden units, the boundary stays straight.",
    caught_by="test_one_path_through_the_network",
)
def no_activation(n_inputs, n_hidden, n_classes):
    return nn.Sequential(nn.Linear(n_inputs, n_hidden), nn.Linear(n_hidden, n_classes))


@mistake(
    says="Your network applies tanh after the output layer too, so that no logit leaves (-1, 1) and no "
    "class can become more than a few times as probable as another.",
    caught_by="test_the_output_bias_comes_through_as_it_is",
)
def tanh_after_the_output(n_inputs, n_hidden, n_classes):
    return nn.Sequential(
        nn.Linear(n_inputs, n_hidden), nn.Tanh(), nn.Linear(n_hidden, n_classes), nn.Tanh()
    )


@mistake(
    says="Your tanh comes after the output layer and not between the two: what is left between them "
    "is linear.",
    caught_by="test_the_output_bias_comes_through_as_it_is",
)
def tanh_only_at_the_end(n_inputs, n_hidden, n_classes):
    return nn.Sequential(
        nn.Linear(n_inputs, n_hidden), nn.Linear(n_hidden, n_classes), nn.Tanh()
    )


@mistake(
    says="Your hidden units are sigmoids. Tanh is a sigmoid stretched to (-1, 1), and zero at zero.",
    caught_by="test_one_path_through_the_network",
)
def sigmoid_for_tanh(n_inputs, n_hidden, n_classes):
    return nn.Sequential(
        nn.Linear(n_inputs, n_hidden), nn.Sigmoid(), nn.Linear(n_hidden, n_classes)
    )


@mistake(
    says="Your hidden units are rectified (ReLU): a good network, and another one. Tanh is asked for.",
    caught_by="test_one_path_through_the_network",
)
def relu_for_tanh(n_inputs, n_hidden, n_classes):
    return nn.Sequential(nn.Linear(n_inputs, n_hidden), nn.ReLU(), nn.Linear(n_hidden, n_classes))


@mistake(
    says="Your network applies tanh to its inputs and not to what leaves the hidden layer.",
    caught_by="test_one_path_through_the_network",
)
def tanh_on_the_inputs(n_inputs, n_hidden, n_classes):
    return nn.Sequential(nn.Tanh(), nn.Linear(n_inputs, n_hidden), nn.Linear(n_hidden, n_classes))


@mistake(
    says="Your layers have no biases: every hidden unit is then zero at the origin, and all classes are "
    "equally probable there. nn.Linear has a bias unless told otherwise.",
    caught_by="test_parameters_of_two_layers",
)
def no_biases(n_inputs, n_hidden, n_classes):
    return nn.Sequential(
        nn.Linear(n_inputs, n_hidden, bias=False),
        nn.Tanh(),
        nn.Linear(n_hidden, n_classes, bias=False),
    )


@mistake(
    says="Your layers lie in a plain Python list. PyTorch looks for parameters among the module's "
    "attributes and does not look inside lists: an optimiser would train nothing. Use nn.ModuleList.",
    caught_by="test_parameters_of_two_layers",
)
def layers_in_a_plain_list(n_inputs, n_hidden, n_classes):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.layers = [nn.Linear(n_inputs, n_hidden), nn.Linear(n_hidden, n_classes)]

        def forward(self, x):
            return self.layers[1](torch.tanh(self.layers[0](x)))

    return Net()


@mistake(
    says="Your network has one layer: its weights lead from the inputs to the classes at once, and tanh "
    "is applied to the scores. The hidden layer needs weights of its own, and so does the output.",
    caught_by="test_parameters_of_two_layers",
)
def one_layer(n_inputs, n_hidden, n_classes):
    return nn.Sequential(nn.Linear(n_inputs, n_classes), nn.Tanh())


@mistake(
    says="Your network has a hidden layer too many. A layer is what has weights: two layers are one "
    "hidden layer and the output.",
    caught_by="test_parameters_of_two_layers",
)
def two_hidden_layers(n_inputs, n_hidden, n_classes):
    return nn.Sequential(
        nn.Linear(n_inputs, n_hidden),
        nn.Tanh(),
        nn.Linear(n_hidden, n_hidden),
        nn.Tanh(),
        nn.Linear(n_hidden, n_classes),
    )


@mistake(
    says="Your numbers of hidden units and of classes are exchanged: n_hidden units lie in the middle, "
    "n_classes logits come out.",
    caught_by="test_parameters_of_two_layers",
)
def sizes_exchanged(n_inputs, n_hidden, n_classes):
    return nn.Sequential(
        nn.Linear(n_inputs, n_classes), nn.Tanh(), nn.Linear(n_classes, n_hidden)
    )


@mistake(
    says="What your hidden units compute is cut off from its history, with .detach(), .data, "
    "torch.tensor() or torch.no_grad(): no gradient reaches the first layer, and it never learns.",
    caught_by="test_every_parameter_can_learn",
)
def hidden_units_detached(n_inputs, n_hidden, n_classes):
    class Net(_Net):
        def forward(self, x):
            return self.output(torch.tanh(self.hidden(x)).detach())

    return Net(n_inputs, n_hidden, n_classes)
