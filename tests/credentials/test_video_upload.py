from datetime import datetime

import pytest

from accounts.models import User
from sandbox.models import Video as Media
from tests.app import App
from tests.conftest import CLIPS, put
from tests.credentials.conftest import Door, calls, unpacked
from videos.models import Video

OPERATION = "getVideoUploadAuth"
CAT = {"title": "Cat", "fileName": "cat.mp4"}


def test_a_credential_is_three_texts(door: Door) -> None:
    data = door(OPERATION, **CAT).data

    assert set(data) == {"videoId", "uploadAddress", "uploadAuth"}
    assert all(data.values())
    assert len(data["videoId"]) == 32


def test_the_address_says_where_to_upload(door: Door) -> None:
    address = unpacked(door(OPERATION, **CAT).data["uploadAddress"])

    assert list(address) == ["Endpoint", "Bucket", "FileName"]
    assert address["Endpoint"].startswith("http")
    assert address["FileName"].startswith("sv/")
    assert address["FileName"].endswith(".mp4")


def test_the_credential_says_with_which_keys(door: Door) -> None:
    auth = unpacked(door(OPERATION, **CAT).data["uploadAuth"])

    assert set(auth) == {
        *("SecurityToken", "AccessKeyId", "AccessKeySecret"),
        *("ExpireUTCTime", "Expiration", "Region"),
    }
    assert auth["AccessKeyId"].startswith("STS.")
    assert auth["Expiration"] == "3000"
    assert datetime.strptime(auth["ExpireUTCTime"], "%Y-%m-%dT%H:%M:%SZ")  # noqa: DTZ007 - only its form


def test_a_file_goes_up_with_it(door: Door) -> None:
    data = door(OPERATION, **CAT).data
    put(data, (CLIPS / "sunrise.mp4").read_bytes())

    assert Media.objects.get(video_id=data["videoId"]).arrived


def test_a_row_is_born_with_its_owner(vod: Door, alice: User) -> None:
    data = vod(OPERATION, **CAT, fileSize="1024", description="A cat.", tags="cat, pet").data

    video = Video.objects.get()
    assert (video.vod_id, video.owner, video.status) == (data["videoId"], alice, "Uploading")
    assert (video.title, video.description, video.tags) == ("Cat", "A cat.", "cat,pet")
    assert (video.size, video.published_at, video.is_claim) == (1024, None, False)


def test_without_a_token_a_row_has_no_owner(demo: Door) -> None:
    data = demo(OPERATION, **CAT).data

    assert Video.objects.get(vod_id=data["videoId"]).owner is None


def test_an_open_demo_does_not_look_at_a_token(alice_app: App) -> None:
    assert alice_app.get(f"/demo/{OPERATION}", **CAT).ok
    assert App("stale").get(f"/demo/{OPERATION}", **CAT).ok
    assert not Video.objects.exclude(owner=None).exists()


def test_vod_hears_what_the_app_said(door: Door) -> None:
    told = {"description": "一只猫", "tags": "猫, 宠物 ,", "coverURL": "https://img.example/猫.jpg?a=1"}
    door(OPERATION, **{**CAT, **told, "title": "猫+~*%&= '\"<b>"})

    media = Media.objects.get()
    assert (media.title, media.description) == ("猫+~*%&= '\"<b>", "一只猫")
    assert (media.tags, media.cover_url) == ("猫,宠物", "https://img.example/猫.jpg?a=1")


def test_two_credentials_are_for_two_videos(door: Door) -> None:
    first, second = door(OPERATION, **CAT).data, door(OPERATION, **CAT).data

    assert first["videoId"] != second["videoId"]
    assert Video.objects.count() == calls() == 2


def test_a_form_works_too(door: Door) -> None:
    assert door.post(OPERATION, **CAT, PACKAGE_NAME="com.aliyun.apsara.svideo").ok


def test_nobody_keeps_a_copy(door: Door) -> None:
    for answer in (door(OPERATION, **CAT), door(OPERATION)):
        assert answer.http.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "name",
    [
        "CAT.MP4",
        "/storage/emulated/0/DCIM/Camera/cat 1.mp4",
        "/sdcard/😀/cat.mp4",
        "C:\\Videos\\cat.MoV",
        "file:///var/mobile/Media/cat.m4v",
        "cat.final.mp4",
        "猫.webm",
        "song.mp3",
        "/sdcard/" + "x" * 1000 + "/cat.mp4",
    ],
)
def test_a_phones_path_is_a_file_name(vod: Door, name: str) -> None:
    answer = vod(OPERATION, title="Cat", fileName=name)

    assert answer.ok, answer.message
    assert Media.objects.get().extension == name.rpartition(".")[2].lower()


def test_vod_does_not_learn_the_phones_folders(vod: Door) -> None:
    vod(OPERATION, title="Cat", fileName="/home/alice/secret/cat.mp4")

    assert "secret" not in str(Media.objects.values().get())


@pytest.mark.parametrize(
    "parameters",
    [
        {"coverURL": ""},
        {"fileSize": ""},
        {"fileSize": "0"},
        {"tags": "", "description": ""},
        {"tags": " , ,"},
        {"title": "猫" * 42},
        {"title": "x" * 128},
        {"description": "x" * 1024},
        {"tags": ",".join(f"tag{n:029d}" for n in range(16))},
        {"tags": "猫" * 10},
    ],
)
def test_what_just_fits_is_taken(vod: Door, parameters: dict[str, str]) -> None:
    answer = vod(OPERATION, **{**CAT, **parameters})

    assert answer.ok, answer.message


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"title": ""}, "title: This field is required."),
        ({"fileName": ""}, "fileName: This field is required."),
        ({"title": "x" * 129}, "title: This is longer than 128 bytes."),
        ({"title": "猫" * 43}, "title: This is longer than 128 bytes."),
        ({"title": "😀"}, "title: Emoji are not possible here."),
        ({"title": "a\0b"}, "title: Null characters are not allowed."),
        ({"description": "猫" * 342}, "description: This is longer than 1024 bytes."),
        ({"description": "😀"}, "description: Emoji are not possible here."),
        ({"tags": ",".join("abcdefghijklmnopq")}, "tags: At most 16 tags are possible."),
        ({"tags": "猫" * 11}, "tags: A tag is longer than 32 bytes."),
        ({"tags": "😀"}, "tags: Emoji are not possible here."),
        ({"fileName": "cat"}, "fileName: The file name must end in the extension"),
        ({"fileName": "cat.exe"}, "fileName: The file name must end in the extension"),
        ({"fileName": ".mp4"}, "fileName: The file name must end in the extension"),
        ({"fileName": "cat.mp4\n.exe"}, "fileName: The file name must end in the extension"),
        ({"fileName": "x" * 1024 + ".mp4"}, "fileName: This is longer than 1024 bytes."),
        ({"fileSize": "many"}, "fileSize: A valid number is required."),
        ({"fileSize": "-1"}, "fileSize: Ensure this value is greater than or equal to 0."),
        ({"coverURL": "javascript:alert(1)"}, "coverURL: An absolute http:// or https:// URL is required."),
        ({"coverURL": "//img.example/a.jpg"}, "coverURL: An absolute http:// or https:// URL is required."),
        ({"coverURL": "https://img.example/" + "x" * 1010}, "coverURL: Ensure this field has no more than"),
    ],
)
def test_what_vod_would_refuse_is_refused_before_it_is_asked(
    vod: Door, parameters: dict[str, str], sentence: str
) -> None:
    answer = vod(OPERATION, **{**CAT, **parameters})

    assert (answer.status, answer.code) == (200, "400")
    assert sentence in answer.message
    assert not Video.objects.exists()
    assert calls() == 0


def test_demo_has_the_same_limits(demo: Door) -> None:
    assert demo(OPERATION, title="猫" * 43, fileName="cat.mp4").code == "400"
    assert demo(OPERATION, title="Cat", fileName="cat.exe").code == "400"
