"""Unusual right answers to `mlp_in_torch`."""

import warnings
from collections import OrderedDict

import torch
from torch import nn
from torch.nn import functional as F

from autograder.alternatives import alternative


@alternative("a class with named layers, functional calls, and a print in each forward pass")
def a_class(n_inputs, n_hidden, n_classes):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.output = nn.Linear(n_hidden, n_classes)
            self.hidden = nn.Linear(n_inputs, n_hidden)

        def forward(self, x):
            print("batch of", len(x))
            return self.output(F.tanh(self.hidden(x)))

    return Net()


@alternative("bare parameters, weights from inputs to outputs, biases as one row")
def bare_parameters(n_inputs, n_hidden, n_classes):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.b1 = nn.Parameter(torch.zeros(1, n_hidden))
            self.W1 = nn.Parameter(torch.randn(n_inputs, n_hidden))
            self.W2 = nn.Parameter(torch.randn(n_hidden, n_classes))
            self.b2 = nn.Parameter(torch.zeros(1, n_classes))

        def forward(self, x):
            return torch.tanh(x @ self.W1 + self.b1) @ self.W2 + self.b2

    return Net()


@alternative("layers in a ModuleList, walked in a loop, with a warning on the way")
def module_list(n_inputs: int, n_hidden: int, n_classes: int) -> nn.Module:
    class Net(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            sizes = [n_inputs, n_hidden, n_classes]
            self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            warnings.warn("this is only a warning", stacklevel=1)
            *first, last = self.layers
            for layer in first:
                x = layer(x).tanh()
            return last(x)

    return Net()


@alternative("double precision, named parts, left in evaluation mode")
def double_precision(n_inputs, n_hidden, n_classes):
    parts = OrderedDict(
        hidden=nn.Linear(n_inputs, n_hidden, dtype=torch.float64),
        squash=nn.Tanh(),
        output=nn.Linear(n_hidden, n_classes, dtype=torch.float64),
    )
    return nn.Sequential(parts).eval()


@alternative("tanh written as a logistic function, in einsum, with its activations kept on the way")
def by_einsum(n_inputs, n_hidden, n_classes):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.hidden = nn.ParameterDict(
                {"w": torch.randn(n_hidden, n_inputs), "b": torch.zeros(n_hidden)}
            )
            self.output = nn.ParameterDict(
                {"w": torch.randn(n_classes, n_hidden), "b": torch.zeros(n_classes)}
            )

        def forward(self, x):
            z = torch.einsum("nd,hd->nh", x, self.hidden["w"]) + self.hidden["b"]
            self.activations = 2 * torch.sigmoid(2 * z) - 1
            return torch.einsum("nh,kh->nk", self.activations, self.output["w"]) + self.output["b"]

    return Net()
