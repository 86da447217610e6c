"""What may be asked of `NAME`, kind by kind.

FILL IN: the statement's domain as code. Each clause of the statement is a kind of input, and each kind
is a hidden check. `verify` lists what is permitted and that no kind visits.
"""

from autograder.authors import kind, number, truth

# FILL IN: what each parameter may be, in the words of `autograder.domain`.
DOMAIN = {"x": number()}


@truth(what="FILL IN: the result, in the singular")
def right(x):
    raise NotImplementedError("FILL IN: the right answer, from the reference")


@kind("FILL IN: which inputs these are, going on after the word for")
def ordinary(rng):
    return (float(rng.normal()),)
