"""GET /music/getRecommendMusic"""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.app import App
from tests.memory import forget
from tests.music.rows import a_track, tracks

PATH = "/music/getRecommendMusic"


def ids(app: App, **parameters: Any) -> list[str]:
    return [track["musicId"] for track in app.get(PATH, **parameters).data["musicList"]]


def test_every_value_is_a_text(stranger: App) -> None:
    a_track(cover="http://cdn.example.com/tide.png")

    assert stranger.get(PATH, pageNo=1, pageSize=20).data == {
        "total": "1",
        "musicList": [
            {
                "musicId": "Q10001",
                "title": "Slow Tide",
                "artistName": "Harbor Glow",
                "duration": "15",
                "source": "Qulive",
                "image": "http://cdn.example.com/tide.png",
            }
        ],
    }


def test_the_highest_sort_comes_first_and_then_the_oldest(stranger: App) -> None:
    for music_id, sort in (("second", 2), ("third", 1), ("first", 9), ("fourth", 1)):
        a_track(music_id=music_id, sort=sort)

    assert ids(stranger) == ["first", "second", "third", "fourth"]


@pytest.mark.parametrize("hidden", [{"is_published": False}, {"audio": ""}], ids=str)
def test_what_is_not_published_or_has_no_sound_is_not_listed(stranger: App, hidden: dict[str, Any]) -> None:
    a_track(**hidden)

    assert stranger.get(PATH).data == {"total": "0", "musicList": []}


def test_pages_show_every_track_once(stranger: App) -> None:
    rows = tracks(12)

    seen = [key for number in range(1, 5) for key in ids(stranger, pageNo=number, pageSize=5)]
    assert seen == [track.music_id for track in rows]
    assert stranger.get(PATH, pageNo=9, pageSize=5).data == {"total": "12", "musicList": []}


@pytest.mark.parametrize(
    ("page", "count"),
    [
        ({}, 20),
        ({"pageNo": "", "pageSize": ""}, 20),
        ({"pageNo": "0", "pageSize": "0"}, 1),
        ({"pageNo": "-1", "pageSize": "-1"}, 1),
        ({"pageSize": "51"}, 50),
        ({"pageSize": "9" * 30}, 50),
        ({"pageNo": "9" * 30, "pageSize": "50"}, 0),
    ],
    ids=str,
)
def test_numbers_are_moved_into_their_bounds(stranger: App, page: dict[str, str], count: int) -> None:
    tracks(52)

    assert len(ids(stranger, **page)) == count


@pytest.mark.parametrize("wrong", [{"pageNo": "one"}, {"pageSize": "1.5"}, {"keyWords": "x" * 1001}], ids=str)
def test_what_makes_no_sense_is_refused(stranger: App, wrong: dict[str, str]) -> None:
    answer = stranger.get(PATH, **wrong)

    assert (answer.status, answer.code) == (200, "400")
    assert next(iter(wrong)) in answer.message


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("tide", ["tide", "rising"]),
        ("TIDE", ["tide", "rising"]),
        ("glow", ["tide"]),
        ("slow glow", ["tide"]),
        ("glow  slow", ["tide"]),
        ("tide tin", ["rising"]),
        ("雨", ["rain"]),
        ("nothing", []),
        ("%", []),
        ("_", []),
        ("'", []),
        ("  ", ["tide", "rising", "rain"]),
        ("", ["tide", "rising", "rain"]),
    ],
)
def test_key_words_are_looked_for_in_title_and_artist(stranger: App, words: str, found: list[str]) -> None:
    a_track(music_id="tide", title="Slow Tide", artist="Harbor Glow")
    a_track(music_id="rising", title="Rising Tide", artist="The Tin Robots")
    a_track(music_id="rain", title="雨夜", artist="小雨")

    data = stranger.get(PATH, keyWords=words).data
    assert [track["musicId"] for track in data["musicList"]] == found
    assert data["total"] == str(len(found))


def test_the_list_costs_the_same_for_1_and_for_50_rows(stranger: App) -> None:
    costs = []
    for count in (1, 49):
        tracks(count) if count > 1 else a_track()
        forget()
        with CaptureQueriesContext(connection) as queries:
            stranger.get(PATH, pageNo=1, pageSize=50)
        costs.append(len(queries))

    assert costs == [3, 3]


def test_no_token_is_looked_at(db: None) -> None:
    assert App("stale").get(PATH).ok


def test_the_list_is_read_by_get_alone(stranger: App) -> None:
    assert stranger.post(PATH).status == 405
