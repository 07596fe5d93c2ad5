"""What lists show of a video. Making a model of each row takes longer than reading it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final, NamedTuple, Self

from accounts.models import picture_url


class Face(NamedTuple):
    """What is shown of an owner."""

    user_id: str
    nickname: str
    avatar: str

    @property
    def avatar_url(self) -> str:
        return picture_url(self.avatar)


class Shown(NamedTuple):
    pk: int
    vod_id: str
    title: str
    description: str
    duration: float
    cover_url: str
    published_at: datetime | None
    status: str
    first_frame_url: str
    size: int
    category_id: int
    category_name: str
    tags: str
    transcode: str
    snapshot: str
    review: str
    narrow_transcode: str
    file_url: str
    problem: str
    owner: Face

    @classmethod
    def each(cls, rows: Iterable[tuple[Any, ...]]) -> list[Self]:
        """Take rows of COLUMNS."""
        return [cls._make((*row[:OWN], Face._make(row[OWN:]))) for row in rows]


OWN: Final = len(Shown._fields) - 1
COLUMNS: Final = (*Shown._fields[:OWN], *(f"owner__{name}" for name in Face._fields))
