import pytest

from sandbox.models import Image
from tests.conftest import put
from tests.credentials.conftest import Door, calls, unpacked
from videos.models import Video

OPERATION = "getImageUploadAuth"


def test_a_credential_names_the_image_and_its_url(door: Door) -> None:
    data = door(OPERATION, imageType="cover").data

    assert set(data) == {"imageId", "imageURL", "uploadAddress", "uploadAuth"}
    image = Image.objects.get()
    assert data["imageId"] == image.image_id
    assert data["imageURL"].startswith("http")
    assert data["imageURL"].endswith(image.object_key)


def test_the_address_is_an_images(door: Door) -> None:
    address = unpacked(door(OPERATION, imageType="cover").data["uploadAddress"])

    assert address["FileName"].startswith("image/cover/")
    assert address["FileName"].endswith("-6-2.png")


def test_a_picture_goes_up_with_it(door: Door) -> None:
    put(door(OPERATION, imageType="cover").data, b"picture")

    assert Image.objects.get().size == 7


@pytest.mark.parametrize(
    "parameters",
    [
        {"imageType": "cover"},
        {"imageType": "default"},
        {"imageType": "cover", "imageExt": "JPG", "title": "DefaultTitle", "tags": "DefaultTags"},
        {"imageType": "cover", "imageExt": ".jpeg"},
        {"imageType": "cover", "imageExt": "", "title": "", "tags": ""},
        {"imageType": "default", "imageExt": "gif", "title": "猫" * 42, "tags": "猫,狗"},
    ],
)
def test_what_the_apps_send_is_taken(vod: Door, parameters: dict[str, str]) -> None:
    answer = vod(OPERATION, **parameters)

    assert answer.ok, answer.message
    assert Image.objects.get().title == parameters.get("title", "")


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({}, "imageType: This field is required."),
        ({"imageType": "icon"}, "imageType: Use default or cover."),
        ({"imageType": "cover", "imageExt": "webp"}, "imageExt: Use one of png, jpg, jpeg, gif."),
        ({"imageType": "cover", "imageExt": "../../png"}, "imageExt: Use one of png, jpg, jpeg, gif."),
        ({"imageType": "cover", "title": "猫" * 43}, "title: This is longer than 128 bytes."),
        ({"imageType": "cover", "title": "😀"}, "title: Emoji are not possible here."),
        (
            {"imageType": "cover", "tags": ",".join("abcdefghijklmnopq")},
            "tags: At most 16 tags are possible.",
        ),
    ],
)
def test_what_vod_would_refuse_is_refused_before_it_is_asked(
    vod: Door, parameters: dict[str, str], sentence: str
) -> None:
    answer = vod(OPERATION, **parameters)

    assert (answer.code, answer.message) == ("400", sentence)
    assert calls() == 0


def test_an_image_is_no_video(door: Door) -> None:
    door(OPERATION, imageType="cover")

    assert not Video.objects.exists()


def test_a_form_works_too(door: Door) -> None:
    assert door.post(OPERATION, imageType="cover").ok


def test_nobody_keeps_a_copy(door: Door) -> None:
    for answer in (door(OPERATION, imageType="cover"), door(OPERATION)):
        assert answer.http.headers["Cache-Control"] == "no-store"
