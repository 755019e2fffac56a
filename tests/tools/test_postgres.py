# SPDX-License-Identifier: Apache-2.0
"""The tests' PostgreSQL is a real, durable one, and each module has a database of its own."""

import sqlalchemy as sa

from tests.postgres import PostgresCluster


def test_the_database_is_durable_and_new_enough(postgres_cluster: PostgresCluster) -> None:
    with postgres_cluster.connect() as connection:
        settings = {name: connection.execute(f"SHOW {name}").fetchone()
                    for name in ("fsync", "synchronous_commit", "server_version_num")}
    assert settings["fsync"] == ("on",)
    assert settings["synchronous_commit"] == ("on",)
    assert settings["server_version_num"] is not None
    assert int(settings["server_version_num"][0]) >= 150000


def test_a_module_gets_an_empty_database(postgres_url: str) -> None:
    engine = sa.create_engine(postgres_url)
    assert sa.inspect(engine).get_table_names() == []
    engine.dispose()


def test_a_copy_of_a_template_has_its_rows_and_shares_none(
        postgres_cluster: PostgresCluster) -> None:
    template = postgres_cluster.create_database().rsplit("/", 1)[1]
    with postgres_cluster.connect(template) as connection:
        connection.execute("CREATE TABLE bin (code text); INSERT INTO bin VALUES ('A-01')")
    url = postgres_cluster.create_database(template)
    copy = url.rsplit("/", 1)[1]
    with postgres_cluster.connect(copy) as connection:
        connection.execute("DELETE FROM bin")
    with postgres_cluster.connect(template) as connection:
        assert connection.execute("SELECT code FROM bin").fetchall() == [("A-01",)]
    postgres_cluster.drop_database(url)
    with postgres_cluster.connect() as connection:
        found: list[tuple[str]] = connection.execute(
            "SELECT datname FROM pg_database WHERE datname = %s", (copy,)).fetchall()
    assert found == []
