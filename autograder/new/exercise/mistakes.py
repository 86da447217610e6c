"""Known mistakes of `NAME`, the most specific first.

FILL IN: at least MISTAKES typical slips, each a small wrong answer:

    @mistake(
        says="What the slip is, why it gives this number, and what to do.",
        caught_by="test_the_example",
    )
    def name_of_the_slip(x): ...
"""
