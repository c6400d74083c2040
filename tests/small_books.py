"""Two works, and pages that cite works: books so small that a test can have several."""

SMITH = "@book{smith2020, author = {Smith, Jane}, title = {Zinc}, year = 2020, studydesign = {cohort}, evidence = 3}\n"
JONES = "@book{jones2021, author = {Jones, Jim}, title = {Iron & steel}, year = 2021}\n"


def page(*keys, **values):
    """A page of a topic that cites works."""
    lines = {"title": "Iron", "section": "metals", **values}
    front = "".join(f"{name}: {value}\n" for name, value in lines.items())
    return f"---\n{front}---\n\n# Iron\n\n" + "".join(f"So it is [@{key}].\n" for key in keys)
