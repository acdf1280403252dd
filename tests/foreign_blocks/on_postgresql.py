"""The tables of other people's blocks on PostgreSQL: made in a schema of their own, written and read through the blocks'
own interface, and kept whole or not at all. Run by `make test-blocks` when LUBAN_TEST_POSTGRESQL is set."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from luban_lms.runtime import django_setup
from luban_lms.runtime.home import use_home

ITEM = {"student_id": "amina", "course_id": "course", "item_id": "item", "item_type": "essay"}
TEXT = {"text": "من طنجة إلى 天津"}


def main() -> int:
    use_home(Path(tempfile.mkdtemp()), os.environ["LUBAN_TEST_POSTGRESQL"])
    assert django_setup.ensure_django()
    from django.db import connection
    from submissions import api

    with django_setup.block_transaction():
        kept = api.create_submission(ITEM, TEXT)
        api.set_score(kept["uuid"], 3, 5)
    with suppress(KeyError), django_setup.block_transaction():
        api.create_submission(ITEM, {"text": "lost"})
        raise KeyError
    found = api.get_submissions(ITEM)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_schema, count(*) FROM information_schema.tables "
            "WHERE table_schema NOT IN ('pg_catalog', 'information_schema') GROUP BY 1"
        )
        tables = dict(cursor.fetchall())
        cursor.execute(f"DROP SCHEMA {django_setup.SCHEMA} CASCADE")
    assert [one["answer"] for one in found] == [TEXT], found
    assert tables.get(django_setup.SCHEMA, 0) > 0, tables
    print(
        f"on PostgreSQL: {tables[django_setup.SCHEMA]} tables in {django_setup.SCHEMA}; a submission kept, one undone"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
