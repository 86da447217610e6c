"""Outside truth for `NAME`.

FILL IN: at least one, which asks somebody else's code, a table or another formula:

    @oracle("whose code, table or formula it is")
    def its_name(student, rng):
        x = rng.normal()
        return Agreement(solution=student.NAME(x), reference=..., outside=...)
"""
