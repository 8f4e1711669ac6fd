"""Whether anything was written: seen by a connection that watches, whoever wrote it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from kinwell.store.written import Watch


@pytest.mark.django_db
def test_what_others_commit_is_news_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "NAME", str(tmp_path / "kinwell.sqlite3"))
    watch = Watch()
    assert not watch.has_news()

    with closing(sqlite3.connect(tmp_path / "kinwell.sqlite3")) as other:
        other.execute("CREATE TABLE told (what)")
        assert watch.has_news()
        other.execute("INSERT INTO told VALUES ('a nappy')")
        assert not watch.has_news()  # until it is committed
        other.commit()

    assert watch.has_news()
    assert not watch.has_news()
    watch.close()
