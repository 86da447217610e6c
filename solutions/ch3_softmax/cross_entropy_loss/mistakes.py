"""Known mistakes of `cross_entropy_loss`."""

import numpy as np

from autograder.authors import mistake


def _parts(logits, labels):
    """Logits, log probabilities, labels and row numbers, after the labels were looked at."""
    z, y = np.asarray(logits, float), np.asarray(labels)
    if (y < 0).any() or (y >= z.shape[1]).any():
        raise ValueError("a label is no class")
    shifted = z - z.max(axis=1, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return z, logs, y, np.arange(len(y))


@mistake(
    says="You add the surprises up and do not divide by the number of rows. The loss is their mean, so "
    "that it can be compared between data sets of different size.",
    caught_by="test_the_probability_of_the_label_counts",
)
def sum_of_the_rows(logits, labels):
    _, logs, y, rows = _parts(logits, labels)
    return -logs[rows, y].sum()


@mistake(
    says="Your loss has its sign changed: it is the mean log-likelihood, which is to be made large. A loss "
    "is minus that.",
    caught_by="test_the_probability_of_the_label_counts",
)
def mean_log_likelihood(logits, labels):
    _, logs, y, rows = _parts(logits, labels)
    return logs[rows, y].mean()


@mistake(
    says="Your loss is in bits. Nats are asked for, that is natural logarithms: `np.log`.",
    caught_by="test_the_probability_of_the_label_counts",
)
def in_bits(logits, labels):
    _, logs, y, rows = _parts(logits, labels)
    return -logs[rows, y].mean() / np.log(2)


@mistake(
    says="You divide by the number of entries of the table, as the mean of a one-hot table does. Each row "
    "counts once: divide by the number of rows.",
    caught_by="test_the_probability_of_the_label_counts",
)
def mean_of_all_entries(logits, labels):
    z, logs, y, rows = _parts(logits, labels)
    return -logs[rows, y].sum() / z.size


@mistake(
    says="You take the softmax first and its logarithm after that. A probability too small to be written "
    "has become 0, and the loss infinite: compute log p from the logits, and the softmax never.",
    caught_by="test_any_logits_are_welcome",
)
def log_of_a_softmax(logits, labels):
    _, logs, y, rows = _parts(logits, labels)
    with np.errstate(divide="ignore"):
        return -np.log(np.exp(logs))[rows, y].mean()


@mistake(
    says="Your exponentials overflow, or all of a row vanish. Take the row's largest logit off first, "
    "which changes no probability.",
    caught_by="test_any_logits_are_welcome",
)
def exponentials_of_the_logits(logits, labels):
    z, _, y, rows = _parts(logits, labels)
    with np.errstate(all="ignore"):
        return -(z - np.log(np.exp(z).sum(axis=1, keepdims=True)))[rows, y].mean()


@mistake(
    says="Your probabilities are kept away from 0 by a small number, so that no surprise can exceed about "
    "35 nats. Nothing has to be cut where log p is computed from the logits.",
    caught_by="test_any_logits_are_welcome",
)
def probabilities_cut_off(logits, labels):
    _, logs, y, rows = _parts(logits, labels)
    return -np.log(np.clip(np.exp(logs), 1e-15, 1))[rows, y].mean()


@mistake(
    says="You take the class with the largest logit, not the one that was seen. That rewards a model for "
    "being sure, whether it is right or wrong: pick the label's column in each row.",
    caught_by="test_the_probability_of_the_label_counts",
)
def own_favourite(logits, labels):
    _, logs, _, _ = _parts(logits, labels)
    return -logs.max(axis=1).mean()


@mistake(
    says="You return the share of rows whose largest logit is not the label's: the error rate. It does not "
    "say how sure the model was.",
    caught_by="test_the_probability_of_the_label_counts",
)
def error_rate(logits, labels):
    z, _, y, _ = _parts(logits, labels)
    return np.mean(z.argmax(axis=1) != y)


@mistake(
    says="You take the logarithm of the mean probability. The mean of the logarithms is asked for, which "
    "is that of a product of probabilities: one row that was surprised counts for much.",
    caught_by="test_the_probability_of_the_label_counts",
)
def log_of_the_mean_probability(logits, labels):
    _, logs, y, rows = _parts(logits, labels)
    with np.errstate(divide="ignore"):
        return -np.log(np.exp(logs)[rows, y].mean())


@mistake(
    says="Your softmax runs down the columns. The classes of one observation stand in one row: `axis=1`.",
    caught_by="test_the_probability_of_the_label_counts",
)
def softmax_of_columns(logits, labels):
    z, _, y, rows = _parts(logits, labels)
    shifted = z - z.max(axis=0)
    return -(shifted - np.log(np.exp(shifted).sum(axis=0)))[rows, y].mean()


@mistake(
    says="You compare each logit with a class of its own by a sigmoid, and add the surprises up. That is "
    "for questions which may be answered yes more than once; here exactly one class is seen.",
    caught_by="test_the_probability_of_the_label_counts",
)
def sigmoid_for_each_class(logits, labels):
    z, _, y, _ = _parts(logits, labels)
    seen = np.eye(z.shape[1])[y]
    return np.logaddexp(0, np.where(seen == 1, -z, z)).sum(axis=1).mean()


@mistake(
    says="You return the mean of 1 - p. The loss is the mean of -log p, which grows without bound where "
    "the label was held to be impossible.",
    caught_by="test_the_probability_of_the_label_counts",
)
def missing_probability(logits, labels):
    _, logs, y, rows = _parts(logits, labels)
    return np.mean(1 - np.exp(logs[rows, y]))


@mistake(
    says="A label of -1 is taken for the last class, as NumPy takes an index, without a word. Compare the "
    "labels with 0 and K, and raise a ValueError.",
    caught_by="test_a_label_has_to_be_a_class",
)
def negative_labels(logits, labels):
    z, y = np.asarray(logits, float), np.asarray(labels)
    if (y >= z.shape[1]).any():
        raise ValueError("a label is no class")
    _, logs, y, rows = _parts(z, y % z.shape[1])
    return -logs[rows, y].mean()


@mistake(
    says="A label that is no class is left out, as a one-hot table does without a word: its row then costs "
    "nothing. Raise a ValueError.",
    caught_by="test_a_label_has_to_be_a_class",
)
def labels_left_out(logits, labels):
    z, y = np.asarray(logits, float), np.asarray(labels)
    _, logs, _, _ = _parts(z, np.zeros(len(z), dtype=int))
    return -np.where(y[:, None] == np.arange(z.shape[1]), logs, 0.0).sum() / len(z)


@mistake(
    says="You refuse labels unless every class is seen. A class may be missing from the labels: what has "
    "to be compared is each label with 0 and K.",
    caught_by="test_unseen_class",
)
def every_class_wanted(logits, labels):
    z, y = np.asarray(logits, float), np.asarray(labels)
    if set(y.tolist()) != set(range(z.shape[1])):
        raise ValueError("not every class is seen")
    _, logs, y, rows = _parts(z, y)
    return -logs[rows, y].mean()
