"""Music on the wire and in our table, for seeding and for exporting."""

from typing import Any

from music.models import Track
from qulive.api.paging import PAGE_SIZE_MOST
from qulive.catalog.appserver import AppServer
from qulive.catalog.content import AUDIO, IMAGE
from qulive.catalog.tables import Column, Digits, FileColumn, Moment, Number, Table, Values

# More than any server has; one that shows ever new tracks is broken.
PAGES_MOST = 2000


def settle(before: Values | None, stated: Values) -> None:
    """Unless the manifest says, publish no new track without audio, and publish one when its audio comes."""
    if stated.get("audio"):
        if before and not before["audio"]:
            stated.setdefault("is_published", True)
    elif before is None:
        stated.setdefault("is_published", False)


MUSIC = Table(
    "music",
    Track,
    ("music_id",),
    (
        Column("musicId", "music_id"),
        Column("title", "title"),
        Column("artistName", "artist"),
        Digits("duration", "duration"),
        Column("source", "source"),
        FileColumn("image", "cover", IMAGE),
        FileColumn("audio", "audio", AUDIO, always_ours=True),
        Number("sort", "sort"),
        Column("isPublished", "is_published"),
        Moment("createTime", "created_at"),
    ),
    settle=settle,
)
TABLES = (MUSIC,)


def read_from(server: AppServer, sections: set[str]) -> dict[str, Any]:
    """Read the tracks that another AppServer answers with. Raises BadCatalog."""
    tracks: dict[str, dict[str, Any]] = {}
    for number in range(1, PAGES_MOST + 1):
        operation, parameters = "music/getRecommendMusic", {"pageNo": number, "pageSize": PAGE_SIZE_MOST}
        page = server.data(operation, **parameters)
        rows = page.get("musicList") if isinstance(page, dict) else page
        new = [
            row
            for row in server.listed(rows or [], operation, **parameters)
            if str(row.get("musicId")) not in tracks
        ]
        # A list may move while we page through it; one past its end repeats or is empty.
        tracks.update((str(row.get("musicId")), with_audio(server, row)) for row in new)
        if not new:
            break
    return {"music": list(tracks.values())} if "music" in sections else {}


def with_audio(server: AppServer, row: dict[str, Any]) -> dict[str, Any]:
    """Name the audio by what tells its address, since the address itself soon expires."""
    return {**row, "audio": server.play_path_url(str(row.get("musicId", "")))}
