"""Puts our page around the pages of a hub, and our field into its token page, even if the definition has its own
versions.

JupyterHub looks for ``page.html`` in one directory after another, and the first one counts: ours would hide the
definition's, or be hidden by it. So ours comes first and extends the other, by a name that only the root gives.
"""

from copy import deepcopy
from pathlib import Path
from typing import Any

from .notices import notices

TEMPLATES = str(Path(__file__).parent / "templates")
FRAME = str(Path(TEMPLATES) / "frame")
# The pages that ours stand over, each by the variable that names the other one to it.
PAGES = {"hubwright_page": "page.html", "hubwright_token": "token.html"}
# JupyterHub's own, which have names beside the search.
OWN = "templates"
# Last of all, so that it gives no name a meaning that a directory before it gives.
ROOT = "/"
# Stands for JupyterHub's directory while the order of the others is worked out.
JUPYTERHUB = ""


def frame_pages(c: Any) -> None:
    """Adds our templates and what they show; the definition's own templates and variables stay, and count before ours.

    Only what shows theirs is before theirs. Twice is once.
    """
    present = c.JupyterHub.get("template_paths")
    below = {variable: _page_below(page, _in_order(present)) for variable, page in PAGES.items()}
    root = [] if all(page.startswith(f"{OWN}/") for page in below.values()) else [ROOT]
    if present is None or isinstance(present, list | tuple):
        theirs = [path for path in present or () if path not in (FRAME, TEMPLATES, ROOT)]
        c.JupyterHub.template_paths = [FRAME, *theirs, TEMPLATES, *root]
    elif FRAME not in _in_order(present):
        # What append() and extend() in a config file leave behind: traitlets merges it with the default later.
        present.prepend([FRAME])
        present.extend([TEMPLATES, *root])
    _add_variables(c, {"hubwright": notices, **below})


def _in_order(paths: Any) -> list[str]:
    """The directories as they are searched, JupyterHub's among them."""
    if paths is None:
        return [JUPYTERHUB]
    if isinstance(paths, list | tuple):
        return [*(str(path) for path in paths), JUPYTERHUB]
    # A copy, because it keeps the first answer that it gives.
    return [str(path) for path in deepcopy(paths).get_value([JUPYTERHUB])]


def _page_below(name: str, paths: list[str]) -> str:
    """The name under which templates find the page that counts without ours."""
    for path in paths[: paths.index(JUPYTERHUB)]:
        page = Path(path).absolute() / name
        if path not in (FRAME, TEMPLATES, ROOT) and page.is_file():
            return page.relative_to(ROOT).as_posix()
    return f"{OWN}/{name}"


def _add_variables(c: Any, variables: dict[str, Any]) -> None:
    present = c.JupyterHub.get("template_vars")
    if present is None or isinstance(present, dict):
        c.JupyterHub.template_vars = {**(present or {}), **variables}
    else:
        present.update(variables)
