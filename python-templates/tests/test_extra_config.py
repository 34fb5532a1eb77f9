from pathlib import Path

import pytest
from traitlets.config import Config

from hubwright_hub.extra_config import load_files, set_functions


def written(directory: Path, name: str, text: str) -> str:
    path = directory / name
    path.write_text(text)
    return str(path)


def test_a_function_of_a_file_becomes_the_value_of_a_trait_and_the_files_settings_stay(tmp_path):
    text = "c.Spawner.args = ['--a']\nhelper = 'helped'\ndef hook(spawner):\n    return helper\n"
    first = written(tmp_path, "hooks.py", text)
    second = written(tmp_path, "more.py", "c = get_config()\nc.JupyterHub.admin_access = False\nhook = None\n")
    config = Config()
    names = load_files(config, [first])
    set_functions(config, names, [("Spawner", "pre_spawn_hook", "hook")])
    assert config.Spawner.pre_spawn_hook(None) == "helped"
    assert config.Spawner.args == ["--a"]
    assert load_files(config, [first, second])["hook"] is None
    assert config.JupyterHub.admin_access is False


def test_a_file_can_load_another_one_and_knows_its_own_path(tmp_path):
    inner = written(tmp_path, "inner.py", "c.Spawner.cpu_limit = 2\n")
    outer = written(tmp_path, "outer.py", f"load_subconfig({inner!r})\nplace = __file__\n")
    config = Config()
    assert load_files(config, [outer])["place"] == outer
    assert config.Spawner.cpu_limit == 2


def test_a_function_that_no_file_defines_ends_the_start_with_one_line(tmp_path):
    names = load_files(Config(), [written(tmp_path, "hooks.py", "def hok(spawner): ...\n")])
    with pytest.raises(SystemExit, match=r"^Spawner\.pre_spawn_hook is the function hook, which no extraConfig file"):
        set_functions(Config(), names, [("Spawner", "pre_spawn_hook", "hook")])
