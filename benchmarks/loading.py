"""Fill a migrated PostgreSQL database: python -m benchmarks.loading VIDEOS USERS TOKENS RECEIPTS

Rows are made inside the database, a million of them in a minute. Columns that we don't care about get
what Django would write, so that a new one needs no change here. Nine of ten videos are recommended, the
rest are uploads that nobody published yet.
"""

import sys
from datetime import UTC, datetime
from typing import Any

import django
from django.core.management.color import no_style
from django.db import connection, models
from django.utils import timezone

from benchmarks.tokens import token
from benchmarks.unindexed import unindexed

CDN = "https://vod-cdn.example.com"
UPLOADS = "n % 10 = 0"  # which of the videos are not published
ASPECTS = 3
TAKEN = "timestamptz '2026-01-01 00:00:00+08' + n * interval '7 seconds'"
OBJECT = "md5(n::text) || '/' || substr(md5('key' || n), 1, 8) || '-' || substr(md5('job' || n), 1, 22)"

VIDEO = {
    "id": "n",
    "vod_id": "md5('video' || n)",
    "title": "'Sunrise over the harbour, take ' || n",
    "description": "'Filmed from the pier, ' || n || ' seconds after the fog had gone'",
    "tags": "'sea,morning,harbour'",
    "category_id": "n % 20",
    "category_name": "'Travel'",
    "duration": "15 + n % 45",
    "size": "1000000 + n % 9000000",
    "cover_url": f"'{CDN}/' || {OBJECT} || '-cover.jpg'",
    "first_frame_url": f"'{CDN}/' || {OBJECT} || '-00001.jpg'",
    "file_url": f"'{CDN}/' || {OBJECT} || '-hd.mp4'",
    "status": f"CASE WHEN {UPLOADS} THEN 'Uploading' ELSE 'Normal' END",
    **dict.fromkeys(
        ("review", "snapshot", "transcode", "verdict_told"), f"CASE WHEN {UPLOADS} THEN '' ELSE 'success' END"
    ),
    "created_at": TAKEN,
    "uploaded_at": f"CASE WHEN {UPLOADS} THEN NULL ELSE {TAKEN} END",
    "published_at": f"CASE WHEN {UPLOADS} THEN NULL ELSE {TAKEN} END",
}
USER = {
    "id": "n",
    "username": "'guest-' || n",
    "password": "'!'",
    "user_id": "(1000000000000 + n)::text",
    "nickname": "'Harbour' || n",
    "avatar": f"'{CDN}/avatars/' || md5(n::text) || '.png'",
    "is_guest": "true",
    "date_joined": TAKEN,
}
RECEIPT = {
    "digest": "md5('a' || n) || md5('b' || n)",
    "event_type": "'SnapshotComplete'",
    "vod_id": "md5('video' || n)",
    "body": '\'{"EventType": "SnapshotComplete", "VideoId": "\' || md5(\'video\' || n) || \'"}\'',
    "event_time": TAKEN,
    "received_at": TAKEN,
    "handled_at": TAKEN,
    "outcome": "'applied'",
}


def main(videos: int, users: int, tokens: int, receipts: int) -> None:
    from accounts.models import AccessToken, User, digest_of  # noqa: PLC0415 - Django is up only now
    from callbacks.models import Receipt  # noqa: PLC0415
    from videos import feed  # noqa: PLC0415
    from videos.models import Recommendation, Video  # noqa: PLC0415

    places = {"id": "n", "video_id": "n", "position": "n", "added_at": TAKEN}
    with unindexed(*(model._meta.db_table for model in (User, Video, Recommendation, Receipt))):
        fill(User, users, **USER)
        fill(Video, videos, **VIDEO, owner_id=f"1 + (n / 10 + n) % {users}")
        fill(Recommendation, videos, where=f"NOT {UPLOADS}", **places)
        fill(Receipt, receipts, **RECEIPT)
    feed.recount()
    AccessToken.objects.bulk_create(
        [AccessToken(user_id=n, digest=digest_of(token(n))) for n in range(1, tokens + 1)]
    )
    if videos:
        User.objects.create_superuser("operator", password=None, nickname="Operator")
        catalogs()
        # Nobody counts the rows of a database that is as it was migrated: PostgreSQL would plan for none.
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def fill(model: type[models.Model], rows: int, *, where: str = "true", **columns: str) -> None:
    """Insert a row for each `n` from 1 to `rows`, with an SQL expression of `n` for each of these columns."""
    if not rows:
        return
    # In a statement with parameters a percent sign is written twice.
    expressions = {name: expression.replace("%", "%%") for name, expression in columns.items()}
    values: list[Any] = []
    for field in model._meta.concrete_fields:
        column = str(field.column)
        if column not in columns and not field.primary_key:
            value = timezone.now() if getattr(field, "auto_now_add", False) else field.get_default()
            values.append(field.get_db_prep_save(value, connection))
            expressions[column] = "%s"
    names = ", ".join(connection.ops.quote_name(name) for name in expressions)
    table = connection.ops.quote_name(model._meta.db_table)
    insert = (
        f"INSERT INTO {table} ({names}) SELECT {', '.join(expressions.values())}"  # noqa: S608 - our words
        f" FROM generate_series(1, {rows}) AS n WHERE {where.replace('%', '%%')}"
    )
    with connection.cursor() as cursor:
        cursor.execute(insert, values)
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)


def catalogs() -> None:
    """What the editor in the app offers: thirty of everything, forty tracks."""
    from materials.models import Mv, MvAspect, Sticker, StickerCategory  # noqa: PLC0415
    from music.models import Track  # noqa: PLC0415

    created = datetime(2026, 1, 1, tzinfo=UTC)
    for number in range(1, 31):
        icon, package = (f"{CDN}/materials/{number:032x}.{suffix}" for suffix in ("png", "zip"))
        shown = {"name": f"Harbour {number}", "icon": icon, "sort": number, "created_at": created}
        StickerCategory.objects.create(**shown, description="Ropes, buoys and gulls")
        files = {"package": package, "preview": icon}
        Sticker.objects.create(**shown, **files, category_id=1)
        mv = Mv.objects.create(**shown, duration=15, preview_picture=icon, preview_video=package)
        MvAspect.objects.bulk_create(
            [MvAspect(mv=mv, aspect=aspect, package=package) for aspect in range(1, ASPECTS + 1)]
        )
    Track.objects.bulk_create(
        [
            Track(
                music_id=f"Q{number:09d}",
                title=f"Song of the tide {number}",
                artist="The Moorings",
                duration=200 + number,
                source="Qulive",
                cover=f"{CDN}/music/{number:032x}.png",
                audio=f"music/{number:032x}.mp3",
                sort=number,
                created_at=created,
            )
            for number in range(1, 41)
        ]
    )


if __name__ == "__main__":
    django.setup()
    main(*(int(size) for size in sys.argv[1:]))
