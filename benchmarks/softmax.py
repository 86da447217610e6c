"""Softmax regression and networks side by side: samples a second, and time to the same loss.

    python -m benchmarks.softmax             on the CPU, and on a CUDA device where there is one; minutes
    python -m benchmarks.softmax --small     tiny sizes, some seconds, nothing is stored

Prints the tables and writes them to benchmarks/results/softmax.txt and softmax.json, or softmax_cuda.*
where a CUDA device took part. NumPy, SciPy and PyTorch are enough; scikit-learn takes part where it is
installed, and without it the digits are replaced by simulated ones of the same size.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import time
import warnings
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from benchmarks.tables import table
from course import softmax
from course.softmax import ensemble, torch_regression, training

try:
    from sklearn.datasets import load_digits
    from sklearn.linear_model import LogisticRegression
    from sklearn.neural_network import MLPClassifier
except ImportError:
    LogisticRegression = None

RESULTS = Path(__file__).parent / "results"
RATE, BATCH, HIDDEN = 1e-3, 64, 32
RIDGE = 1e-6
# How near in nats to the least loss a fit of softmax regression has to come, and what each program is
# given to get there: the loosest tolerance that does is the one that is timed.
GAP = 1e-6
TOLERANCES = [10.0**-k for k in range(1, 10)]


@dataclass(frozen=True)
class Sizes:
    """What is measured: in full, or small enough for a test."""

    epochs: int = 200  # at most, for the digits net
    target: float = 0.15  # its test loss in nats
    rows: int = 1_000_000  # of softmax regression
    columns: int = 32
    classes: int = 10
    cuda_rows: int = 10_000_000  # of one full-batch pass on a CUDA device
    networks: int = 256
    ensemble_epochs: int = 20
    repeats: int = 5
    ceiling: int = 2**27  # numbers that are copied to measure the bandwidth
    matrix: int = 4096  # side of the matrices that are multiplied to measure FLOP/s


FULL = Sizes()
SMALL = Sizes(
    epochs=2, target=2.25, rows=6_000, columns=4, classes=3, cuda_rows=10_000, networks=3,
    ensemble_epochs=1, repeats=1, ceiling=2**16, matrix=64,
)  # fmt: skip

Arrays = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]  # x and labels to train, and to test


def digits() -> tuple[str, Arrays]:
    """Handwritten digits of 8 x 8 pixels between 0 and 1: four fifths to train, the rest to test."""
    if LogisticRegression is None:
        rng = np.random.default_rng(0)
        y = np.arange(1797) % 10
        x = np.clip(rng.uniform(size=(10, 64))[y] + 0.35 * rng.normal(size=(1797, 64)), 0, 1)
        name = "simulated clouds of the digits' size"
    else:
        x, y = load_digits(return_X_y=True)
        x, name = x / 16, "digits"
    order = np.random.default_rng(1).permutation(len(x))
    x, y = x[order].astype(np.float32), y[order]
    return name, (x[:1437], y[:1437], x[1437:], y[1437:])


def clouds(n: int, d: int, k: int) -> tuple[np.ndarray, np.ndarray]:
    """Normal inputs, and labels drawn from a softmax regression on them."""
    rng = np.random.default_rng(n)
    x = rng.normal(size=(n, d))
    z = x @ rng.normal(size=(d, k)) / 3
    return x, (z + rng.gumbel(size=z.shape)).argmax(axis=1)


def seconds(program: Callable[[], Any], device: str) -> float:
    """How long one run takes, until the device has nothing left to do."""
    if device == "cuda":
        torch.cuda.synchronize()
    start = time.perf_counter()
    program()
    if device == "cuda":
        torch.cuda.synchronize()
    return time.perf_counter() - start


def in_turns(programs: dict[str, Callable[[], Any]], device: str, repeats: int) -> dict[str, float]:
    """Best times in seconds, the programs taking turns so that a busy moment hits them alike."""
    best = dict.fromkeys(programs, float("inf"))
    for _ in range(repeats):
        for name, program in programs.items():
            best[name] = min(best[name], seconds(program, device))
    return best


# --- The digits net ---------------------------------------------------------------------------------


def tutorial(data: Arrays, epochs: int, device: str, after: Callable[[Any], bool]) -> None:
    """The loop of PyTorch's tutorials: a DataLoader, each batch sent to the device, autograd, AdamW."""
    x, y = torch.from_numpy(data[0]), torch.from_numpy(data[1])
    torch.manual_seed(0)
    loader = DataLoader(TensorDataset(x, y), batch_size=BATCH, shuffle=True)
    network = nn.Sequential(nn.Linear(64, HIDDEN), nn.Tanh(), nn.Linear(HIDDEN, 10)).to(device)
    criterion = nn.CrossEntropyLoss()
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=0.0)
    for _ in range(epochs):
        for inputs, labels in loader:
            inputs, labels = inputs.to(device), labels.to(device)
            optimiser.zero_grad()
            loss = criterion(network(inputs), labels)
            loss.backward()
            optimiser.step()
        if after(network):
            return


def tutorial_epochs(data: Arrays, sizes: Sizes, device: str) -> int | None:
    x, y = (torch.from_numpy(part).to(device) for part in data[2:])
    losses: list[float] = []

    @torch.no_grad()
    def enough(network: nn.Module) -> bool:
        losses.append(float(nn.functional.cross_entropy(network(x), y)))
        return losses[-1] <= sizes.target

    tutorial(data, sizes.epochs, device, enough)
    return first(losses, sizes.target)


def ours(data: Arrays, epochs: int, device: str, validation: Any = None) -> training.Training:
    network = training.mlp([64, HIDDEN, 10], seed=0)
    options: dict[str, Any] = {"batch_size": BATCH, "learning_rate": RATE, "device": device}
    return training.train(network, *data[:2], epochs=epochs, validation=validation, **options)


def perceptron(epochs: int) -> Any:
    return MLPClassifier(
        (HIDDEN,), activation="tanh", alpha=0.0, batch_size=BATCH, learning_rate_init=RATE,
        max_iter=epochs, tol=0.0, n_iter_no_change=10**9, random_state=0,
    )  # fmt: skip


def perceptron_epochs(data: Arrays, sizes: Sizes) -> int | None:
    model, losses = perceptron(1), []
    for _ in range(sizes.epochs):
        model.partial_fit(*data[:2], classes=np.arange(10))
        found = model.predict_proba(data[2])[np.arange(len(data[3])), data[3]]
        losses.append(float(-np.log(found).mean()))
        if losses[-1] <= sizes.target:
            break
    return first(losses, sizes.target)


def first(losses: list[float], target: float) -> int | None:
    """The first epoch, counted from 1, with at most this loss."""
    return next((i for i, loss in enumerate(losses, start=1) if loss <= target), None)


def digits_net(data: Arrays, sizes: Sizes, devices: list[str]) -> list[dict[str, Any]]:
    """For each device and program: epochs to the test loss, and the time of a plain run of as many."""
    rows: list[dict[str, Any]] = []
    n = len(data[0])
    for device in devices:
        curve = ours(data, sizes.epochs, device, data[2:]).validation_loss
        epochs = {"ours": first(curve, sizes.target)}
        epochs["tutorial loop"] = tutorial_epochs(data, sizes, device)
        if LogisticRegression is not None and device == "cpu":
            epochs["MLPClassifier"] = perceptron_epochs(data, sizes)
        runs = {name: found or sizes.epochs for name, found in epochs.items()}

        def programs(times: int, device: str = device, runs: Any = runs) -> dict[str, Any]:
            """Plain runs of so many times the epochs."""
            made: dict[str, Callable[[], Any]] = {
                "ours": lambda: ours(data, times * runs["ours"], device),
                "tutorial loop": lambda: tutorial(
                    data, times * runs["tutorial loop"], device, lambda network: False
                ),
                "MLPClassifier": lambda: perceptron(times * runs["MLPClassifier"]).fit(*data[:2]),
            }
            return {name: made[name] for name in runs}

        best = in_turns(programs(1), device, sizes.repeats)
        longer = in_turns(programs(3), device, min(2, sizes.repeats))
        for name, taken in best.items():
            # What three times the epochs take longer holds no preparation.
            more = longer[name] - taken
            speed = n * runs[name] * (2 / more if more > 0 else 3 / longer[name])
            rows.append(
                {"device": device, "program": name, "reached": epochs[name] is not None,
                 "epochs": runs[name], "seconds": taken, "samples_per_second": speed,
                 "flops": speed * flops_a_sample([64, HIDDEN, 10])}
            )  # fmt: skip
    return rows


def flops_a_sample(layers: list[int]) -> int:
    """Multiplications and additions for one sample: forwards, and backwards to weights and units."""
    products = [a * b for a, b in pairwise(layers)]
    return 2 * (3 * sum(products) - products[0])


# --- Softmax regression -----------------------------------------------------------------------------


def objective(x: np.ndarray, y: np.ndarray, weight: np.ndarray, bias: np.ndarray) -> float:
    """Mean cross-entropy and penalty, block by block."""
    total = 0.0
    for start in range(0, len(x), 100_000):
        part = slice(start, start + 100_000)
        total += softmax.cross_entropy(x[part] @ weight.T + bias, y[part]) * len(x[part])
    return total / len(x) + RIDGE / 2 * float((weight**2).sum())


def regression(sizes: Sizes, devices: list[str]) -> list[dict[str, Any]]:
    """For each program: the loosest tolerance that comes near enough to the least loss, and its time."""
    x, y = clouds(sizes.rows, sizes.columns, sizes.classes)
    least = softmax.softmax_regression(x, y, RIDGE, tolerance=1e-9)
    lowest = objective(x, y, least.weight, least.bias)

    def fitted(solver: Any) -> Callable[[float], Any]:
        return lambda tolerance: softmax.softmax_regression(
            x, y, RIDGE, solver=solver, tolerance=tolerance
        )

    def in_torch(device: str) -> Callable[[float], Any]:
        return lambda tolerance: torch_regression.softmax_regression(
            x, y, RIDGE, tolerance=tolerance, device=device
        )

    programs: dict[str, tuple[str, Callable[[float], Any]]] = {
        "ours, Newton": ("cpu", fitted("newton")),
        "ours, L-BFGS": ("cpu", fitted("lbfgs")),
    }
    for device in devices:
        programs[f"ours, PyTorch, {device}"] = (device, in_torch(device))
    if LogisticRegression is not None:

        def scikit_learn(tolerance: float) -> Any:
            model = LogisticRegression(C=1 / (len(x) * RIDGE), tol=tolerance, max_iter=1000)
            return model.fit(x, y)

        programs["LogisticRegression"] = ("cpu", scikit_learn)
    rows: list[dict[str, Any]] = []
    for name, (device, program) in programs.items():
        for tolerance in TOLERANCES:
            model = program(tolerance)
            weight = model.coef_ if hasattr(model, "coef_") else model.weight
            bias = model.intercept_ if hasattr(model, "coef_") else model.bias
            gap = objective(x, y, weight, bias) - lowest
            if gap <= GAP:
                break
        passes = int(model.n_iter_[0]) if hasattr(model, "n_iter_") else model.passes
        rows.append(
            {
                "program": name,
                "tolerance": tolerance,
                "gap": gap,
                "passes": passes,
                "device": device,
            }
        )
    timed = {
        row["program"]: lambda row=row: programs[row["program"]][1](row["tolerance"])
        for row in rows
    }
    best = in_turns(timed, "cuda" if "cuda" in devices else "cpu", min(3, sizes.repeats))
    return [{**row, "seconds": best[row["program"]]} for row in rows]


# --- Ensembles --------------------------------------------------------------------------------------


def ensembles(data: Arrays, sizes: Sizes, devices: list[str]) -> list[dict[str, Any]]:
    """One network alone, one by the ensemble's code, and all: the time of as many epochs."""
    rows = []
    for device in devices:

        def many(networks: int, device: str = device) -> Callable[[], Any]:
            return lambda: ensemble.train_ensemble(
                [64, HIDDEN, 10], *data[:2], networks=networks, epochs=sizes.ensemble_epochs,
                batch_size=BATCH, learning_rate=RATE, device=device,
            )  # fmt: skip

        programs = {
            "one, by train": lambda device=device: ours(data, sizes.ensemble_epochs, device),
            "one, by train_ensemble": many(1),
            f"{sizes.networks}, by train_ensemble": many(sizes.networks),
        }
        best = in_turns(programs, device, min(3, sizes.repeats))
        for (name, taken), networks in zip(best.items(), (1, 1, sizes.networks), strict=True):
            speed = len(data[0]) * sizes.ensemble_epochs * networks / taken
            rows.append(
                {"device": device, "program": name, "networks": networks, "seconds": taken,
                 "samples_per_second": speed,
                 "flops": speed * flops_a_sample([64, HIDDEN, 10])}
            )  # fmt: skip
    return rows


# --- Ceilings ---------------------------------------------------------------------------------------


def ceilings(sizes: Sizes, device: str) -> dict[str, float]:
    """Bytes a second of a copy, and FLOP/s of a product of float32 matrices, TF32 off."""
    source = torch.zeros(sizes.ceiling, device=device)
    target = torch.empty_like(source)
    square = torch.randn(sizes.matrix, sizes.matrix, device=device)
    # Several of each in a run, so that the start of the first is no matter.
    programs = {
        "copy": lambda: [target.copy_(source) for _ in range(8)],
        "product": lambda: [square @ square for _ in range(4)],
    }
    best = in_turns(programs, device, max(2, sizes.repeats))
    return {
        "bytes_per_second": 8 * 2 * 4 * sizes.ceiling / best["copy"],
        "flops": 4 * 2 * sizes.matrix**3 / best["product"],
    }


def full_batch(sizes: Sizes, device: str, ceiling: dict[str, float]) -> dict[str, Any]:
    """One pass of softmax regression, loss and gradient, in float32, against the ceilings.

    needed bytes: x and the labels once. moved bytes: on a CUDA device, where each operation reads and
    writes memory, x twice and the logits seven times; on a CPU, where a block stays in the cache, what is
    needed.
    """
    n, d, k = (sizes.cuda_rows if device == "cuda" else sizes.rows), sizes.columns, sizes.classes
    shuffle = torch.Generator(device=device).manual_seed(0)
    x = torch.randn(n, d, device=device, generator=shuffle)
    y = torch.randint(k, (n,), device=device, generator=shuffle)
    weight = torch.randn(k, d, device=device, generator=shuffle) / 10
    bias = torch.zeros(k, device=device)

    def one_pass() -> None:
        torch_regression.loss_and_gradient(x, y, weight, bias)

    one_pass()
    taken = in_turns({"pass": one_pass}, device, max(2, sizes.repeats))["pass"]
    needed = n * (4 * d + 8)
    moved = n * (2 * 4 * d + 7 * 4 * k + 3 * 8) if device == "cuda" else needed
    flops = 4 * n * d * k
    return {
        "device": device,
        "n": n,
        "d": d,
        "k": k,
        "seconds": taken,
        "needed_bytes_per_second": needed / taken,
        "moved_bytes_per_second": moved / taken,
        "flops": flops / taken,
        "needed_over_ceiling": needed / taken / ceiling["bytes_per_second"],
        "moved_over_ceiling": moved / taken / ceiling["bytes_per_second"],
        "flops_over_ceiling": flops / taken / ceiling["flops"],
    }


# --- The report -------------------------------------------------------------------------------------


def digits_text(rows: list[dict[str, Any]], limits: dict[str, Any]) -> str:
    base = {row["device"]: row for row in rows if row["program"] == "ours"}
    body = [
        [f"{row['device']}: {row['program']}", str(row["epochs"]) + ("" if row["reached"] else " (not)"),
         f"{row['seconds']:.3g} s", f"{row['seconds'] / base[row['device']]['seconds']:.2f}",
         f"{row['samples_per_second']:,.0f}",
         f"{base[row['device']]['samples_per_second'] / row['samples_per_second']:.2f}",
         f"{row['flops'] / limits[row['device']]['flops']:.2%}"]
        for row in rows
    ]  # fmt: skip
    return table(
        ["", "epochs", "to the loss", "/ ours", "samples/s", "ours /", "of peak FLOP/s"], body
    )


def regression_text(rows: list[dict[str, Any]]) -> str:
    base = rows[0]["seconds"]
    body = [
        [row["program"], f"{row['tolerance']:.0e}", f"{row['gap']:.0e}", str(row["passes"]),
         f"{row['seconds']:.3g} s", f"{row['seconds'] / base:.2f}"]
        for row in rows
    ]  # fmt: skip
    return table(["", "tolerance", "above the least", "passes", "time", "/ Newton"], body)


def ensemble_text(rows: list[dict[str, Any]], limits: dict[str, Any]) -> str:
    alone = {row["device"]: row for row in rows if row["program"] == "one, by train"}
    body = [
        [f"{row['device']}: {row['program']}", f"{row['seconds']:.3g} s",
         f"{row['seconds'] / alone[row['device']]['seconds']:.2f}",
         f"{row['samples_per_second']:,.0f}",
         f"{row['flops'] / limits[row['device']]['flops']:.2%}"]
        for row in rows
    ]  # fmt: skip
    return table(["", "time", "/ one alone", "samples/s", "of peak FLOP/s"], body)


def pass_text(rows: list[dict[str, Any]], limits: dict[str, Any]) -> str:
    body = [
        [f"{row['device']}: {row['n']:,} x {row['d']}, {row['k']} classes",
         f"{1e3 * row['seconds']:.3g} ms",
         f"{row['needed_bytes_per_second'] / 1e9:.1f}", f"{row['needed_over_ceiling']:.0%}",
         f"{row['moved_bytes_per_second'] / 1e9:.1f}", f"{row['moved_over_ceiling']:.0%}",
         f"{limits[row['device']]['bytes_per_second'] / 1e9:.1f}",
         f"{row['flops'] / 1e9:.0f}", f"{row['flops_over_ceiling']:.0%}",
         f"{limits[row['device']]['flops'] / 1e9:.0f}"]
        for row in rows
    ]  # fmt: skip
    header = ["", "a pass", "needed GB/s", "of peak", "moved GB/s", "of peak", "peak", "GFLOP/s", "of peak",
              "peak"]  # fmt: skip
    return table(header, body)


def versions(devices: list[str]) -> dict[str, str]:
    found = {"python": platform.python_version(), "machine": platform.machine()}
    for package in ("numpy", "scipy", "torch", "scikit-learn"):
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    found["threads of PyTorch"] = str(torch.get_num_threads())
    found["OMP_NUM_THREADS"] = os.environ.get("OMP_NUM_THREADS", "not set")
    found["CUDA device"] = torch.cuda.get_device_name() if "cuda" in devices else "none"
    return found


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--small", action="store_true", help="tiny sizes; nothing is stored")
    parser.add_argument("--cpu", action="store_true", help="leave a CUDA device out")
    options = parser.parse_args(arguments)
    sizes = SMALL if options.small else FULL
    devices = ["cpu", *(["cuda"] if torch.cuda.is_available() and not options.cpu else [])]
    name, data = digits()
    limits = {device: ceilings(sizes, device) for device in devices}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # scikit-learn warns where it is stopped on purpose
        net = digits_net(data, sizes, devices)
        fits = regression(sizes, devices)
        many = ensembles(data, sizes, devices)
    passes = [full_batch(sizes, device, limits[device]) for device in devices]
    used = versions(devices)
    shape = f"{sizes.rows:,} x {sizes.columns}, {sizes.classes} classes, ridge {RIDGE}"
    text = "\n\n".join(
        [
            f"A network of 64, {HIDDEN} and 10 units on {name}, float32, batches of {BATCH}, Adam at\n"
            f"{RATE}: the time of a run of as many epochs as bring the test loss to {sizes.target} nats,\n"
            "preparation included, and the samples a second of further epochs. Best of several runs,\n"
            "the programs taking turns in one process. The tutorial loop has a DataLoader. (not): the\n"
            "loss was not reached.",
            digits_text(net, limits),
            f"Softmax regression, {shape}, float64: the time to a loss\n"
            f"within {GAP} nats of the least, with the loosest tolerance 10^-k that comes so near.\n"
            "Newton's passes leave out those over a sample; scikit-learn's are its iterations.",
            regression_text(fits),
            f"{sizes.networks} networks at once, on bootstrap samples, against one, over "
            f"{sizes.ensemble_epochs} epochs.",
            ensemble_text(many, limits),
            "Loss and gradient of softmax regression over all rows, float32 (TF32 off), against a\n"
            "copy and a product of matrices on the same device. needed: x and labels once. moved: on\n"
            "a CUDA device, x twice and the logits seven times.",
            pass_text(passes, limits),
            "No CUDA device took part: the same command measures one where there is one."
            if "cuda" not in devices
            else "CPU and CUDA device in one run.",
            ", ".join(f"{label} {number}" for label, number in used.items()),
        ]
    )
    print(text)
    if options.small:
        return
    RESULTS.mkdir(exist_ok=True)
    stem = "softmax_cuda" if "cuda" in devices else "softmax"
    (RESULTS / f"{stem}.txt").write_text(text + "\n", encoding="utf-8")
    report = {
        "versions": used,
        "sizes": asdict(sizes),
        "data": name,
        "ceilings": limits,
        "digits_net": net,
        "softmax_regression": fits,
        "ensembles": many,
        "full_batch": passes,
    }
    (RESULTS / f"{stem}.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
