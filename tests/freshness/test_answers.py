"""What is remembered is, byte for byte, what would be answered anew."""

import gzip
import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from materials.models import StickerCategory
from qulive import freshness
from qulive.api.envelope import envelope
from tests.app import App
from tests.freshness.conftest import Outage
from tests.memory import a_second_later, forget
from tests.videos.rows import LONG_AGO, change, recommended
from videos import feed, owners, publishing, review, snapshots, uploads
from videos.models import Recommendation, Video
from videos.states import Review

LIST = "/vod/getRecommendVideoList"
PAGE: dict[str, Any] = {"pageIndex": 1, "pageSize": 10}
ID = "0b7fa3ea-7a45-4e4b-8a4c-1f2f0c1c3a77"


def data(app: App) -> Any:
    return app.get(LIST, **PAGE).data


def data_anew(app: App) -> Any:
    forget()
    return data(app)


def test_a_remembered_page_costs_no_query(
    alice: User, alice_app: App, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    recommended(3, alice)
    first = data(alice_app)
    with django_assert_num_queries(0):
        assert data(alice_app) == first


def test_a_remembered_page_has_the_headers_of_the_first(alice: User, alice_app: App, client: Client) -> None:
    recommended(1, alice)
    query = {"token": alice_app.token, **PAGE}
    first, second = (client.get(LIST, query, headers={"X-Request-ID": ID}) for _ in range(2))

    assert first.headers["X-Content-Type-Options"] == "nosniff"
    assert dict(second.headers) == dict(first.headers)


def test_what_is_remembered_for_tls_is_not_given_out_without(alice: User, alice_app: App) -> None:
    recommended(1, alice)
    query = {"token": alice_app.token, **PAGE}
    with override_settings(SECURE_SSL_REDIRECT=True, SECURE_HSTS_SECONDS=60):
        client = Client()
        secured = [client.get(LIST, query, secure=True) for _ in range(2)]
        plain = client.get(LIST, query)

    assert [answer.headers["Strict-Transport-Security"] for answer in secured] == ["max-age=60"] * 2
    assert (plain.status_code, plain.headers["Location"][:8]) == (301, "https://")


def test_each_answer_has_its_own_id_in_the_usual_envelope(
    alice: User, alice_app: App, client: Client
) -> None:
    recommended(1, alice)
    query = {"token": alice_app.token, **PAGE}
    bodies = [client.get(LIST, query, headers={"X-Request-ID": ID}).content for _ in range(2)]
    usual = json.loads(bodies[0])
    other = client.get(LIST, query).json()

    assert bodies[0] == bodies[1]
    assert usual == {**envelope(usual["data"]), "requestId": ID}
    assert other["requestId"] != ID


@pytest.mark.parametrize("accepted", ["gzip", "deflate, gzip;q=0.5", "br,gzip"])
def test_packed_it_says_the_same(alice: User, alice_app: App, client: Client, accepted: str) -> None:
    recommended(10, alice)
    query, own = {"token": alice_app.token, **PAGE}, {"X-Request-ID": ID}
    plain = client.get(LIST, query, headers=own)
    packed = client.get(LIST, query, headers={**own, "Accept-Encoding": accepted})

    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 4
    assert "Accept-Encoding" in packed["Vary"]
    assert "Accept-Encoding" in plain["Vary"]


def test_the_checksum_is_right_whatever_the_id_is(alice: User, alice_app: App, client: Client) -> None:
    recommended(1, alice)
    query = {"token": alice_app.token, **PAGE}
    for _ in range(50):
        packed = client.get(LIST, query, headers={"Accept-Encoding": "gzip"})
        # Raises BadGzipFile if the checksum is wrong.
        assert json.loads(gzip.decompress(packed.content))["data"]["total"] == 1


@pytest.mark.parametrize("accepted", ["", "br", "gzip;q=0", "gzip; q=0.0, br"])
def test_who_cannot_unpack_gets_it_plain(alice: User, alice_app: App, client: Client, accepted: str) -> None:
    recommended(1, alice)
    headers = {"Accept-Encoding": accepted}
    assert client.get(LIST, {"token": alice_app.token, **PAGE}, headers=headers).json()["data"]


@pytest.mark.parametrize(
    "query", ["page%49ndex=2&pageSize=2", "pageIndex=+2&pageSize=2", "pageIndex=1&pageIndex=2&pageSize=2"]
)
def test_a_query_may_be_written_in_other_ways(
    alice: User, alice_app: App, client: Client, query: str
) -> None:
    recommended(5, alice)
    data(alice_app)
    for _ in range(2):
        found = client.get(f"{LIST}?token={alice_app.token}&{query}").json()["data"]["videoList"]
        assert found == data(alice_app)["videoList"][2:4]


def test_nobody_else_gets_what_is_remembered(alice: User, alice_app: App, stranger: App) -> None:
    recommended(1, alice)
    data(alice_app)

    assert stranger.get(LIST, **PAGE).code == "403"
    assert App("stale").get(LIST, **PAGE).code == "403"


def another_file(video: Video) -> None:
    change(video, uploaded_at=LONG_AGO)
    uploads.upload_completed(video.vod_id, at=timezone.now(), size=1, url="http://a.example/2.mp4")


CHANGES: dict[str, Any] = {
    "recommend": lambda v, by: (feed.withdraw(v), feed.recommend(v, by=by)),
    "withdraw": lambda v, by: feed.withdraw(v),
    "reject": lambda v, by: review.person_decides(v.vod_id, Review.REJECTED, by=by),
    "delete": lambda v, by: publishing.delete(v.owner, v.vod_id),
    "snapshots": lambda v, by: snapshots.completed(v.vod_id, ["http://a.example/1.jpg"], at=timezone.now()),
    "another file": lambda v, by: another_file(v),
    "rename": lambda v, by: v.owner.rename("Somebody else"),
    "disable": lambda v, by: (User.objects.filter(pk=v.owner.pk).update(is_active=False),
                              owners.changed(User.objects.get(pk=v.owner.pk))),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_whatever_happens_to_a_recommended_video_shows_at_once(
    alice: User, bob: User, operator: User, bob_app: App, name: str
) -> None:
    first, *_others = recommended(3, alice)
    recommended(1, bob)
    before = data(bob_app)
    CHANGES[name](first, operator)
    after = data(bob_app)

    assert after == data_anew(bob_app)
    assert after != before
    assert after["total"] == len(after["videoList"])


def test_what_happens_to_other_videos_leaves_the_list_alone(
    alice: User, bob: User, alice_app: App, bob_app: App, operator: User
) -> None:
    recommended(1, alice)
    other = recommended(1, bob)[0]
    feed.withdraw(other)
    number = freshness.versions[feed.NAME].number
    bob.rename("Bobby")
    change(other, title="Another title")
    bob_app.post("/vod/videoPublish", videoId="0123456789abcdef", title="New")
    review.person_decides(other.vod_id, Review.CHECK, by=operator)

    assert freshness.versions[feed.NAME].number == number


@pytest.mark.parametrize("edge", ["starts_at", "ends_at"])
def test_a_window_opens_and_closes_by_itself(alice: User, bob: User, bob_app: App, edge: str) -> None:
    recommended(2, alice)
    place = Recommendation.objects.in_order()[0]
    Recommendation.objects.filter(pk=place.pk).update(**{edge: timezone.now() + timedelta(minutes=1)})
    feed.follow(Recommendation.objects.all())
    now, then = (1, 2) if edge == "starts_at" else (2, 1)

    assert data(bob_app)["total"] == now
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        assert data(bob_app)["total"] == then == len(data(bob_app)["videoList"])


def test_a_warm_list_is_answered_while_the_database_is_away(
    alice: User, alice_app: App, outage: Outage
) -> None:
    recommended(3, alice)
    first = data(alice_app)
    a_second_later()
    with outage():
        assert data(alice_app) == first


def test_a_warm_catalog_is_answered_while_the_database_is_away(stranger: App, outage: Outage) -> None:
    StickerCategory.objects.create(name="Party")
    first = stranger.get("/resource/getPasterInfo").data
    a_second_later()
    with outage():
        assert stranger.get("/resource/getPasterInfo").data == first


def test_recounting_finds_what_came_by_other_ways(alice: User, alice_app: App) -> None:
    gone, stays = recommended(2, alice)
    with transaction.atomic():
        Video.objects.filter(pk=gone.pk).update(review=Review.REJECTED)
    assert feed.recount() == 1

    assert [video["videoId"] for video in data(alice_app)["videoList"]] == [stays.vod_id]
    assert data(alice_app)["total"] == 1


def test_an_operator_takes_a_place_off(alice: User, alice_app: App, back_office: Client) -> None:
    recommended(2, alice)
    assert data(alice_app)["total"] == 2
    place = Recommendation.objects.in_order()[0]
    form = {"action": "withdraw", "_selected_action": [place.pk]}
    back_office.post("/admin/videos/recommendation/", form)

    assert data(alice_app)["total"] == len(data(alice_app)["videoList"]) == 1


def test_an_operators_change_of_a_catalog_shows_at_once(stranger: App, back_office: Client) -> None:
    category = StickerCategory.objects.create(name="Party")
    assert [row["name"] for row in stranger.get("/resource/getPasterInfo").data] == ["Party"]
    page = "/admin/materials/stickercategory/"
    form = {
        "name": "Feast", "sort": 0, "level": 1, "is_published": "on", "created_at_0": "2026-01-01",
        "created_at_1": "00:00", "packages-TOTAL_FORMS": 0, "packages-INITIAL_FORMS": 0,
    }  # fmt: skip
    assert back_office.post(f"{page}{category.pk}/change/", form).status_code == 302
    assert [row["name"] for row in stranger.get("/resource/getPasterInfo").data] == ["Feast"]

    back_office.post(f"{page}{category.pk}/delete/", {"post": "yes"})
    assert stranger.get("/resource/getPasterInfo").data == []
