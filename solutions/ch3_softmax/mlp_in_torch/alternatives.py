"""Unusual right answers to `mlp_in_torch`."""

import warnings

import torch
from torch import nn
from torch.nn import functional

from autograder.authors import alternative


@alternative(
    "a class of its own, the output layer defined first, and a print and a warning on the way"
)
def a_class(n_inputs: int, n_hidden: int, n_classes: int) -> nn.Module:
    class Network(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.output = nn.Linear(n_hidden, n_classes)
            self.hidden = nn.Linear(n_inputs, n_hidden)

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            print("forward", tuple(x.shape))
            warnings.warn("only a warning", stacklevel=1)
            return self.output(torch.tanh(self.hidden(x)))

    return Network()


@alternative("raw parameters in the other layout, x @ W, tanh written with exponentials")
def raw_parameters(n_inputs, n_hidden, n_classes):
    class Network(nn.Module):
        def __init__(self):
            super().__init__()
            self.w1 = nn.Parameter(torch.randn(n_inputs, n_hidden) * 0.1)
            self.b1 = nn.Parameter(torch.zeros(n_hidden))
            self.w2 = nn.Parameter(torch.randn(n_hidden, n_classes) * 0.1)
            self.b2 = nn.Parameter(torch.zeros(n_classes))

        def forward(self, x):
            hidden = 2 * torch.sigmoid(2 * (x @ self.w1 + self.b1)) - 1
            return hidden @ self.w2 + self.b2

    return Network()


@alternative("a ModuleList, functional calls, and double precision")
def in_double_precision(n_inputs, n_hidden, n_classes):
    class Network(nn.Module):
        def __init__(self):
            super().__init__()
            sizes = [(n_inputs, n_hidden), (n_hidden, n_classes)]
            self.layers = nn.ModuleList(nn.Linear(a, b, dtype=torch.float64) for a, b in sizes)

        def forward(self, x):
            first, second = self.layers
            hidden = functional.linear(x, first.weight, first.bias).tanh()
            return functional.linear(hidden, second.weight, second.bias)

    return Network()


@alternative("a Sequential with names, in training mode, its weights started at zero")
def named_steps(n_inputs, n_hidden, n_classes):
    network = nn.Sequential()
    network.add_module("first", nn.Linear(n_inputs, n_hidden))
    network.add_module("bend", nn.Tanh())
    network.add_module("second", nn.Linear(n_hidden, n_classes))
    for parameter in network.parameters():
        nn.init.zeros_(parameter)
    return network.train()


@alternative("parameters in dictionaries, biases kept as a row, products by einsum")
def biases_as_rows(n_inputs, n_hidden, n_classes):
    class Network(nn.Module):
        def __init__(self):
            super().__init__()
            sizes = [(n_inputs, n_hidden), (n_hidden, n_classes)]
            self.layers = nn.ModuleList(
                nn.ParameterDict({"b": torch.zeros(1, out), "w": torch.randn(inputs, out)})
                for inputs, out in sizes
            )

        def forward(self, x):
            first, second = (
                lambda v, part=part: torch.einsum("ni,io->no", v, part["w"]) + part["b"]
                for part in self.layers
            )
            self.hidden = first(x).tanh()
            return second(self.hidden)

    return Network()
