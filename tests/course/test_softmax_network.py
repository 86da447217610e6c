"""Dense networks by hand against PyTorch's autograd and differences, and log-sum-exp against SciPy."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import optimize, special

from course import softmax

ACTIVATIONS = ["tanh", "relu", "sigmoid"]
VALUES = hnp.arrays(
    float,
    hnp.array_shapes(min_dims=1, max_dims=3, max_side=5),
    elements=st.floats(-1e300, 1e300) | st.just(-np.inf),
)


def _network(sizes, seed):
    """Random parameters, biases too, inputs, and an upstream gradient."""
    rng = np.random.default_rng(seed)
    layers = []
    for p, m in pairwise(sizes):
        layers += [rng.normal(size=(m, p)) / np.sqrt(p), rng.normal(size=m)]
    return layers, rng.normal(size=(9, sizes[0])), rng.normal(size=(9, sizes[-1]))


@given(VALUES)
def test_log_sum_exp_is_scipys(values):
    with np.errstate(all="ignore"):
        theirs = special.logsumexp(values, axis=-1)
    ours = softmax.log_sum_exp(values)
    assert np.shape(ours) == np.shape(theirs)
    np.testing.assert_allclose(ours, theirs, rtol=1e-14, atol=1e-14)


def test_the_gradient_of_log_sum_exp_is_the_softmax():
    values = np.array([0.3, -2.0, 1.5, 0.0])
    slope = optimize.approx_fprime(values, softmax.log_sum_exp, 1e-7)
    np.testing.assert_allclose(slope, softmax.softmax(values), atol=1e-6)


@pytest.mark.parametrize("bad", [3.0, [], [[], []], [1.0, np.nan], [np.inf, 0.0]])
def test_what_cannot_be_added_up_is_refused(bad):
    with pytest.raises(ValueError, match=r"nothing to add up|NaN or plus infinity"):
        softmax.log_sum_exp(bad)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize(
    "sizes", [(3, 4), (4, 7, 3), (1, 1, 1), (2, 5, 5, 4), (6, 2, 9, 3, 5)], ids=str
)
def test_logits_and_gradients_agree_with_autograd_to_ten_digits(sizes, activation):
    torch = pytest.importorskip("torch", reason="compares with PyTorch")
    layers, x, upstream = _network(sizes, len(sizes))
    there = [torch.tensor(part, requires_grad=True) for part in layers]
    bend = {"tanh": torch.tanh, "relu": torch.relu, "sigmoid": torch.sigmoid}[activation]
    value = torch.tensor(x)
    for i in range(0, len(there), 2):
        value = torch.nn.functional.linear(value, there[i], there[i + 1])
        value = bend(value) if i < len(there) - 2 else value
    (value * torch.tensor(upstream)).sum().backward()
    ours = softmax.mlp_forward(layers, x, activation)
    np.testing.assert_allclose(ours, value.detach().numpy(), rtol=1e-10, atol=1e-10)
    found = softmax.mlp_gradients(layers, x, upstream, activation)
    assert len(found) == len(there)
    for mine, theirs in zip(found, there, strict=True):
        np.testing.assert_allclose(mine, theirs.grad.numpy(), rtol=1e-10, atol=1e-10)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_three_layers_down_to_the_labels_agree_with_differences(activation):
    layers, x, _ = _network((3, 5, 4, 3), 7)
    labels = np.arange(9) % 3
    shapes = [part.shape for part in layers]
    ends = np.cumsum([part.size for part in layers])

    def loss(flat):
        parts = [
            part.reshape(shape)
            for part, shape in zip(np.split(flat, ends[:-1]), shapes, strict=True)
        ]
        return softmax.cross_entropy(softmax.mlp_forward(parts, x, activation), labels)

    upstream = softmax.cross_entropy_gradient(softmax.mlp_forward(layers, x, activation), labels)
    ours = softmax.mlp_gradients(layers, x, upstream, activation)
    theirs = optimize.approx_fprime(np.concatenate([part.ravel() for part in layers]), loss, 1e-7)
    np.testing.assert_allclose(np.concatenate([g.ravel() for g in ours]), theirs, atol=1e-6)


def test_two_layers_may_be_given_by_name_or_as_a_list():
    layers, x, upstream = _network((4, 6, 3), 2)
    named = softmax.Layers(*layers)
    assert isinstance(softmax.mlp_gradients(named, x, upstream), softmax.Layers)
    for one, other in zip(
        softmax.mlp_gradients(named, x, upstream),
        softmax.mlp_gradients(layers, x, upstream),
        strict=True,
    ):
        np.testing.assert_array_equal(one, other)


def test_layers_and_parameters_are_counted_as_pytorch_counts_them():
    torch = pytest.importorskip("torch", reason="compares with PyTorch")
    net = torch.nn.Sequential(torch.nn.Linear(5, 8), torch.nn.Tanh(), torch.nn.Linear(8, 3))
    parts = [part.detach().numpy() for part in net.parameters()]
    assert softmax.layer_sizes(parts) == [5, 8, 3]
    assert sum(part.size for part in softmax.random_layers([5, 8, 3])) == 8 * 6 + 3 * 9


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_random_layers_keep_the_size_of_a_signal(activation):
    layers = softmax.random_layers([400] * 6, activation, rng=5)
    x = np.random.default_rng(6).normal(size=(50, 400))
    if activation == "tanh":
        x *= 0.01  # where tanh is a straight line
    logits = softmax.mlp_forward(layers, x, activation)
    assert (
        0.6 < logits.std() / x.std() < 1.9
    )  # relu's last layer, which no relu follows, doubles it
    assert not any(np.any(bias) for bias in layers[1::2])


def test_a_seed_makes_the_start_repeatable():
    one, other = (softmax.random_layers([3, 4, 2], rng=9) for _ in range(2))
    for mine, theirs in zip(one, other, strict=True):
        np.testing.assert_array_equal(mine, theirs)


def test_shapes_that_do_not_fit_are_refused():
    layers, x, upstream = _network((4, 6, 3), 1)
    for wrong in ([], layers[:3], [layers[0], layers[1], layers[2].T, layers[3]], layers[1:]):
        with pytest.raises(ValueError, match=r"matrix and a bias|layer 2"):
            softmax.mlp_forward(wrong, x)
    with pytest.raises(ValueError, match="4 inputs"):
        softmax.mlp_forward(layers, x[:, :3])
    with pytest.raises(ValueError, match="rows of 3"):
        softmax.mlp_gradients(layers, x, upstream[:, :2])
    with pytest.raises(ValueError, match="tanh, relu, sigmoid"):
        softmax.mlp_forward(layers, x, "softplus")
    with pytest.raises(ValueError, match="two or more"):
        softmax.random_layers([3])
