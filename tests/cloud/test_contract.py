"""What the gateway promises, against the sandbox through the real SDK."""

import base64
import json
from dataclasses import FrozenInstanceError
from datetime import timedelta

import pytest
from django.utils import timezone

from qulive import aliyun
from qulive.aliyun.errors import CloudError, MediaNotFound, MediaNotReady
from qulive.aliyun.sts import AliyunSts
from qulive.aliyun.types import Opinion, StsCredential, UploadCredential, Vod
from qulive.aliyun.vod import AliyunVod
from sandbox.models import Event, Image, Job, Nonce, Stream, Video
from sandbox.models.library import Status

pytestmark = pytest.mark.django_db


@pytest.fixture
def vod() -> Vod:
    return aliyun.vod()


@pytest.fixture
def started(vod: Vod) -> UploadCredential:
    return vod.create_upload(title="Cat", file_name="cat.mp4")


@pytest.fixture
def normal(started: UploadCredential) -> Video:
    """A media that arrived and plays; the media work is left out."""
    video = Video.objects.get(video_id=started.media_id)
    video.status, video.uploaded_at, video.duration = Status.NORMAL, timezone.now(), 10.4167
    video.size, video.cover_url = 389_938, "http://vod.example/cover.jpg"
    video.save()
    Stream.objects.create(
        video=video,
        definition="LD",
        object_key=f"{video.video_id}/ld.mp4",
        size=1_815_321,
        duration=10.4167,
        width=540,
        height=960,
    )
    return video


def test_a_process_has_one_gateway() -> None:
    assert aliyun.vod() is aliyun.vod()
    assert aliyun.sts() is aliyun.sts()
    assert isinstance(aliyun.vod(), AliyunVod)
    assert isinstance(aliyun.sts(), AliyunSts)


def test_an_upload_credential_names_its_media(vod: Vod) -> None:
    credential = vod.create_upload(
        title="猫",
        file_name="/sdcard/cat.mp4",
        size=1024,
        description="A cat.",
        cover_url="https://img.example/cat.jpg",
        tags="a,b",
    )

    video = Video.objects.get(video_id=credential.media_id)
    assert (video.title, video.description, video.tags) == ("猫", "A cat.", "a,b")
    assert (video.size, video.cover_url) == (1024, "https://img.example/cat.jpg")
    assert json.loads(base64.b64decode(credential.address))["FileName"] == video.object_key
    assert credential.url == ""


def test_an_upload_asks_for_the_template_group_of_the_settings(started: UploadCredential) -> None:
    assert Video.objects.get().template_group_id == "VOD_NO_TRANSCODE"


def test_what_is_not_known_is_not_sent(started: UploadCredential) -> None:
    video = Video.objects.get()

    assert (video.description, video.cover_url, video.tags, video.size) == ("", "", "", 0)


def test_a_refreshed_credential_is_for_the_same_file(vod: Vod, started: UploadCredential) -> None:
    again = vod.refresh_upload(started.media_id)

    assert (again.media_id, again.address) == (started.media_id, started.address)
    assert again.auth != started.auth


def test_an_image_credential_names_the_image_and_its_url(vod: Vod) -> None:
    credential = vod.create_image_upload(image_type="cover", extension="jpg", title="Cat", tags="a")

    image = Image.objects.get()
    assert credential.media_id == image.image_id
    assert credential.url.endswith(image.object_key)
    assert (image.title, image.tags) == ("Cat", "a")


def test_a_play_credential_is_for_one_video(vod: Vod, normal: Video) -> None:
    credential = vod.play_credential(normal.video_id)

    assert (credential.media_id, credential.duration) == (normal.video_id, 10.4167)
    assert credential.cover_url == "http://vod.example/cover.jpg"
    assert json.loads(base64.b64decode(credential.auth))["VideoMeta"]["VideoId"] == normal.video_id


def test_media_is_what_vod_knows(vod: Vod, normal: Video) -> None:
    media = vod.media(normal.video_id)

    assert (media.media_id, media.status, media.title) == (normal.video_id, "Normal", "Cat")
    assert media.size == 389_938
    assert media.duration == pytest.approx(10.4167, abs=0.001)
    assert abs(media.created_at - normal.created_at) < timedelta(seconds=1)


def test_streams_are_what_plays(vod: Vod, normal: Video) -> None:
    (stream,) = vod.streams(normal.video_id)

    assert stream.job_id == Stream.objects.get().job_id
    assert stream.url.startswith("http")
    assert stream.url.endswith(f"{normal.video_id}/ld.mp4")
    assert (stream.definition, stream.format, stream.narrow) == ("LD", "mp4", False)
    assert (stream.width, stream.height, stream.size) == (540, 960, 1_815_321)
    assert stream.duration == pytest.approx(10.4167, abs=0.001)


def test_snapshots_are_ordered(vod: Vod, normal: Video) -> None:
    job = vod.snapshots(normal.video_id, count=8)

    assert Job.objects.get(job_id=job).kind == Job.Kind.SNAPSHOT
    assert Job.objects.get().wanted["Count"] == 8


def test_a_review_is_ordered(vod: Vod, normal: Video) -> None:
    job = vod.review(normal.video_id)

    assert Job.objects.get(job_id=job).kind == Job.Kind.REVIEW


def test_files_are_preloaded_by_their_addresses(vod: Vod) -> None:
    vod.preload(["http://cdn.example.com/a.mp4", "http://cdn.example.com/a.jpg"])
    with pytest.raises(CloudError):
        vod.preload([])


def test_the_machines_opinion_is_there_once_it_is_through(vod: Vod, normal: Video) -> None:
    assert vod.opinion(normal.video_id) is None

    job_id = vod.review(normal.video_id)
    Job.objects.filter(job_id=job_id).update(state=Job.State.DONE)
    assert vod.opinion(normal.video_id) == Opinion("pass", "normal")


def test_vod_learns_what_a_video_is_called_without_its_emoji(vod: Vod, normal: Video) -> None:
    vod.describe(normal.video_id, title="Sea 🌊", description="", cover_url="http://a.example/c.jpg")

    normal.refresh_from_db()
    assert (normal.title, normal.description) == ("Sea", "")
    assert normal.cover_url == "http://a.example/c.jpg"


def test_renditions_are_ordered(vod: Vod, normal: Video) -> None:
    jobs = vod.transcode(normal.video_id, template_group="sandbox-transcode")

    assert jobs
    assert set(jobs) == set(Job.objects.filter(kind=Job.Kind.TRANSCODE).values_list("job_id", flat=True))


@pytest.mark.parametrize(("approved", "status"), [(True, "Normal"), (False, "Blocked")])
def test_vod_hears_the_verdict(vod: Vod, normal: Video, approved: bool, status: str) -> None:  # noqa: FBT001
    vod.audit(normal.video_id, approved=approved, reason="理由" * 50)

    normal.refresh_from_db()
    assert (normal.audit_status, normal.status) == (status, status)
    assert Event.objects.get(kind="CreateAuditComplete").body["AuditStatus"] == status


def test_a_deleted_media_is_gone(vod: Vod, normal: Video) -> None:
    vod.delete(normal.video_id)

    assert not Video.objects.exists()


def test_deleting_what_is_gone_is_fine(vod: Vod, normal: Video) -> None:
    vod.delete(normal.video_id)
    vod.delete(normal.video_id)

    assert not Video.objects.exists()


def test_an_unknown_media_is_not_found(vod: Vod) -> None:
    for ask in (vod.refresh_upload, vod.play_credential, vod.media, vod.streams, vod.review):
        with pytest.raises(MediaNotFound, match=r"InvalidVideo\.NotFound"):
            ask("0" * 32)


def test_a_media_under_way_is_not_ready(vod: Vod, started: UploadCredential) -> None:
    for ask in (vod.play_credential, vod.streams, vod.review):
        with pytest.raises(MediaNotReady, match=r"Forbidden\.IllegalStatus"):
            ask(started.media_id)


def test_a_refusal_is_permanent_and_names_clouds_request(vod: Vod) -> None:
    with pytest.raises(CloudError) as refused:
        vod.create_upload(title="😀", file_name="cat.mp4")

    assert str(refused.value) == "CreateUploadVideo: IllegalCharacters"
    assert refused.value.permanent
    assert refused.value.request_id


def test_an_app_credential_lasts_an_hour() -> None:
    credential = aliyun.sts().app_credential()

    left = credential.expires_at - timezone.now()
    assert timedelta(seconds=3590) < left <= timedelta(seconds=3600)
    assert credential.access_key_id.startswith("STS.")


def test_an_app_credential_is_kept() -> None:
    assert aliyun.sts().app_credential() is aliyun.sts().app_credential()
    assert Nonce.objects.count() == 1


def test_no_secret_shows_in_a_repr(vod: Vod, started: UploadCredential, normal: Video) -> None:
    play, sts = vod.play_credential(normal.video_id), aliyun.sts().app_credential()

    shown = repr((started, play, sts))
    secrets = (started.address, started.auth, play.auth)
    assert not any(secret in shown for secret in secrets)
    assert not any(secret in shown for secret in secrets_of(sts))
    assert started.media_id in shown


def secrets_of(sts: StsCredential) -> tuple[str, ...]:
    return sts.access_key_id, sts.access_key_secret, sts.security_token


def test_what_comes_back_is_frozen(started: UploadCredential) -> None:
    with pytest.raises(FrozenInstanceError):
        started.media_id = "another"  # type: ignore[misc]
