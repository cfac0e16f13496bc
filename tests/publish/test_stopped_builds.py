"""Builds that are really stopped: `make bench` stops a hundred, at other moments."""

import signal

import pytest

from stopped_builds import Office, open_office


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Open an office where builds are stopped one after the other, each on what the last one left."""
    return open_office(tmp_path_factory.mktemp("stopped") / "office", seed=1)


@pytest.mark.parametrize(("name", "swapping"), [("SIGKILL", True)])
def test_a_build_that_is_stopped_leaves_the_old_edition_or_the_new_one_whole(
    office: Office, name: str, swapping: bool
):
    assert office.stop(signal.Signals[name], swapping=swapping) in ("old", "new")


@pytest.mark.parametrize("victim", ["kernel"])
def test_a_process_that_is_killed_takes_all_others_of_its_build_with_it(office: Office, victim: str):
    assert office.kill(victim) in ("old", "new")
