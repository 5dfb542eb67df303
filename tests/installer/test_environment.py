"""Setting up: what is missing is named with what to do, what is there is left alone, failures are one line."""

from __future__ import annotations

import ast
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


def load(name: str) -> ModuleType:
    """A module of installer/, which is no package: its files run by themselves."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "installer" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The shared module, its environment in an empty folder and known to `import environment`."""
    module = load("environment")
    for name, path in (("VENV", ".venv"), ("STAMP", ".venv/prepared.txt"), ("LOG", ".venv/setup.log")):
        monkeypatch.setattr(module, name, tmp_path / path)
    (tmp_path / ".venv").mkdir()
    monkeypatch.setitem(sys.modules, "environment", module)
    return module


def be_prepared(environment: ModuleType, kind: str) -> None:
    environment.python().parent.mkdir(parents=True)
    environment.python().write_text("", encoding="utf-8")
    environment.STAMP.write_text(environment.stamp(kind), encoding="utf-8")


@pytest.mark.parametrize("name", ["start", "test"])
def test_older_pythons_can_read_the_line_that_refuses_them(name: str) -> None:
    text = (ROOT / "installer" / f"{name}.py").read_text(encoding="utf-8")
    ast.parse(text, feature_version=(3, 7))
    before = text[: text.index("import environment")]
    assert "sys.exit(" in before
    assert "annotations" not in before


def test_nothing_is_done_where_everything_is_there(environment: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    be_prepared(environment, "run")
    monkeypatch.setattr(environment, "make_venv", lambda: pytest.fail("made again"))
    assert environment.prepare("run") == environment.python()


def test_the_development_lock_holds_what_the_till_needs_but_not_the_other_way_round(environment: ModuleType) -> None:
    be_prepared(environment, "dev")
    assert environment.is_current("run")
    assert environment.is_current("dev")
    environment.STAMP.write_text(environment.stamp("run"), encoding="utf-8")
    assert environment.is_current("run")
    assert not environment.is_current("dev")


@pytest.mark.parametrize("change", ["lock", "folder", "half"])
def test_any_change_makes_it_again(environment: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, change: str) -> None:
    be_prepared(environment, "run")
    if change == "lock":
        (tmp_path / "run.txt").write_text("other==1\n", encoding="utf-8")
        monkeypatch.setitem(environment.LOCKS, "run", tmp_path / "run.txt")
    elif change == "folder":
        shutil.copy(ROOT / "pyproject.toml", tmp_path)
        monkeypatch.setattr(environment, "ROOT", tmp_path)
    else:
        environment.python().unlink()
    assert not environment.is_current("run")


def test_missing_libraries_are_named_by_package(environment: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(environment, "loads", lambda library: library != "libEGL.so.1")
    monkeypatch.setattr(environment.shutil, "which", lambda _program: None)
    assert environment.missing_packages("run") == ["libegl1"]
    assert {"libegl1", "xvfb", "xdotool"} <= set(environment.missing_packages("dev"))


def test_where_nobody_is_root_the_one_command_is_printed(environment: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "missing_packages", lambda _kind: ["libegl1", "libxcb-cursor0"])
    monkeypatch.setattr(environment.shutil, "which", lambda _program: "/usr/bin/apt-get")
    monkeypatch.setattr(environment.os, "geteuid", lambda: 1000)
    with pytest.raises(environment.SetupError, match="Run: sudo apt-get install -y libegl1 libxcb-cursor0 "):
        environment.system_packages("run")


def test_another_linux_is_told_the_files(environment: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "missing_packages", lambda _kind: ["libegl1"])
    monkeypatch.setattr(environment.shutil, "which", lambda _program: None)
    with pytest.raises(environment.SetupError, match=r"missing on this system: libEGL\.so\.1\."):
        environment.system_packages("run")


@pytest.mark.skipif(os.name != "posix", reason="apt is a matter of Linux")
@pytest.mark.parametrize("code", [0, 100])
def test_root_installs_by_apt(environment: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: int) -> None:
    apt = tmp_path / "apt-get"
    apt.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/asked\necho "E: Unable to locate package libegl1"\nexit {code}\n', encoding="utf-8")
    apt.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(environment, "missing_packages", lambda _kind: ["libegl1"])
    monkeypatch.setattr(environment.os, "geteuid", lambda: 0)
    if code == 0:
        environment.system_packages("run")
    else:
        with pytest.raises(environment.SetupError, match="Unable to locate package libegl1"):
            environment.system_packages("run")
    assert (tmp_path / "asked").read_text(encoding="utf-8").splitlines() == ["update", "install -y --no-install-recommends libegl1"]


@pytest.mark.parametrize(
    ("output", "line"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "the disk is full"),
        ("WARNING: Retrying (Retry(total=1)) after connection broken\nERROR: No matching distribution found for x", "was not reached"),
        ("E: Could not resolve 'deb.example'", "was not reached"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "not the one the lock names"),
        ("ERROR: No matching distribution found for pyside6-essentials==6.11.3", "glibc 2.34"),
        ("E: Could not get lock /var/lib/dpkg/lock-frontend", "another package tool is running"),
        ("Collecting x\nERROR: something new\nmore", "ERROR: something new"),
        ("", "it failed without a word"),
    ],
)
def test_a_failure_is_one_line(environment: ModuleType, output: str, line: str) -> None:
    found = environment.reason(output)
    assert line in found
    assert "\n" not in found


def test_a_full_disk_is_said_before_anything_is_deleted(environment: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(ROOT)
    monkeypatch.setattr(environment.shutil, "disk_usage", lambda _path: usage._replace(free=1_000))
    with pytest.raises(environment.SetupError, match="needs 1200 MB free"):
        environment.make_venv()
    assert environment.VENV.exists()


def test_no_other_python_leaks_in(environment: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    monkeypatch.setenv("PYTHONHOME", "/elsewhere")
    assert not {"PYTHONPATH", "PYTHONHOME"} & set(environment.child_environment())


@pytest.fixture
def started(environment: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What start.py would become: [command after the interpreter, its surroundings]."""
    seen: list[Any] = []
    monkeypatch.setattr(environment, "prepare", lambda _kind: environment.python())
    monkeypatch.setattr(environment, "ROOT", environment.VENV.parent)
    monkeypatch.chdir(environment.VENV.parent)
    monkeypatch.setattr(os, "execve", lambda _path, command, env: seen.extend((command[1:], env)))
    monkeypatch.setattr(subprocess, "call", lambda command, env: seen.extend((command[1:], env)) or 0)
    return seen


def test_with_a_display_the_counter_starts(started: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    load("start").main([])
    assert started[0] == ["-m", "app", "run", "--demo"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only a Linux may have no display")
def test_without_a_display_the_demonstration_runs(
    started: list[Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    load("start").main([])
    assert started[0] == ["-m", "app", "demo", "--out", str(tmp_path / "out" / "demo")]
    assert started[1]["QT_QPA_PLATFORM"] == "offscreen"
    assert "No display here" in capsys.readouterr().out


def test_prepare_starts_nothing(started: list[Any]) -> None:
    assert load("start").main(["--prepare"]) == 0
    assert started == []


def test_a_failure_is_told_and_is_the_exit_code(
    environment: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_kind: str) -> None:
        raise environment.SetupError("the disk is full: make room, then run this again")

    monkeypatch.setattr(environment, "prepare", fail)
    assert load("start").main([]) == 1
    assert capsys.readouterr().err == "Not set up: the disk is full: make room, then run this again.\n"


def test_an_unknown_option_is_a_usage_error(started: list[Any]) -> None:
    assert load("start").main(["--fast"]) == 2
    assert started == []


def test_the_check_runs_every_step_and_fails_if_one_does(
    environment: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran: list[str] = []
    monkeypatch.setattr(environment, "prepare", lambda _kind: environment.python())
    monkeypatch.setattr(subprocess, "call", lambda command, **_: ran.append(command[2]) or int(command[2] == "mypy"))
    assert load("test").main([]) == 1
    assert len(ran) == 4
    assert "mypy FAILED (1)" in capsys.readouterr().out
