"""What an operator does to videos: what happens, what is refused and why, who may, what is written down."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from accounts.models import User
from sandbox.models import Video as Media
from tests.admin.pages import VIDEOS, act, page_of, staff, text, told
from tests.app import App
from tests.conftest import Upload, Work
from tests.videos.conftest import line, tasks
from tests.videos.line import Line
from tests.videos.rows import a_draft, a_rendition, a_video, fresh, recommended, several
from videos.models import Recommendation, Video
from videos.processing import SILENT

__all__ = ["line", "tasks"]


def feed_of(app: App) -> list[str]:
    page = app.get("/vod/getRecommendVideoList", pageIndex=1, pageSize=50)
    return [row["videoId"] for row in page.data["videoList"]]


def test_recommended_videos_go_on_top_and_off_again(back_office: Client, alice: User, alice_app: App) -> None:
    (below,) = recommended(1, alice)
    video = a_video(alice)

    assert told(act(back_office, "recommend", video)) == ["Put on top of the recommended list: 1 video(s)."]
    assert feed_of(alice_app) == [video.vod_id, below.vod_id]
    act(back_office, "withdraw", video)
    assert feed_of(alice_app) == [below.vod_id]


@pytest.mark.parametrize(
    ("action", "facts", "why"),
    [
        ("recommend", {"review": "check"}, "It is not approved."),
        ("recommend", {"transcode": "onTranscode"}, "It does not play yet."),
        ("recommend", {"review": "", "published_at": None}, "It is not published yet."),
        ("recommend", {"is_claim": True}, "VOD has not confirmed yet that it is its owner's."),
        ("withdraw", {}, "It is not on the recommended list."),
        ("approve", {}, "It is approved already."),
        ("approve", {"review": "", "published_at": None}, "It is not published yet."),
        ("transcode_again", {}, "Its transcoding did not fail."),
        ("transcode_again", {"transcode": "fail", "review": "fail"}, "It is not approved."),
        ("transcode_narrow", {"narrow_transcode": "onTranscode"}, "narrow-band transcoded already"),
        ("transcode_narrow", {"review": "check"}, "It is not approved."),
        ("take_snapshots_again", {"snapshot": "onSnapshot"}, "Its snapshots are being taken."),
        ("preload", {"status": "Blocked"}, "It does not play yet."),
    ],
)
def test_what_may_not_be_done_is_refused_in_words(
    back_office: Client, alice: User, action: str, facts: dict[str, Any], why: str
) -> None:
    video = a_video(alice, title="Cat", **facts)
    before = Video.objects.filter(pk=video.pk).values().get()

    (said,) = told(act(back_office, action, video))
    assert said.startswith("“Cat”: ")
    assert why in said
    assert Video.objects.filter(pk=video.pk).values().get() == before
    assert not LogEntry.objects.exists()


def test_a_disabled_users_video_is_not_recommended(back_office: Client, alice: User) -> None:
    alice.is_active = False
    alice.save()

    assert "Its owner is disabled." in told(act(back_office, "recommend", a_video(alice)))[0]


def test_what_may_be_done_is_done_though_others_are_refused(back_office: Client, alice: User) -> None:
    good, bad = several(3, alice, title="Good"), several(12, alice, title="Bad", review="check")

    said = told(act(back_office, "recommend", *good, *bad))
    assert said[0] == "Put on top of the recommended list: 3 video(s)."
    assert said[1:11] == ["“Bad”: It is not approved."] * 10
    assert said[11] == "The same or the like for 2 more."
    assert Recommendation.objects.count() == 3


def test_rejecting_asks_for_a_reason_first(back_office: Client, alice: User) -> None:
    videos = several(2, alice, title="Cat")

    page = text(act(back_office, "reject", *videos))
    assert all(f'name="_selected_action" value="{video.pk}"' in page for video in videos)
    assert {fresh(video).review for video in videos} == {"success"}
    again = act(back_office, "reject", *videos, confirmed=1, reason=" ")
    assert "Say why" in text(again)
    assert act(back_office, "reject", *videos, confirmed=1, reason="Too loud").status_code == 302
    assert {(fresh(video).review, fresh(video).review_reason) for video in videos} == {("fail", "Too loud")}


def test_rejecting_says_what_approving_again_does_not_bring_back(
    back_office: Client, alice: User, alice_app: App
) -> None:
    video, other = *recommended(1, alice), a_video(alice)

    asked = "On the recommended list: 1. A place there is lost for good"
    assert asked in text(act(back_office, "reject", video, other))
    assert "On the recommended list" not in text(act(back_office, "reject", other))
    assert "lost for good" not in text(act(back_office, "delete", video))
    act(back_office, "reject", video, confirmed=1, reason="Too loud")
    act(back_office, "approve", video)
    assert feed_of(alice_app) == []


def test_the_question_is_headed_by_what_and_how_many(back_office: Client, alice: User) -> None:
    asked = act(back_office, "reject", *several(2, alice), headers={"accept-language": "zh-CN"})
    assert "驳回：2 个视频</h2>" in text(asked)


def test_a_person_may_change_a_verdict(back_office: Client, operator: User, alice: User) -> None:
    video = a_video(alice, review="fail", review_reason="Mistake")

    act(back_office, "approve", video)
    now = fresh(video)
    assert (now.review, now.review_reason, now.reviewed_by) == ("success", "", operator)


def test_a_failed_transcoding_is_ordered_again_in_a_new_round(
    back_office: Client, alice_app: App, publish: Upload, work: Work
) -> None:
    video = publish(alice_app)
    Video.objects.filter(pk=video.pk).update(
        transcode="fail", status="TranscodeFail", problem="The video service refused to work on this video."
    )
    video.renditions.all().delete()

    act(back_office, "transcode_again", video)
    assert (fresh(video).transcode, fresh(video).transcode_round) == ("", 1)
    work()
    now = fresh(video)
    assert (now.transcode, now.status, now.problem) == ("success", "Normal", "")
    assert set(now.renditions.exclude(definition="OD").values_list("round", flat=True)) == {1}


def test_narrow_band_renditions_are_made_once(
    back_office: Client, alice_app: App, publish: Upload, work: Work, line: Line
) -> None:
    video = publish(alice_app)
    line.calls.clear()

    act(back_office, "transcode_narrow", video)
    assert fresh(video).narrow_transcode == "onTranscode"
    work()
    now = fresh(video)
    assert (now.narrow_transcode, now.transcode) == ("success", "success")
    assert now.renditions.filter(kind="tab", state="success").exists()
    assert line.calls.count("SubmitTranscodeJobs") == 1


def test_without_a_template_group_narrow_band_is_not_offered(
    back_office: Client, alice: User, settings: Any
) -> None:
    settings.VOD_NARROW_TEMPLATE_GROUP = ""

    assert "VOD_NARROW_TEMPLATE_GROUP" in told(act(back_office, "transcode_narrow", a_video(alice)))[0]


def test_what_vod_refuses_shows_on_the_video(
    back_office: Client, alice_app: App, publish: Upload, work: Work, line: Line
) -> None:
    video = publish(alice_app)
    line.refuse("SubmitTranscodeJobs")

    act(back_office, "transcode_narrow", video)
    work()
    assert fresh(video).narrow_transcode == "fail"
    assert "refused to work on this video" in text(back_office.get(page_of(video)))


def test_snapshots_are_taken_again(
    back_office: Client, alice_app: App, publish: Upload, work: Work, line: Line
) -> None:
    video = publish(alice_app)
    line.calls.clear()

    act(back_office, "take_snapshots_again", video)
    work()
    assert fresh(video).snapshot == "success"
    assert line.calls.count("SubmitSnapshotJob") == 2


def test_a_refresh_learns_what_vod_knows(
    back_office: Client, alice_app: App, publish: Upload, work: Work
) -> None:
    video = publish(alice_app)
    Video.objects.filter(pk=video.pk).update(duration=0, size=0, problem=SILENT)

    act(back_office, "refresh", video)
    work()
    now = fresh(video)
    assert (now.duration, now.size, now.problem) == (video.duration, video.size, "")


def test_all_files_are_preloaded_in_one_call(
    back_office: Client, alice: User, tasks: Work, line: Line
) -> None:
    video = a_video(alice)
    a_rendition(video)

    act(back_office, "preload", video)
    tasks()
    assert line.calls == ["PreloadVodObjectCaches"]
    assert fresh(video).preloaded_at is not None


def test_deleting_is_confirmed_and_reaches_vod(
    back_office: Client, alice_app: App, publish: Upload, work: Work
) -> None:
    video = publish(alice_app, title="Cat")

    assert "be undone" in text(act(back_office, "delete", video))
    assert fresh(video).deleted_at is None
    act(back_office, "delete", video, confirmed=1)
    assert alice_app.get("/vod/getPersonalVideoList", pageIndex=1, pageSize=10).data["videoList"] == []
    work()
    assert not Media.objects.exists()
    assert (fresh(video).title, fresh(video).purged_at is None) == ("", False)
    assert LogEntry.objects.get(object_id=str(video.pk)).change_message == "Deleted"


def test_a_claim_that_an_operator_deletes_does_not_reach_vod(
    back_office: Client, alice: User, tasks: Work, line: Line
) -> None:
    claim = a_video(alice, is_claim=True, review="onCensor")

    act(back_office, "delete", claim, confirmed=1)
    tasks()
    assert not Video.objects.exists()
    assert line.calls == []


def test_djangos_own_deletion_is_closed(back_office: Client, alice: User) -> None:
    video = a_video(alice)

    assert back_office.post(f"{VIDEOS}{video.pk}/delete/", {"post": "yes"}).status_code == 403
    act(back_office, "delete_selected", video, post="yes")
    assert fresh(video).deleted_at is None


def test_a_button_on_the_videos_page_leads_back_to_it(back_office: Client, alice: User) -> None:
    video = a_video(alice)

    response = act(back_office, "recommend", video, origin="page")
    assert response.headers["Location"] == page_of(video)


def test_the_page_says_why_a_button_is_off(back_office: Client, alice: User) -> None:
    page = text(back_office.get(page_of(a_draft(alice))))

    assert 'value="approve" disabled title="It is not published yet."' in page


@pytest.mark.parametrize(
    ("permission", "may"),
    [
        ("review_video", {"approve", "reject"}),
        ("change_recommendation", {"recommend", "withdraw"}),
        ("delete_video", {"delete"}),
        (
            "change_video",
            {"refresh", "transcode_again", "transcode_narrow", "take_snapshots_again", "preload"},
        ),
    ],
)
def test_everybody_is_offered_what_they_may_do(alice: User, permission: str, may: set[str]) -> None:
    client, video = staff("sam", "view_video", permission), a_video(alice)

    choices = client.get(VIDEOS).context["action_form"].fields["action"].choices
    assert {name for name, _label in choices if name} == may
    others = {"recommend", "delete", "approve", "refresh"} - may
    for action in others:
        act(client, action, video, confirmed=1)
    assert not LogEntry.objects.exists()
    assert not Recommendation.objects.exists()
    assert fresh(video).deleted_at is None


def test_hundreds_at_once_are_written_down_each(
    back_office: Client, alice: User, django_assert_max_num_queries: Any
) -> None:
    videos = several(200, alice, review="check")

    with django_assert_max_num_queries(200 * 10 + 20):
        response = act(back_office, "approve", *videos)
    assert told(response) == ["Approved: 200 video(s)."]
    assert LogEntry.objects.filter(change_message="Approved").count() == 200


def test_what_can_not_be_written_down_is_not_done(back_office: Client, alice: User) -> None:
    videos = several(2, alice, review="check")

    def fail(execute: Any, sql: str, *rest: Any) -> Any:
        if LogEntry._meta.db_table in sql:
            raise OperationalError("disk full")
        return execute(sql, *rest)

    with connection.execute_wrapper(fail):
        response = act(back_office, "approve", *videos, confirmed="1")
    assert response.status_code == 500
    assert {fresh(video).review for video in videos} == {"check"}


def test_more_than_the_limit_is_refused_as_a_whole(back_office: Client, alice: User) -> None:
    several(501, alice, review="check")

    response = act(back_office, "approve", *Video.objects.all()[:1], select_across=1, index=0)
    assert told(response) == ["Choose at most 500 videos at once."]
    assert not Video.objects.filter(review="success").exists()


def test_a_deleted_video_is_left_alone(back_office: Client, alice: User) -> None:
    video = a_video(alice, deleted_at=timezone.now())

    assert act(back_office, "approve", video).status_code == 302
    assert not LogEntry.objects.exists()
