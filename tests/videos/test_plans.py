"""With many videos, every list and every look at one finds its rows by an index (PostgreSQL says so)."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AccessToken, User
from tests.app import App
from tests.memory import forget
from tests.videos.rows import a_video
from videos import feed
from videos.models import Video

MANY = 20_000
GROWING = ("videos_video", "videos_recommendation", "accounts_accesstoken")
# As far down the list as page 1,000 is among a million. Half-way down, reading all is the better plan.
DEEP = 100
PATHS: dict[str, list[dict[str, Any]]] = {
    "/vod/getRecommendVideoList": [{"pageIndex": 1}, {"pageIndex": DEEP}, {"id": "{id}"}],
    "/vod/getPersonalVideoList": [{"pageIndex": 1}, {"pageIndex": 1000}, {"id": "{id}"}],
    "/demo/getVideoList": [{"pageNo": 1}, {"pageNo": 90}],
    "/vodVideo/getVideoById": [{"videoId": "{vod_id}"}],
}
ASKED = [(path, parameters) for path, several in PATHS.items() for parameters in several]


def multiply(video: Video, many: int = MANY) -> None:
    """Make the video many, of a hundred owners, most of them recommended."""
    others = User.objects.bulk_create(User(username=f"other-{n}") for n in range(99))
    AccessToken.objects.bulk_create(
        AccessToken(user=user, digest=f"{user.pk}-{n}") for user in others for n in range(20)
    )
    owners = [video.owner_id, *(user.pk for user in others)]
    columns = [field.attname for field in Video._meta.concrete_fields]
    names = ", ".join(name for name in columns if name not in ("id", "vod_id", "owner_id"))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO videos_video (vod_id, owner_id, {names}) "  # noqa: S608
            f"SELECT md5(n::text), (%s::bigint[])[1 + n %% 100], {names} "
            "FROM videos_video, generate_series(1, %s) n WHERE id = %s",
            [owners, many, video.pk],
        )
        cursor.execute(
            "INSERT INTO videos_recommendation (video_id, position, added_at, is_listed) "
            "SELECT id, id, now(), false FROM videos_video WHERE id % 10 <> 0"
        )
        # First the planner has to know what came, or the count takes minutes.
        cursor.execute("ANALYZE")
        feed.recount()
        cursor.execute("ANALYZE")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's planner is asked")
@pytest.mark.parametrize(("path", "parameters"), ASKED, ids=str)
def test_no_table_is_read_from_end_to_end(
    alice: User, alice_app: App, path: str, parameters: dict[str, str]
) -> None:
    multiply(a_video(alice))
    somewhere = Video.objects.filter(owner=alice).order_by("pk")[MANY // 200]
    facts = {"id": somewhere.pk, "vod_id": somewhere.vod_id}
    forget()
    with CaptureQueriesContext(connection) as queries:
        sent = {name: str(value).format(**facts) for name, value in parameters.items()}
        assert alice_app.get(path, **sent, pageSize=10).ok

    for query in queries:
        assert not read_whole(query["sql"])


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's planner is asked")
def test_ten_thousand_videos_of_one_owner_are_counted_by_an_index(alice: User, alice_app: App) -> None:
    multiply(a_video(alice), 5 * MANY)
    others = Video.objects.exclude(owner=alice)
    others.filter(pk__in=others.values("pk")[:9_000]).update(owner=alice)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE videos_video")
    with CaptureQueriesContext(connection) as queries:
        total = alice_app.get("/vod/getPersonalVideoList").data["total"]

    [count] = [query["sql"] for query in queries if "COUNT(" in query["sql"]]
    assert total >= 10_000
    assert not read_whole(count)


def read_whole(sql: str) -> list[str]:
    """Return the steps of a query that read a growing table from end to end."""
    steps = plan(sql) if sql.startswith(("SELECT", "EXECUTE")) else []
    return [step for step in steps if any(f"Seq Scan on {table}" in step for table in GROWING)]


def plan(sql: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}")
        return [row[0] for row in cursor.fetchall()]
