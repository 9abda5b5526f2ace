"""What every test needs: today's catalogues, the choice of fast or all, skips counted and said aloud."""

from __future__ import annotations

import os
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NEEDS_SHARED = "the real data of 2025 is not at"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all", action="store_true", help="run the slow tests too, as CI does")
    parser.addoption("--bless", action="store_true", help="write the expected outputs anew")
    parser.addoption("--fail-on-skip", action="store_true", help="fail if a test was skipped for want of a tool")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: takes long; left out unless --all is given")
    spec = spec_from_file_location("build_catalogues", ROOT / "scripts" / "build_catalogues.py")
    assert spec is not None
    assert spec.loader is not None
    build = module_from_spec(spec)
    spec.loader.exec_module(build)
    build.compile_catalogues(ROOT)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("slow") and not config.getoption("--all"):
            item.add_marker(pytest.mark.skip(reason="slow; it runs with: python3 scripts/test.py --all"))
    # Tests are handed to the workers one by one: with the long ones first none is left alone with them at the end.
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture
def bless(request: pytest.FixtureRequest) -> bool:
    """Whether expected outputs are written anew."""
    return bool(request.config.getoption("--bless"))


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the user's language, colours, or git configuration."""
    unwanted = ("LANG", "LC_ALL", "LC_MESSAGES", "LANGUAGE", "NO_COLOR", "LIVING_MANIFESTO_NOW")
    for name in (*unwanted, "PYTHONDONTWRITEBYTECODE"):  # without compiled modules every command would be slow
        monkeypatch.delenv(name, raising=False)
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Test")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "test@example.org")
        monkeypatch.setenv(f"GIT_{role}_DATE", "2026-02-01T09:00:00+09:00")


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """With ``--fail-on-skip``, a test that lacked a tool fails the run; the real data may be absent."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or exitstatus or not session.config.getoption("--fail-on-skip"):
        return
    skipped = reporter.stats.get("skipped", [])
    if any(NEEDS_SHARED not in str(report.longrepr) for report in skipped):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many tests did not run."""
    if skipped := len(terminalreporter.stats.get("skipped", [])):
        terminalreporter.write_line(f"not run: {skipped} (the reasons stand above)")
