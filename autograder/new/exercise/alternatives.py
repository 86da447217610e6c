"""Unusual right answers to `NAME`.

FILL IN: at least ALTERNATIVES, written in another way than the solution:

    @alternative("what is unusual about it")
    def its_name(x): ...
"""
