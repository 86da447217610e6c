"""Pages that compute: blocks, values, and errors that stop the build."""

import pytest
from compute import pages
from compute.docstrings import convert_tables, fence_examples
from compute.mathematics import FormulaError, replace_formulas, to_mathml
from compute.tables import table


def test_blocks_share_a_namespace_and_show_their_last_value():
    page = "```python exec\na = 2\n```\n\n```python exec\nprint('x')\na + 1\n```\n"
    assert pages.render(page) == (
        "```python\na = 2\n```\n\n"
        "```python\nprint('x')\na + 1\n```\n\n``` {.text .output}\nx\n3\n```\n"
    )


def test_values_are_format_fields_of_the_code_so_far():
    page = "```python exec\na = 1 / 3\nb = [1, 2]\n```\n{{ a:.2f }}, {{ b[1] }}, {{ a:.0% }}."
    assert pages.render(page).endswith("\n0.33, 2, 33\u00a0%.")


def test_values_come_from_the_modules_of_the_page():
    assert pages.render("{{ SEED }} {{ quantiles.right:.6f }}", "ols") == "7 1.984723"


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("\n\n{{ nothing }}", "line 3 of the text: KeyError"),
        ("{{ os }}", "neither the page's code nor its modules"),
        ("```python exec\n1 / 0\n```", "ZeroDivisionError"),
        ("```python exec\nimport warnings\nwarnings.warn('careful')\n```", "careful"),
        ("```python exec raises=ValueError\n1\n```", "was to raise ValueError"),
        ("```python exec raises=ValueError\n1 / 0\n```", "ZeroDivisionError"),
    ],
)
def test_what_goes_wrong_stops_the_build(page, says):
    with pytest.raises(pages.PageError) as caught:
        pages.render(page)
    assert "page, line " in str(caught.value) and says in str(caught.value)


def test_an_error_that_is_wanted_is_shown():
    shown = pages.render("```python exec raises=ZeroDivisionError\n1 / 0\n```")
    assert shown.endswith("{.text .output .raised}\nZeroDivisionError: division by zero\n```")


def test_code_and_braces_that_are_not_ours_stay():
    page = "```python\nf'{{ x }}'\n```\n$\\frac{{a}}{{b}}$\n"
    assert pages.render(page.replace("{{ x }}", "{{x}}")) == page.replace("{{ x }}", "{{x}}")


def test_a_percent_sign_stays_with_its_number_outside_of_code():
    html = "<p>95 % of <pre>7 % 2</pre> and 5 %</p>"
    assert pages.keep_together(html) == "<p>95\u00a0% of <pre>7 % 2</pre> and 5\u00a0%</p>"


def test_formulas_become_mathml():
    inline = replace_formulas('<span class="arithmatex">\\(a &lt; \\hat\\beta_1\\)</span>.')
    assert inline.startswith('<span class="together"><math alttext="a &lt; \\hat\\beta_1"')
    assert inline.endswith("</math>.</span>") and "<msub>" in inline
    block = replace_formulas('<div class="arithmatex">\\[\\sum_i x_i\\]</div>')
    assert block.startswith('<div class="formula"><math ') and 'display="block"' in block


def test_operators_get_their_space():
    assert "<mo>&#x000B1;</mo>" in to_mathml(r"a \pm b")
    assert "<mo>&#x0223C;</mo>" in to_mathml(r"\varepsilon \sim N")


@pytest.mark.parametrize(
    "latex", [r"\nosuchcommand x", r"\begin{aligned} a &= b \end{aligned}", "{"]
)
def test_a_formula_that_cannot_be_read_is_an_error(latex):
    with pytest.raises(FormulaError):
        to_mathml(latex)


def test_tables():
    assert table(["a", "b"], [["1", "2"]]) == "| a | b |\n|:--|--:|\n| 1 | 2 |"


def test_docstrings_are_shown_as_they_were_meant():
    simple = 'Before.\n\n=== ====\na   b\n=== ====\n"x" one\n    more\n"y" two\n=== ====\n\nAfter.'
    assert convert_tables(simple) == (
        'Before.\n\n| a | b |\n|---|---|\n| "x" | one more |\n| "y" | two |\n\nAfter.'
    )
    assert fence_examples("Text.\n\n>>> f(1)\n2") == "Text.\n\n```pycon\n>>> f(1)\n2\n```"
    section = "Text.\n\nExamples\n--------\n>>> f(1)\n2"
    assert fence_examples(section) == section
