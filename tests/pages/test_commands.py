"""Every command that a page names exists, with every option that stands behind it."""

import re
from argparse import ArgumentParser
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

from tests.pages.reading import ROOT, code, name_of, pages, text_of

MANAGE = re.compile(r"manage\.py[ =]+([a-z_]+)([^\n|;&#]*)")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
MAKE = re.compile(r"(?:^|[\s`(])make ([a-z]+)\b", re.MULTILINE)
MODULE = re.compile(r"python3? -m ([\w.]+)")
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def options(command: str) -> set[str]:
    commands = get_commands()
    assert command in commands, f"There is no manage.py {command}"
    parser: ArgumentParser = load_command_class(commands[command], command).create_parser(
        "manage.py", command
    )
    return set(parser._option_string_actions)


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_every_command_of_manage_exists_with_its_options(page: Path) -> None:
    for command, rest in MANAGE.findall(code(text_of(page))):
        assert set(OPTION.findall(rest)) <= options(command), (command, rest)


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_every_target_of_make_exists(page: Path) -> None:
    assert set(MAKE.findall(code(text_of(page)))) <= TARGETS


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_every_module_that_python_shall_run_exists(page: Path) -> None:
    named = MODULE.findall(code(text_of(page)))

    assert [name for name in named if find_spec(name) is None] == []
