"""Making .venv, told by what goes wrong."""

import importlib.util
import subprocess
import sys

import pytest

from leadqual.embedded import CHECKOUT

pytestmark = pytest.mark.slow


@pytest.fixture
def install(tmp_path, monkeypatch):
    """The installer of an empty checkout."""
    spec = importlib.util.spec_from_file_location("install", CHECKOUT / "script" / "install.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    venv = tmp_path / ".venv"
    for name, value in {
        "CHECKOUT": tmp_path,
        "VENV": venv,
        "PYTHON": venv / "bin" / "python",
        "UNFINISHED": venv / "unfinished",
        "LOG": tmp_path / "install.log",
    }.items():
        monkeypatch.setattr(module, name, value)
    monkeypatch.setattr(module, "say", lambda text: None)
    for name in ("requirements.txt", "requirements-dev.txt"):
        (tmp_path / name).write_text("")
    return module


def test_it_installs_once_and_again_when_something_changed(install, monkeypatch, tmp_path):
    install.install("requirements.txt")
    ran = []
    monkeypatch.setattr(install, "run", lambda command, why: ran.append(command[-1]))
    install.install("requirements.txt")
    assert ran == []
    (tmp_path / "requirements.txt").write_text("# another day\n")
    install.install("requirements.txt")
    assert ran == [str(tmp_path / "requirements.txt")]


def test_an_installation_that_was_cut_short_is_made_anew(install):
    install.install("requirements.txt")
    (install.VENV / "left-behind").touch()
    install.UNFINISHED.touch()
    install.install("requirements.txt")
    assert not (install.VENV / "left-behind").exists()
    assert not install.UNFINISHED.exists()


def test_an_environment_of_another_python_is_made_anew(install, monkeypatch):
    install.install("requirements.txt")
    (install.VENV / "left-behind").touch()
    monkeypatch.setattr(install.sys, "version", "3.12.0 (somebody's)")
    monkeypatch.setattr(install, "run", lambda command, why: None)
    install.install("requirements.txt")
    assert not (install.VENV / "left-behind").exists()


def test_without_a_registry_it_says_so(install, monkeypatch, tmp_path):
    for name in ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    (tmp_path / "requirements.txt").write_text("a-package-of-nobody==1.0\n")
    with pytest.raises(install.CannotInstall, match="^The package registry cannot be reached; check the network"):
        install.install("requirements.txt")


def test_a_package_that_does_not_exist_is_named(install, monkeypatch, tmp_path):
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    (tmp_path / "requirements.txt").write_text("a-package-of-nobody==1.0\n")
    with pytest.raises(install.CannotInstall, match="No matching distribution found for a-package-of-nobody==1.0"):
        install.install("requirements.txt")


@pytest.mark.parametrize("version", [(3, 10), (3, 15), (2, 7)])
def test_another_python_is_refused(install, monkeypatch, version):
    monkeypatch.setattr(install.sys, "version_info", (*version, 0))
    with pytest.raises(install.CannotInstall, match="is not between 3.11 and 3.14"):
        install.check_python()


def test_a_shell_without_any_python_says_which_it_needs(tmp_path):
    tools = tmp_path / "bin"
    tools.mkdir()
    for tool in ("sh", "dirname"):
        (tools / tool).symlink_to(f"/usr/bin/{tool}")
    done = subprocess.run(
        [str(CHECKOUT / "script" / "server")], env={"PATH": str(tools)}, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "error: Python 3.11 to 3.14 is needed and was not found; install it, or set PYTHON to its path.\n"
    )


def test_the_scripts_parse_in_a_plain_shell():
    for script in ("server", "manage", "test", "check", "environment.sh"):
        subprocess.run(["/bin/sh", "-n", str(CHECKOUT / "script" / script)], check=True)
    assert sys.version_info >= (3, 11)
