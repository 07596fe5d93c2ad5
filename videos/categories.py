"""The categories that videos are in. Apps name them, so there is no table of them."""

from django.db import connection

from videos.models import Video

MOST = 100

# From one name to the next along the index, not through a million rows.
NAMES = """
WITH RECURSIVE names(name) AS (
    SELECT min({column}) FROM {table} WHERE {column} > ''
    UNION ALL
    SELECT (SELECT min({column}) FROM {table} WHERE {column} > names.name)
    FROM names WHERE names.name IS NOT NULL
)
SELECT name FROM names WHERE name IS NOT NULL LIMIT %s
"""


def names() -> list[str]:
    """Return the names of the categories, the first hundred in order, in one query."""
    quote = connection.ops.quote_name
    sql = NAMES.format(table=quote(Video._meta.db_table), column=quote("category_name"))
    with connection.cursor() as cursor:
        cursor.execute(sql, [MOST])
        return [name for (name,) in cursor.fetchall()]
