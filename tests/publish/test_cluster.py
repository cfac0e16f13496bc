"""A Dask cluster that cannot be used, and what one is sent; `make bench` runs one."""

import sys
from pathlib import Path

import pytest

from boards import invented_board
from jobs import job
from namndbok.errors import InvalidParameter
from namndbok.publish.workers import Workers, do_jobs, pack


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return invented_board(tmp_path_factory.mktemp("board"))


def test_where_nobody_answers_it_is_said(data: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("namndbok.publish.workers.PATIENCE", "1s")
    with pytest.raises(InvalidParameter, match=r"Inget kluster svarar på tcp://127.0.0.1:9"):
        do_jobs([job("sound", data)], data, Workers(cluster="tcp://127.0.0.1:9"))


def test_without_the_package_it_is_said_what_to_install(data: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InvalidParameter, match=r"namndbok\[cluster\]"):
        do_jobs([job("sound", data)], data, Workers(cluster="tcp://127.0.0.1:9"))


def test_the_same_files_are_packed_to_the_same_bytes(data: Path, tmp_path: Path):
    assert pack(data) == pack(invented_board(tmp_path))
