"""Training in PyTorch against PyTorch's own optimiser, autograd, and the optimum that NumPy finds."""

import subprocess
import sys

import numpy as np
import pytest
from sklearn.datasets import load_digits, load_iris, load_wine

from course import softmax

torch = pytest.importorskip("torch", reason="trains in PyTorch")

from course.softmax import ensemble, torch_regression, training  # noqa: E402

CPU = {"device": "cpu"}
ACTIVATIONS = ["tanh", "relu", "sigmoid"]


def _rings(n=300, seed=0):
    """Two rings, one inside the other."""
    rng = np.random.default_rng(seed)
    labels = np.arange(n) % 2
    angle, radius = rng.uniform(0, 2 * np.pi, n), 1.0 + labels + 0.2 * rng.normal(size=n)
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)]), labels


def _by_pytorch(network, x, labels, *, epochs, batch_size, rates, weight_decay, seed):
    """The tutorial's loop on the same batches: autograd and torch.optim.AdamW."""
    x, labels = torch.as_tensor(x, dtype=torch.float64), torch.as_tensor(labels)
    weights = [p for p in network.parameters() if p.ndim > 1]
    biases = [p for p in network.parameters() if p.ndim == 1]
    groups = [{"params": weights}, {"params": biases, "weight_decay": 0.0}]
    adam = torch.optim.AdamW(groups, lr=1.0, weight_decay=weight_decay)
    shuffle, step = torch.Generator().manual_seed(seed), 0
    for _ in range(epochs):
        for some in torch.randperm(len(x), generator=shuffle).split(batch_size):
            for group in adam.param_groups:
                group["lr"] = rates[step]
            adam.zero_grad()
            torch.nn.functional.cross_entropy(network(x[some]), labels[some]).backward()
            adam.step()
            step += 1
    return network


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_an_mlp_computes_what_the_network_by_hand_computes(activation):
    network = training.mlp([5, 7, 6, 3], activation, dtype=torch.float64, seed=4)
    x = np.random.default_rng(1).normal(size=(10, 5))
    layers = [p.detach().numpy() for p in network.parameters()]
    np.testing.assert_allclose(
        network(torch.tensor(x)).detach().numpy(),
        softmax.mlp_forward(layers, x, activation),
        rtol=1e-12,
    )
    assert softmax.layer_sizes(layers) == [5, 7, 6, 3]
    for ours, there in zip(softmax.random_layers([5, 7, 6, 3], activation, 4), layers, strict=True):
        np.testing.assert_array_equal(ours, there)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("schedule", ["constant", "cosine"])
def test_training_takes_the_steps_of_autograd_and_pytorchs_adamw(activation, schedule):
    x, labels = _rings(50)
    make = {"sizes": [2, 6, 5, 2], "activation": activation, "dtype": torch.float64, "seed": 2}
    options = {"epochs": 4, "batch_size": 16, "weight_decay": 0.1, "seed": 3}
    found = training.train(
        training.mlp(**make), x, labels, learning_rate=0.01, schedule=schedule, **options, **CPU
    )
    rates = training.learning_rates(0.01, schedule, 16)
    wanted = _by_pytorch(training.mlp(**make), x, labels, rates=rates, **options)
    for ours, theirs in zip(found.network.parameters(), wanted.parameters(), strict=True):
        np.testing.assert_allclose(ours.detach(), theirs.detach(), rtol=1e-9, atol=1e-12)


def test_a_module_of_another_kind_is_trained_by_autograd_to_the_same_numbers():
    class Wrapped(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.inner = training.mlp([2, 8, 2], "relu", dtype=torch.float64, seed=1)

        def forward(self, x):
            return self.inner(x)

    x, labels = _rings(60)
    ours = training.train(Wrapped().inner, x, labels, epochs=3, batch_size=7, **CPU)
    theirs = training.train(Wrapped(), x, labels, epochs=3, batch_size=7, **CPU)
    np.testing.assert_allclose(ours.train_loss, theirs.train_loss, rtol=1e-12)


def test_a_learning_rate_on_the_cosine_is_that_of_pytorchs_scheduler():
    adam = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.3)
    cosine = torch.optim.lr_scheduler.CosineAnnealingLR(adam, T_max=20)
    theirs = []
    for _ in range(20):
        theirs.append(adam.param_groups[0]["lr"])
        adam.step()
        cosine.step()
    np.testing.assert_allclose(training.learning_rates(0.3, "cosine", 20), theirs, rtol=1e-9)


def test_a_network_separates_rings_that_softmax_regression_does_not():
    x, labels = _rings()
    linear = softmax.softmax_regression(x, labels)
    found = training.train(
        training.mlp([2, 16, 2], seed=0), x, labels, epochs=150, learning_rate=0.02, **CPU
    )
    assert linear.loss > 0.65 and found.train_loss[-1] < 0.1


def test_the_same_seed_gives_the_same_numbers_and_another_gives_others():
    x, labels = _rings(80)
    runs = [
        training.train(training.mlp([2, 4, 2], seed=1), x, labels, epochs=3, seed=seed, **CPU)
        for seed in (5, 5, 6)
    ]
    assert runs[0].train_loss == runs[1].train_loss != runs[2].train_loss


def test_one_layer_reaches_the_optimum_of_softmax_regression():
    x, labels = load_iris(return_X_y=True)
    x = (x - x.mean(axis=0)) / x.std(axis=0)
    x, labels = x[labels > 0], labels[labels > 0] - 1  # two classes that overlap
    network = training.mlp([4, 2], dtype=torch.float64, seed=0)
    found = training.train(
        network, x, labels, epochs=3000, batch_size=100, learning_rate=0.1, schedule="cosine", **CPU
    )
    assert found.train_loss[-1] == pytest.approx(
        softmax.softmax_regression(x, labels).loss, abs=1e-3
    )


def test_early_stopping_keeps_the_parameters_of_the_best_epoch():
    rng = np.random.default_rng(0)
    x, labels = rng.normal(size=(60, 5)), rng.integers(2, size=60)  # nothing to learn but noise
    held_out = rng.normal(size=(60, 5)), rng.integers(2, size=60)
    found = training.train(
        training.mlp([5, 64, 2], dtype=torch.float64, seed=0),
        x,
        labels,
        validation=held_out,
        epochs=500,
        batch_size=10,
        learning_rate=0.01,
        patience=15,
        **CPU,
    )
    losses = found.validation_loss
    assert len(losses) == found.best_epoch + 15 < 500
    assert losses[found.best_epoch - 1] == min(losses)
    logits = found.network(torch.tensor(held_out[0])).detach().numpy()
    assert softmax.cross_entropy(logits, held_out[1]) == pytest.approx(min(losses), rel=1e-10)


def test_weight_decay_makes_weights_shorter():
    x, labels = _rings(100)
    sizes = []
    for decay in (0.0, 1.0):
        found = training.train(
            training.mlp([2, 8, 2], seed=0), x, labels, epochs=50, learning_rate=0.01,
            weight_decay=decay, **CPU,
        )  # fmt: skip
        sizes.append(float(found.network[0].weight.detach().norm()))
    assert sizes[1] < 0.9 * sizes[0]


def test_after_training_parameters_are_ordinary_ones():
    x, labels = _rings(40)
    network = training.train(training.mlp([2, 3, 2], seed=0), x, labels, epochs=1, **CPU).network
    assert all(p.grad is None and p.requires_grad for p in network.parameters())
    pointers = {p.untyped_storage().data_ptr() for p in network.parameters()}
    assert len(pointers) == 4
    torch.nn.functional.cross_entropy(
        network(torch.tensor(x).float()), torch.tensor(labels)
    ).backward()
    assert all(p.grad is not None for p in network.parameters())


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"epochs": 0}, "1 or more"),
        ({"batch_size": 0}, "1 or more"),
        ({"learning_rate": 0.0}, "learning_rate"),
        ({"weight_decay": -1.0}, "weight_decay"),
        ({"schedule": "steps"}, "constant or cosine"),
        ({"patience": 3}, "needs validation"),
        ({"learning_rate": 1e30}, "smaller learning rate"),
    ],
)
def test_options_that_mean_nothing_are_refused(options, message):
    x, labels = _rings(40)
    with pytest.raises(ValueError, match=message):
        training.train(training.mlp([2, 4, 2], "relu", seed=0), x, labels, **options, **CPU)


def test_rows_of_one_class_may_be_held_out():
    x, labels = _rings(40)
    held_out = x[labels == 0], labels[labels == 0]
    found = training.train(training.mlp([2, 4, 2]), x, labels, validation=held_out, epochs=2, **CPU)
    assert len(found.validation_loss) == 2


def test_labels_beyond_the_logits_and_absent_devices_are_refused():
    with pytest.raises(ValueError, match="labels are 0 to 1"):
        training.train(training.mlp([1, 2]), [[0.0], [1.0], [2.0]], [0, 1, 2], **CPU)
    assert training.pick_device().type == ("cuda" if torch.cuda.is_available() else "cpu")
    if not torch.cuda.is_available():
        with pytest.raises(ValueError, match="no CUDA device"):
            training.pick_device("cuda")


@pytest.mark.parametrize("ridge", [0.0, 0.01])
def test_softmax_regression_in_pytorch_reaches_the_optimum_of_numpy(ridge):
    rng = np.random.default_rng(3)
    x = rng.normal(size=(5000, 4)) * [1.0, 10.0, 0.1, 1.0] + [0.0, 5.0, 0.0, 100.0]
    z = (x - x.mean(axis=0)) / x.std(axis=0) @ rng.normal(size=(4, 3))
    labels = (z + rng.gumbel(size=z.shape)).argmax(axis=1)
    numpy = softmax.softmax_regression(x, labels, ridge)
    there = torch_regression.softmax_regression(x, labels, ridge, **CPU)
    assert there.loss == pytest.approx(numpy.loss, abs=1e-12)
    np.testing.assert_allclose(there.weight, numpy.weight, rtol=1e-5, atol=1e-7)
    np.testing.assert_allclose(there.probabilities(x), numpy.probabilities(x), atol=1e-7)
    single = torch_regression.softmax_regression(x, labels, ridge, dtype=torch.float32, **CPU)
    np.testing.assert_allclose(single.probabilities(x), numpy.probabilities(x), atol=1e-3)


@pytest.mark.parametrize(("load", "kind"), [(load_iris, "quasi-complete"), (load_wine, "complete")])
def test_separated_classes_are_refused_in_pytorch_too(load, kind):
    with pytest.raises(ValueError, match=f"{kind}.*no maximum"):
        torch_regression.softmax_regression(*load(return_X_y=True), **CPU)


def test_loss_and_gradient_of_softmax_regression_are_those_of_autograd():
    rng = np.random.default_rng(8)
    x, labels = torch.tensor(rng.normal(size=(5000, 6))), torch.tensor(rng.integers(4, size=5000))
    weight = torch.tensor(rng.normal(size=(4, 6)), requires_grad=True)
    bias = torch.tensor(rng.normal(size=4), requires_grad=True)
    loss = torch.nn.functional.cross_entropy(x @ weight.t() + bias, labels)
    loss.backward()
    ours = torch_regression.loss_and_gradient(x, labels, weight.detach(), bias.detach())
    for mine, theirs in zip(ours, (loss.detach(), weight.grad, bias.grad), strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-10, atol=1e-14)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_each_network_of_an_ensemble_is_trained_as_it_would_be_alone(activation):
    x, labels = _rings(40)
    rates, decays = np.array([0.01, 0.05, 0.02]), np.array([0.0, 0.1, 1.0])
    found = ensemble.train_ensemble(
        [2, 5, 2], x, labels, networks=3, activation=activation, bootstrap=False, epochs=6,
        batch_size=40, learning_rate=rates, weight_decay=decays, schedule="cosine", seed=7,
        dtype=torch.float64, **CPU,
    )  # fmt: skip
    for i in range(3):
        alone = training.mlp([2, 5, 2], activation, dtype=torch.float64, seed=[7, i])
        theirs = training.train(
            alone, x, labels, epochs=6, batch_size=40, learning_rate=rates[i],
            weight_decay=decays[i], schedule="cosine", **CPU,
        ).network  # fmt: skip
        for ours, parameter in zip(found.layers(i), theirs.parameters(), strict=True):
            np.testing.assert_allclose(ours, parameter.detach(), rtol=1e-9, atol=1e-12)
    logits = found.logits(x)
    np.testing.assert_allclose(
        logits[1], softmax.mlp_forward(found.layers(1), x, activation), rtol=1e-10
    )
    np.testing.assert_allclose(
        found.probabilities(x), softmax.softmax(logits).mean(axis=0), rtol=1e-10
    )


def test_bootstrapped_networks_differ_and_their_mean_is_better_than_most_of_them():
    x, labels = load_digits(return_X_y=True)
    x = x / 16
    found = ensemble.train_ensemble(
        [64, 12, 10], x[:300], labels[:300], networks=16, epochs=40, learning_rate=0.01, **CPU
    )
    each = [softmax.cross_entropy(z, labels[300:]) for z in found.logits(x[300:])]
    together = -np.log(found.probabilities(x[300:])[np.arange(len(x) - 300), labels[300:]]).mean()
    assert len(set(each)) == 16 and together < np.quantile(each, 0.1)


def test_an_ensemble_is_repeatable_and_refuses_what_does_not_fit():
    x, labels = _rings(30)
    options = {"networks": 2, "epochs": 2, **CPU}
    one, other = (ensemble.train_ensemble([2, 3, 2], x, labels, **options) for _ in range(2))
    np.testing.assert_array_equal(one.parameters, other.parameters)
    for sizes in ([3, 2], [2, 1], [2]):
        with pytest.raises(ValueError, match="needs 2 first"):
            ensemble.train_ensemble(sizes, x, labels, **options)
    for wrong in ({"learning_rate": [0.1]}, {"learning_rate": 0}, {"weight_decay": [0.1, -1.0]}):
        with pytest.raises(ValueError, match="is one number or 2"):
            ensemble.train_ensemble([2, 2], x, labels, **wrong, **options)
    with pytest.raises(ValueError, match="1 or more"):
        ensemble.train_ensemble([2, 2], x, labels, networks=0, **CPU)
    with pytest.raises(ValueError, match="constant or cosine"):
        ensemble.train_ensemble([2, 2], x, labels, schedule="none", **CPU)


def test_the_chapter_needs_numpy_scipy_and_pytorch_alone():
    """A GPU machine may have nothing else: no pandas, scikit-learn, statsmodels or matplotlib."""
    code = (
        "import sys\n"
        "for name in ('pandas', 'sklearn', 'statsmodels', 'matplotlib', 'pytest', 'pymc'):\n"
        "    sys.modules[name] = None\n"
        "from course import softmax\n"
        "assert 'torch' not in sys.modules\n"
        "from course.softmax import ensemble, torch_regression, training\n"
        "x, y = [[0.0], [1.0], [2.0], [3.0]], [0, 1, 0, 1]\n"
        "softmax.softmax_regression(x, y)\n"
        "torch_regression.softmax_regression(x, y)\n"
        "training.train(training.mlp([1, 2, 2]), x, y, epochs=1)\n"
        "ensemble.train_ensemble([1, 2, 2], x, y, networks=2, epochs=1)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


def test_what_a_graph_would_need_holds_on_a_cpu_too(monkeypatch):
    """Rates read from a tensor, and an epoch run once before and undone, change no number."""

    def warmed_up(epoch, state, steps):
        saved = [part.clone() for part in state]
        epoch()
        for part, before in zip(state, saved, strict=True):
            part.copy_(before)
        return epoch

    class OnCuda(training.AdamW):
        def __init__(self, *arguments):
            super().__init__(*arguments)
            self.on_cuda = True

    x, labels = _rings(50)

    def numbers():
        found = training.train(
            training.mlp([2, 5, 2], dtype=torch.float64, seed=0), x, labels, weight_decay=0.1,
            validation=_rings(20, 3), epochs=4, batch_size=16, schedule="cosine", **CPU,
        )  # fmt: skip
        many = ensemble.train_ensemble(
            [2, 5, 2], x, labels, networks=3, epochs=3, weight_decay=[0.0, 0.1, 1.0],
            schedule="cosine", dtype=torch.float64, **CPU,
        )  # fmt: skip
        return found.train_loss + found.validation_loss + many.parameters.flatten().tolist()

    before = numbers()
    for module in (training, ensemble):
        monkeypatch.setattr(module, "recorded", warmed_up)
        monkeypatch.setattr(module, "AdamW", OnCuda)
    np.testing.assert_allclose(numbers(), before, rtol=1e-10, atol=1e-13)


cuda = pytest.mark.skipif(
    not torch.cuda.is_available(), reason="no CUDA device: nothing to compare"
)


@cuda
@pytest.mark.cuda
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_on_a_cuda_device_training_gives_the_numbers_of_the_cpu(activation):
    """In float64 both agree to eight digits; in float32 the losses agree to three."""
    x, labels = _rings(200)
    for dtype, digits in ((torch.float64, 1e-8), (torch.float32, 1e-3)):
        runs = [
            training.train(
                training.mlp([2, 16, 2], activation, dtype=dtype, seed=0), x, labels,
                validation=_rings(50, 9), epochs=20, learning_rate=0.01, weight_decay=0.01,
                schedule="cosine", device=device,
            )
            for device in ("cpu", "cuda")
        ]  # fmt: skip
        np.testing.assert_allclose(runs[0].train_loss, runs[1].train_loss, rtol=digits)
        np.testing.assert_allclose(runs[0].validation_loss, runs[1].validation_loss, rtol=digits)


@cuda
@pytest.mark.cuda
def test_on_a_cuda_device_the_graph_of_an_epoch_changes_no_number():
    x, labels = _rings(200)
    losses, parameters = [], []
    for graph in (True, False):
        network = training.mlp([2, 8, 2], dtype=torch.float64, seed=0)
        options = {"epochs": 5, "device": "cuda", "graph": graph}
        losses.append(training.train(network, x, labels, **options).train_loss)
        many = ensemble.train_ensemble(
            [2, 6, 2], x, labels, networks=4, dtype=torch.float64, **options
        )
        parameters.append(many.parameters.cpu())
    np.testing.assert_allclose(losses[0], losses[1], rtol=1e-10)
    np.testing.assert_allclose(parameters[0], parameters[1], rtol=1e-9, atol=1e-12)


@cuda
@pytest.mark.cuda
def test_on_a_cuda_device_a_module_of_another_kind_is_trained_as_on_the_cpu():
    x, labels = _rings(60)
    losses = []
    for device in ("cpu", "cuda"):
        inner = training.mlp([2, 8, 2], dtype=torch.float64, seed=1)
        network = torch.nn.Sequential(inner, torch.nn.Identity())
        losses.append(training.train(network, x, labels, epochs=3, device=device).train_loss)
    np.testing.assert_allclose(losses[0], losses[1], rtol=1e-8)


@cuda
@pytest.mark.cuda
def test_on_a_cuda_device_an_ensemble_has_the_parameters_of_the_cpu():
    x, labels = _rings(100)
    options = {"networks": 8, "epochs": 5, "dtype": torch.float64}
    one, other = (
        ensemble.train_ensemble([2, 6, 2], x, labels, device=device, **options)
        for device in ("cpu", "cuda")
    )
    np.testing.assert_allclose(one.parameters, other.parameters.cpu(), rtol=1e-7, atol=1e-9)


@cuda
@pytest.mark.cuda
def test_on_a_cuda_device_softmax_regression_has_the_optimum_of_numpy():
    rng = np.random.default_rng(3)
    x = rng.normal(size=(10_000, 4))
    z = x @ rng.normal(size=(4, 3))
    labels = (z + rng.gumbel(size=z.shape)).argmax(axis=1)
    numpy = softmax.softmax_regression(x, labels)
    there = torch_regression.softmax_regression(x, labels, device="cuda")
    np.testing.assert_allclose(there.weight, numpy.weight, rtol=1e-5, atol=1e-7)
