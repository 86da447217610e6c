"""The public checks of `mlp_in_torch`: run them as often as you like."""

import numpy as np


def test_parameters_of_two_layers(student, expect):
    """Four inputs, seven hidden units, three classes: two weights, two biases, all trainable."""
    shapes = student.mlp_in_torch(4, 7, 3).shapes()
    # A weight may be kept either way round, and a bias as one row.
    found = sorted(tuple(sorted(n for n in shape if n != 1)) for shape in shapes)
    expect.that(
        found == [(3,), (3, 7), (4, 7), (7,)],
        "the trainable parameters are not those of two layers",
        got=shapes,
        hint="asked for are (7, 4) and (7,) of the hidden layer, (3, 7) and (3,) of the output. "
        "PyTorch sees what is an attribute of the module: layers in a plain list need nn.ModuleList",
    )


def test_the_output_bias_comes_through_as_it_is(student, expect):
    """Every parameter zero except the output's bias: each row of logits is that bias."""
    net = student.mlp_in_torch(4, 7, 3)
    net.load([np.zeros((7, 4)), np.zeros(7), np.zeros((3, 7)), np.array([1.0, 0.0, -1.0])])
    got = net.forward(np.ones((5, 4)))
    expect.close(
        got,
        np.tile([1.0, 0.0, -1.0], (5, 1)),
        rtol=1e-5,
        atol=1e-6,
        what="the array of logits",
        hint="logits are what leaves the last layer: nothing comes after it, no tanh and no softmax",
    )


def test_one_path_through_the_network(student, expect):
    """One input of 0.5, one hidden unit, weight 2 in front of it and 3 behind: 3 tanh(1)."""
    net = student.mlp_in_torch(4, 7, 3)
    first, second = np.zeros((7, 4)), np.zeros((3, 7))
    first[2, 1], second[0, 2] = 2.0, 3.0
    net.load([first, np.zeros(7), second, np.zeros(3)])
    got = net.forward(np.array([[9.0, 0.5, 9.0, 9.0], [9.0, -0.5, 9.0, 9.0]]))
    want = [[2.284782, 0.0, 0.0], [-2.284782, 0.0, 0.0]]
    expect.close(got, want, rtol=1e-5, atol=1e-6, what="the array of logits")


def test_every_parameter_can_learn(student, expect):
    """A change of any parameter changes the logits, and PyTorch's gradients know it."""
    net = student.mlp_in_torch(2, 3, 4)
    hidden = np.array([[0.5, 0.1], [-0.2, 0.3], [0.4, -0.6]])
    net.load([hidden, np.full(3, 0.1), np.full((4, 3), 0.7), np.zeros(4)])
    names = ["hidden weight", "hidden bias", "output weight", "output bias"]
    found = net.gradients(np.array([[1.0, 2.0]]), np.ones((1, 4)))
    for name, gradient in zip(names, found, strict=True):
        expect.that(
            np.abs(gradient) > 1e-6,
            f"the gradient by the {name} is zero, so it would never learn",
            hint="is a tensor detached, turned into NumPy, or made under torch.no_grad()?",
        )
