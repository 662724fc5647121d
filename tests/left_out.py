"""Leave slow tests out unless asked for, and say at the end what was not tested, and why."""

from collections import Counter

import pytest

SLOW = ("slow", "faults", "tour")


def pytest_addoption(parser):
    parser.addoption("--slow", action="store_true", help="the slow tests, too: faults, load, large data, tours")
    parser.addoption("--nothing-left-out", action="store_true", help="fail when any test was left out")


def pytest_collection_modifyitems(config, items):
    slow = [item for item in items if is_slow(item)]
    if slow and not config.getoption("--slow"):
        items[:] = [item for item in items if not is_slow(item)]
        config.hook.pytest_deselected(items=slow)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    config = session.config
    if config.getoption("--nothing-left-out") and not hasattr(config, "workerinput") and reasons(config):
        session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter, config):
    found = reasons(config)
    if found:
        terminalreporter.section("left out")
    for reason, number in sorted(found.items()):
        terminalreporter.line(f"{number} x {reason}")


def reasons(config):
    """How often each reason was given."""
    stats = config.pluginmanager.get_plugin("terminalreporter").stats
    found = Counter(reason_of(report) for report in stats.get("skipped", []))
    slow = sum(1 for item in stats.get("deselected", []) if is_slow(item))
    if slow:
        found["slow: script/test --slow runs it"] = slow
    return found


def reason_of(report):
    if isinstance(report.longrepr, tuple):
        return report.longrepr[2].removeprefix("Skipped: ")
    return str(report.longrepr)


def is_slow(item):
    return any(item.get_closest_marker(name) for name in SLOW)
