"""The recommended list in the back office: what operators do there is what apps see."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from accounts.models import User
from tests.app import App
from tests.videos.rows import a_video, recommended
from videos import feed
from videos.models import Recommendation, Video

LIST = "/admin/videos/recommendation/"


@pytest.fixture
def five(alice: User) -> list[Video]:
    return recommended(5, alice)


def order(app: App) -> list[str]:
    return [
        row["videoId"]
        for row in app.get("/vod/getRecommendVideoList", pageIndex=1, pageSize=50).data["videoList"]
    ]


def ids(videos: list[Video]) -> list[str]:
    return [video.vod_id for video in videos]


def move(office: Client, row: Video, **beside: Video) -> Any:
    place = {where: video.recommendation.pk for where, video in beside.items()}
    return office.post(f"{LIST}{row.recommendation.pk}/move/", place)


def act(office: Client, action: str, *videos: Video) -> Any:
    selected = [video.recommendation.pk for video in videos]
    return office.post(LIST, {"action": action, "_selected_action": selected}, follow=True)


@pytest.mark.parametrize(
    ("moved", "where", "beside", "expected"),
    [
        (4, "above", 0, [4, 0, 1, 2, 3]),
        (0, "below", 4, [1, 2, 3, 4, 0]),
        (3, "above", 1, [0, 3, 1, 2, 4]),
        (1, "below", 2, [0, 2, 1, 3, 4]),
        (1, "above", 2, [0, 1, 2, 3, 4]),
    ],
)
def test_a_dragged_row_is_where_it_was_dropped_for_apps_too(
    back_office: Client,
    alice_app: App,
    five: list[Video],
    moved: int,
    where: str,
    beside: int,
    expected: list[int],
) -> None:
    response = move(back_office, five[moved], **{where: five[beside]})

    assert response.status_code == 200
    assert order(alice_app) == ids([five[n] for n in expected])


def test_a_withdrawn_row_between_keeps_its_place(
    back_office: Client, alice_app: App, five: list[Video]
) -> None:
    feed.withdraw(five[2])

    move(back_office, five[4], above=five[1])
    feed.recommend(five[2])
    assert order(alice_app) == ids([five[n] for n in (2, 0, 4, 1, 3)])


def test_two_operators_who_drag_at_once_both_get_what_they_dropped(
    back_office: Client, alice_app: App, five: list[Video]
) -> None:
    # Both look at the list as it was at first.
    move(back_office, five[4], above=five[0])
    move(back_office, five[3], below=five[1])

    assert order(alice_app) == ids([five[n] for n in (4, 0, 1, 3, 2)])


def test_a_row_that_is_gone_meanwhile_is_not_guessed_at(
    back_office: Client, alice_app: App, five: list[Video]
) -> None:
    gone = Recommendation.objects.get(video=five[1])
    gone_id = gone.pk
    gone.delete()

    response = back_office.post(f"{LIST}{five[3].recommendation.pk}/move/", {"above": gone_id})
    assert response.status_code == 409
    assert response.json()["message"] == "The list has changed meanwhile. Load the page again."
    assert order(alice_app) == ids([five[n] for n in (0, 2, 3, 4)])


@pytest.mark.parametrize("place", [{}, {"above": ""}, {"below": "x"}, {"above": "9" * 30}])
def test_a_move_to_nowhere_changes_nothing(
    back_office: Client, alice_app: App, five: list[Video], place: dict[str, str]
) -> None:
    assert back_office.post(f"{LIST}{five[3].recommendation.pk}/move/", place).status_code == 409
    assert order(alice_app) == ids(five)


def test_a_viewer_sees_the_list_and_no_handles(alice_app: App, five: list[Video]) -> None:
    viewer = User.objects.create_user("vera", is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_recommendation"))
    office = Client()
    office.force_login(viewer)

    page = office.get(LIST)
    assert page.status_code == 200
    assert "data-move=" not in page.content.decode()
    assert move(office, five[3], above=five[0]).status_code == 403
    assert order(alice_app) == ids(five)


def test_pinned_videos_are_on_top_in_the_order_they_had(
    back_office: Client, alice_app: App, five: list[Video]
) -> None:
    act(back_office, "pin", five[2], five[4])

    assert order(alice_app) == ids([five[n] for n in (2, 4, 0, 1, 3)])


def test_a_video_taken_off_is_off_for_apps_and_here(
    back_office: Client, alice_app: App, five: list[Video]
) -> None:
    act(back_office, "withdraw", five[0])

    assert order(alice_app) == ids(five[1:])
    page: Any = back_office.get(LIST)
    assert page.context["cl"].result_count == 4


def test_a_new_video_enters_on_top(
    back_office: Client, alice: User, alice_app: App, five: list[Video]
) -> None:
    new = a_video(alice)

    form = {"video": new.pk, "starts_at_0": "", "starts_at_1": "", "ends_at_0": "", "ends_at_1": ""}
    assert back_office.post(f"{LIST}add/", form).status_code == 302
    assert order(alice_app) == ids([new, *five])


def test_a_video_that_was_taken_off_comes_back_on_top(
    back_office: Client, alice_app: App, five: list[Video]
) -> None:
    feed.withdraw(five[3])

    assert back_office.post(f"{LIST}add/", {"video": five[3].pk}).status_code == 302
    assert order(alice_app) == ids([five[n] for n in (3, 0, 1, 2, 4)])


def test_a_rejected_video_is_refused_in_words(back_office: Client, alice: User) -> None:
    rejected = a_video(alice, review="fail")

    page = back_office.post(f"{LIST}add/", {"video": rejected.pk})
    assert "It is not approved." in page.content.decode()
    assert not Recommendation.objects.exists()


def test_a_video_that_is_on_the_list_already_is_refused_and_keeps_its_times(
    back_office: Client, five: list[Video]
) -> None:
    feed.schedule(five[2].recommendation.pk, starts_at=timezone.now() + timedelta(days=1), ends_at=None)

    page = back_office.post(f"{LIST}add/", {"video": five[2].pk})
    assert "It is on the recommended list already." in page.content.decode()
    assert Recommendation.objects.get(video=five[2]).starts_at


def test_a_schedule_that_ends_before_it_starts_is_refused_in_words(
    back_office: Client, five: list[Video]
) -> None:
    form = {
        "starts_at_0": "2026-12-02",
        "starts_at_1": "08:00",
        "ends_at_0": "2026-12-01",
        "ends_at_1": "08:00",
    }

    page = back_office.post(f"{LIST}{five[0].recommendation.pk}/change/", form)
    assert "It has to end after it starts." in page.content.decode()


def test_apps_see_a_scheduled_video_in_its_time_only(
    back_office: Client, alice_app: App, five: list[Video]
) -> None:
    form = {"starts_at_0": "2100-01-01", "starts_at_1": "08:00", "ends_at_0": "", "ends_at_1": ""}

    assert back_office.post(f"{LIST}{five[0].recommendation.pk}/change/", form).status_code == 302
    assert order(alice_app) == ids(five[1:])


def test_each_row_says_what_apps_see_of_it(back_office: Client, five: list[Video]) -> None:
    now, hour = timezone.now(), timedelta(hours=1)
    feed.schedule(five[1].recommendation.pk, starts_at=now + hour, ends_at=None)
    feed.schedule(five[2].recommendation.pk, starts_at=None, ends_at=now - hour)
    with feed.changing(five[3].vod_id):
        Video.objects.filter(pk=five[3].pk).update(transcode="fail")

    for standing, expected in (("now", [0, 4]), ("scheduled", [1]), ("over", [2]), ("hidden", [3])):
        page: Any = back_office.get(LIST, {"standing": standing})
        rows = page.context["cl"].result_list
        assert [row.video for row in rows] == [five[n] for n in expected]
        assert {row.standing(at=now).value for row in rows} == {standing}


def test_who_moved_what_is_written_down(back_office: Client, operator: User, five: list[Video]) -> None:
    move(back_office, five[4], above=five[0])

    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (operator, str(five[4].recommendation.pk))
