"""videoPublish at eight senders, its task included, against one raw connection that inserts and commits."""

from functools import partial
from hashlib import md5
from itertools import count, islice

from benchmarks.databases import MAIN, scratch
from benchmarks.figures import Report, middle
from benchmarks.posting import form, send
from benchmarks.raw import a_row, commit_each, insert
from benchmarks.rounds import interleave, ratio
from benchmarks.shots import Shot
from benchmarks.sides import Side, running
from benchmarks.tokens import token

ROUNDS = 5
SECONDS = 2
A_ROUND = MAIN.videos // 10 // ROUNDS  # as many uploads as there are
SENDERS = 8


def run(report: Report) -> None:
    url = scratch(MAIN)
    ours = Side.ours(url)
    uploads = iter(range(10, MAIN.videos + 1, 10))

    def publish() -> Shot:
        requests = [request(number) for number in islice(uploads, A_ROUND)]
        return send(ours, requests, senders=SENDERS, seconds=SECONDS)

    row = a_row(url, "videos_video", "published_at IS NOT NULL")

    fresh = ({**row, "vod_id": f"raw-{number}"} for number in count())
    inserts = (partial(insert, table="videos_video", row=one) for one in fresh)
    raw = partial(commit_each, url, inserts, seconds=SECONDS)
    with running(ours):
        taken = interleave({"AppServer": publish, "raw": raw}, ROUNDS)
    report.sides("publish", taken)
    report.add("publish/raw", ratio(taken["AppServer"], taken["raw"]), rounds=ROUNDS)
    report.add("publish/cpu", middle(taken["AppServer"], "cpu"), "ms", rounds=ROUNDS)
    report.add("publish/failed", sum(shot.errors for shot in taken["AppServer"]), "requests", rounds=ROUNDS)
    report.note(f"publish: the sender took {middle(taken['AppServer'], 'own'):.0%} of a core itself")


def request(number: int) -> bytes:
    """Publish the upload `number`, as its owner (benchmarks/loading.py says who that is)."""
    owner = 1 + (number // 10 + number) % MAIN.users
    return form(
        "/vod/videoPublish",
        {
            "token": token(owner),
            "videoId": md5(f"video{number}".encode(), usedforsecurity=False).hexdigest(),
            "title": f"Sunrise over the harbour, take {number}",
            "description": "Filmed from the pier after the fog had gone",
            "coverUrl": f"https://vod-cdn.example.com/covers/{number}.jpg",
            "duration": "15.0",
            "size": "1000000",
            "tags": "sea,morning,harbour",
        },
    )
