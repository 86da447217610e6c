"""nbgrader: course folders, the gradebook, and the notebooks that feedback is made from.

nbgrader keeps what it is good at: release, gradebook, formgrader, feedback, exchange, export. What
it executes and how it scores is replaced through its own configuration. Where it has no setting and a
student's file could stop it, `guards` stands in front of four of its methods; nothing else is patched.
"""
