"""`course.softmax` against SciPy, PyTorch and differences of its own values."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import optimize, special

from course import softmax

LOGITS = hnp.arrays(
    float,
    hnp.array_shapes(min_dims=1, max_dims=3, max_side=5),
    elements=st.floats(-1e4, 1e4),
)
RNG = np.random.default_rng(3)


def _layers(d: int = 4, h: int = 7, k: int = 3) -> softmax.Layers:
    shapes = ((h, d), (h,), (k, h), (k,))
    return softmax.Layers(*(RNG.normal(size=shape) for shape in shapes))


@given(LOGITS)
def test_softmax_and_its_logarithm_are_scipys(logits):
    np.testing.assert_allclose(
        softmax.softmax(logits), special.softmax(logits, axis=-1), atol=1e-15
    )
    np.testing.assert_allclose(
        softmax.log_softmax(logits), special.log_softmax(logits, axis=-1), rtol=1e-12, atol=1e-12
    )


@given(LOGITS)
def test_each_row_holds_probabilities(logits):
    found = softmax.softmax(logits)
    assert found.shape == logits.shape and (found >= 0).all()
    np.testing.assert_allclose(found.sum(axis=-1), 1, rtol=1e-12)


def test_the_scores_of_the_chapter():
    exact = np.exp([1.0, -3, 10, 1]) / np.exp([1.0, -3, 10, 1]).sum()
    np.testing.assert_allclose(softmax.softmax([1, -3, 10, 1]), exact, rtol=1e-13)


@pytest.mark.parametrize("bad", [3.0, [], [[], []], [1.0, np.nan], [np.inf, 0.0]])
def test_what_names_no_class_or_is_not_finite_is_refused(bad):
    for function in (softmax.softmax, softmax.log_softmax):
        with pytest.raises(ValueError, match=r"no class|NaN or infinite"):
            function(bad)


@pytest.mark.parametrize("labels", [[0], [0, 3], [0, -1], [0.0, 1.0], [[0, 1]]])
def test_labels_that_are_no_classes_are_refused(labels):
    for function in (softmax.cross_entropy, softmax.cross_entropy_gradient):
        with pytest.raises(ValueError, match="label"):
            function(np.zeros((2, 3)), labels)


def test_the_inputs_are_left_as_they_were():
    logits = np.array([[1.0, 2.0], [3.0, 5.0]])
    before = logits.copy()
    softmax.softmax(logits)
    softmax.cross_entropy_gradient(logits, [0, 1])
    np.testing.assert_array_equal(logits, before)


def test_cross_entropy_and_its_gradient_are_those_of_pytorch():
    torch = pytest.importorskip("torch", reason="compares with PyTorch")
    logits, labels = 5 * RNG.normal(size=(20, 4)), RNG.integers(0, 4, size=20)
    there = torch.tensor(logits, requires_grad=True)
    loss = torch.nn.functional.cross_entropy(there, torch.tensor(labels))
    loss.backward()
    assert softmax.cross_entropy(logits, labels) == pytest.approx(loss.item(), rel=1e-12)
    np.testing.assert_allclose(
        softmax.cross_entropy_gradient(logits, labels), there.grad.numpy(), atol=1e-14
    )


@pytest.mark.parametrize("sizes", [(4, 7, 3), (1, 1, 1), (2, 5, 5), (6, 2, 9)])
def test_the_network_and_its_gradients_are_those_of_pytorch(sizes):
    torch = pytest.importorskip("torch", reason="compares with PyTorch")
    layers, x = _layers(*sizes), RNG.normal(size=(8, sizes[0]))
    upstream = RNG.normal(size=(8, sizes[2]))
    W1, b1, W2, b2 = there = [torch.tensor(a, requires_grad=True) for a in layers]
    linear = torch.nn.functional.linear
    logits = linear(torch.tanh(linear(torch.tensor(x), W1, b1)), W2, b2)
    (logits * torch.tensor(upstream)).sum().backward()
    np.testing.assert_allclose(softmax.mlp_forward(layers, x), logits.detach().numpy(), rtol=1e-10)
    found = softmax.mlp_gradients(layers, x, upstream)
    for ours, theirs in zip(found, there, strict=True):
        np.testing.assert_allclose(ours, theirs.grad.numpy(), rtol=1e-9, atol=1e-12)


def test_the_chain_from_labels_to_weights_is_that_of_differences():
    layers, x, labels = _layers(), RNG.normal(size=(5, 4)), np.array([0, 2, 1, 0, 2])

    def loss(flat):
        changed = layers._replace(hidden_weight=flat.reshape(7, 4))
        return softmax.cross_entropy(softmax.mlp_forward(changed, x), labels)

    upstream = softmax.cross_entropy_gradient(softmax.mlp_forward(layers, x), labels)
    ours = softmax.mlp_gradients(layers, x, upstream).hidden_weight
    theirs = optimize.approx_fprime(layers.hidden_weight.ravel(), loss, 1e-6)
    np.testing.assert_allclose(ours.ravel(), theirs, atol=1e-6)


def test_importing_the_chapter_does_not_import_pytorch():
    code = "import sys; from course import mle, softmax; print('torch' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
