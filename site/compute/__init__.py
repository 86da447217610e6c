"""What the site computes: pages, formulas and figures, and the numbers of each chapter.

Modules named after a page (`compute.ols` for `ols.md`) hold the values of that page.
"""
