"""Texts that would do something where they are read."""

from tests.attacks.model import RIGHT, STEM, Attack, answer, code

SCRIPT = "<script>alert(document.cookie)</script>"
IMAGE = "<img src=x onerror=alert(1)>"

ATTACKS: list[Attack] = [
    answer(
        "text_script_in_an_error",
        "Put a script into an error message",
        "Raise an error whose message is HTML with a script, to run it in the instructor's browser.",
        "Every text is escaped: it is read, not run.",
        f"raise ValueError({SCRIPT + IMAGE!r})",
        outcomes=("error",),
    ),
    answer(
        "text_script_in_a_value",
        "Put a script into a returned value",
        "Return HTML, in text, in dictionaries and in the names of records.",
        "Every text is escaped: it is read, not run.",
        f"return {{{SCRIPT!r}: {IMAGE!r}, 'a`b`c': '</code></td></table>'}}",
    ),
    answer(
        "text_script_in_the_code",
        "Put a script into the code",
        "Put HTML that closes the page's own tags into comments, strings and names of functions.",
        "Code is escaped like any other text.",
        f"'''</pre></div>{SCRIPT}{IMAGE}'''\n# {SCRIPT}\nreturn wrong()",
    ),
    answer(
        "text_terminal_codes",
        "Put terminal codes into an error message",
        "Raise an error with escape codes, markup and carriage returns, to repaint the terminal.",
        "An error like any other.",
        "raise ValueError('\\x1b[2J\\x1b]0;owned\\x07[bold red]10 of 10[/]\\r\\x08 {0.__class__} %s')",
        outcomes=("error",),
    ),
    Attack(
        "text_name_that_is_a_formula",
        "Choose a name that is a formula",
        "Hand in under a name that a spreadsheet would take for a formula.",
        "Names are quoted in every table. The answer is wrong.",
        {f"{STEM}.py": code("return wrong()")},
        student="=1+cmd|' C calc'!A1",
    ),
    Attack(
        "text_name_that_is_html",
        "Choose a name that is HTML",
        "Hand in under a name that is HTML with a script.",
        "Names are escaped on every page. The answer is wrong.",
        {f"{STEM}.py": code("return wrong()")},
        student=IMAGE,
    ),
    Attack(
        "text_name_of_many_scripts",
        "Choose a name with quotes and other scripts",
        "Hand in under a name with quotes, commas, semicolons and letters of other scripts.",
        "A name is only a name. The answer was right: full points.",
        {f"{STEM}.py": RIGHT},
        student='Ö\'Brien, "Bobby"; DROP TABLE grade;-- 李🙂',
        deserves=10.0,
        outcomes=("pass",),
    ),
]
