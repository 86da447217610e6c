"""All attacks, by theme."""

from __future__ import annotations

from tests.attacks.catalogue import (
    arrays,
    bombs,
    detecting,
    ending,
    files,
    frames,
    importing,
    lying_objects,
    network,
    notebooks,
    patching,
    protocol,
    reading,
    spending,
    telling,
    texts,
    time,
)
from tests.attacks.model import Attack

THEMES: dict[str, list[Attack]] = {
    "Reading what is hidden": reading.ATTACKS,
    "Importing the answer": importing.ATTACKS,
    "Searching memory": frames.ATTACKS,
    "Patching the judge": patching.ATTACKS,
    "Objects that lie": lying_objects.ATTACKS,
    "Values at the edge": arrays.ATTACKS,
    "Answers that are dear to judge": spending.ATTACKS,
    "Carrying hidden inputs out": telling.ATTACKS,
    "Forging the protocol": protocol.ATTACKS,
    "Ending processes": ending.ATTACKS,
    "Taking time": time.ATTACKS,
    "Using everything up": bombs.ATTACKS,
    "Reaching the network": network.ATTACKS,
    "Odd files": files.ATTACKS,
    "Odd notebooks": notebooks.ATTACKS,
    "Texts that act": texts.ATTACKS,
    "Noticing the grader": detecting.ATTACKS,
}
ATTACKS: list[Attack] = [attack for attacks in THEMES.values() for attack in attacks]
