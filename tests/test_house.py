"""The house rules that a test can hold: who imports whom, that every page of the docs is true, no workplace left in the tree."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from dataclasses import fields
from pathlib import Path

import click
import pytest

import cli
from ingest.settings import Settings

ROOT = Path(__file__).parents[1]


def test_imports_point_one_way() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports")], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_nobody_imports_the_doors_and_the_terminal_knows_no_streamlit() -> None:
    for house in ("ingest", "search", "ui"):
        for path in (ROOT / house).rglob("*.py"):
            assert not re.search(r"^\s*(?:from|import) (?:app|cli)\b", path.read_text("utf-8"), re.M), path
    assert not re.search(r"(?:from|import) streamlit", (ROOT / "cli.py").read_text("utf-8"))


def _verbs(group: click.Group, path: str = "") -> list[tuple[str, click.Command]]:
    out: list[tuple[str, click.Command]] = []
    for name, command in group.commands.items():
        out += _verbs(command, f"{path}{name} ") if isinstance(command, click.Group) else [(path + name, command)]
    return out


@pytest.mark.parametrize(("name", "command"), _verbs(cli.main), ids=lambda x: x if isinstance(x, str) else "")
def test_every_verb_has_help_and_a_line_in_the_guide(name: str, command: click.Command) -> None:
    assert command.help, name
    assert f"simak {name}" in (ROOT / "docs" / "commands.md").read_text("utf-8"), (
        f"docs/commands.md lacks `simak {name}`"
    )


def test_every_setting_is_in_the_format() -> None:
    spec = (ROOT / "docs" / "archive-format.md").read_text("utf-8")
    assert [f.name for f in fields(Settings) if f"`{f.name}`" not in spec] == []


def test_links_between_pages_lead_somewhere() -> None:
    broken = []
    for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            if not (page.parent / target).exists():
                broken.append(f"{page.name}: {target}")
    assert broken == []


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [re.split(r"[<>=\[]", d)[0] for d in project["dependencies"]]
    reasons = (ROOT / "docs" / "decisions.md").read_text("utf-8")
    assert [d for d in wanted if d not in reasons] == []
