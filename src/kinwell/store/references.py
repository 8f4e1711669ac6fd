"""The migration helper for references inside a family: (family_id, column) must be a row of another table.

Django makes no foreign key to a composite key. PostgreSQL takes the constraint as it is; SQLite knows constraints only
when a table is made, so the table, empty yet, is made again with it.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from kinwell.store.within import across_families

MADE_BY = "SELECT sql FROM sqlite_master WHERE tbl_name = %s AND sql IS NOT NULL ORDER BY type DESC"  # table first


def references(table: str, column: str, *, to: str = "store_entry") -> migrations.RunPython:
    """Return the operation that ties (family_id, column) of a table to (family_id, id) of another; to be run while the
    table is empty."""
    clause = (
        f'FOREIGN KEY ("family_id", "{column}") REFERENCES "{to}" ("family_id", "id") DEFERRABLE INITIALLY DEFERRED'
    )

    def forwards(apps: StateApps, schema: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001  (Django calls it so)
        if schema.connection.vendor != "sqlite":
            schema.execute(f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_{column}" {clause}')
            return
        _remake(schema, table, clause)

    return migrations.RunPython(forwards, migrations.RunPython.noop)


def _remake(schema: BaseDatabaseSchemaEditor, table: str, clause: str) -> None:
    with across_families(), schema.connection.cursor() as cursor:
        cursor.execute(f'SELECT COUNT(*) FROM "{table}"')  # noqa: S608  (a name from a migration)
        if cursor.fetchone()[0]:
            raise RuntimeError(f"{table} is not empty: a reference is written with the table")
        cursor.execute(MADE_BY, [table])
        made = [row[0] for row in cursor.fetchall()]
        cursor.execute(f'DROP TABLE "{table}"')
        for sql in made:
            is_table = sql.startswith("CREATE TABLE")
            cursor.execute(f"{sql[: sql.rindex(')')]}, {clause})" if is_table else sql)
