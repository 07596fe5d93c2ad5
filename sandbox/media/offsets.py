from collections.abc import Mapping
from typing import Any


def of(wanted: Mapping[str, Any], duration: float) -> list[float]:
    """Return the seconds at which snapshots are taken (SubmitSnapshotJob, `contract/vod.md` §A).

    From SpecifiedOffsetTime on: every Interval seconds and at most Count, or Count at even
    distances without an Interval. An offset beyond the end means the start.
    """
    start = wanted["SpecifiedOffsetTime"] / 1000
    start = start if start < duration else 0.0
    count, interval = wanted["Count"], wanted["Interval"]
    if not interval:
        return [start + (duration - start) * number / count for number in range(count)]
    offsets = [start + interval * number for number in range(count)]
    return [offset for offset in offsets if offset < duration] or [start]
