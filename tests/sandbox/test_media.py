from pathlib import Path

import pytest

from sandbox.media import definitions, jpeg, mp4, offsets
from sandbox.media.facts import Facts
from tests.sandbox.conftest import clip


def test_headers_tell_length_and_size(tmp_path: Path) -> None:
    file = tmp_path / "cat.mp4"
    file.write_bytes(clip(seconds=10.4167, width=1920, height=1080))

    assert mp4.read(file) == Facts(10.416, 1920, 1080)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"junk" * 99,
        clip()[:60],
        b"\0\0\0\x01moov",
        b"\0\0\0\x08moov" + b"\0\0\0\x04mvhd",
        clip().replace(b"\0\0\x03\xe8", b"\0\0\0\0"),  # a time scale of zero
    ],
)
def test_anything_else_tells_nothing(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "cat.mp4"
    file.write_bytes(content)

    assert mp4.read(file) == Facts()


@pytest.mark.parametrize(
    ("width", "height", "names"),
    [
        (240, 426, ["FD"]),
        (480, 848, ["FD", "LD"]),
        (540, 960, ["FD", "LD"]),
        (1280, 720, ["FD", "LD", "SD"]),
        (2160, 3840, ["FD", "LD", "SD", "HD"]),
        (0, 0, ["FD", "LD"]),
    ],
)
def test_renditions_go_up_to_the_sources_size(width: int, height: int, names: list[str]) -> None:
    assert definitions.renditions(Facts(3, width, height)) == names


@pytest.mark.parametrize(
    ("width", "height", "definition", "sides"),
    [
        (540, 960, "FD", (360, 640)),
        (540, 960, "LD", (540, 960)),
        (480, 848, "LD", (480, 848)),
        (1921, 1081, "HD", (1920, 1080)),
        (101, 33, "FD", (100, 32)),
        (1, 1, "FD", (2, 2)),
    ],
)
def test_a_rendition_is_even_and_never_larger(
    width: int, height: int, definition: str, sides: tuple[int, int]
) -> None:
    assert definitions.fitted(Facts(3, width, height), definition) == sides


@pytest.mark.parametrize(
    ("wanted", "moments"),
    [
        ({"Count": 1}, [0]),
        ({"Count": 4}, [0, 1, 2, 3]),
        ({"Count": 2, "SpecifiedOffsetTime": 2000}, [2, 3]),
        ({"Count": 9, "Interval": 1, "SpecifiedOffsetTime": 500}, [0.5, 1.5, 2.5, 3.5]),
        ({"Count": 1, "SpecifiedOffsetTime": 9000}, [0]),
    ],
)
def test_snapshots_are_taken_at_even_distances(wanted: dict[str, int], moments: list[float]) -> None:
    assert offsets.of({"Interval": 0, "SpecifiedOffsetTime": 0, **wanted}, 4) == moments


@pytest.mark.parametrize(
    ("width", "height", "name"),
    [(1080, 1920, "HD"), (1280, 720, "SD"), (848, 480, "LD"), (360, 640, "FD"), (0, 0, "OD")],
)
def test_a_definition_is_named_by_the_shorter_side(width: int, height: int, name: str) -> None:
    assert definitions.name_of(Facts(3, width, height)) == name


def test_a_plain_picture_says_its_size() -> None:
    picture = jpeg.plain(720, 1280)

    frame = picture[picture.index(b"\xff\xc0") :]
    assert (frame[7:9], frame[5:7]) == ((720).to_bytes(2), (1280).to_bytes(2))
    assert len(picture) < 4000
