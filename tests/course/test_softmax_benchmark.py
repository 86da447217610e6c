"""The benchmark of the chapter `softmax` runs, at sizes at which its numbers mean nothing."""

import pytest

pytest.importorskip("torch", reason="the benchmark trains in PyTorch")


def test_the_benchmark_prints_its_tables_and_stores_nothing_when_small(
    capsys, tmp_path, monkeypatch
):
    from benchmarks import softmax

    monkeypatch.setattr(softmax, "RESULTS", tmp_path / "results")
    softmax.main(["--small", "--cpu"])
    printed = capsys.readouterr().out
    for words in (
        "tutorial loop",
        "MLPClassifier",
        "LogisticRegression",
        "ours, Newton",
        "GFLOP/s",
    ):
        assert words in printed
    assert "No CUDA device took part" in printed
    assert not (tmp_path / "results").exists()
