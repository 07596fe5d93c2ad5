"""The answer as pydantic models that read SQLAlchemy's rows."""

import uuid
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

SHANGHAI = ZoneInfo("Asia/Shanghai")


def local(time: datetime) -> str:
    return time.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S.0")


Digits = Annotated[str, BeforeValidator(str)]
LocalTime = Annotated[datetime, PlainSerializer(local, return_type=str)]


class FromRow(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class Owner(FromRow):
    userId: str = Field(validation_alias="user_id")
    userName: str = Field(validation_alias="nickname")
    avatarUrl: str = Field(validation_alias="avatar")


class Video(FromRow):
    id: Digits
    videoId: str = Field(validation_alias="vod_id")
    title: str
    description: str
    duration: float
    coverUrl: str = Field(validation_alias="cover_url")
    creationTime: LocalTime = Field(validation_alias="published_at")
    status: str
    firstFrameUrl: str = Field(validation_alias="first_frame_url")
    size: int
    cateId: int = Field(validation_alias="category_id")
    cateName: str = Field(validation_alias="category_name")
    tags: str
    shareUrl: str = ""
    user: Owner = Field(validation_alias="owner")
    transcodeStatus: str = Field(validation_alias="transcode")
    snapshotStatus: str = Field(validation_alias="snapshot")
    censorStatus: str = Field(validation_alias="review")
    narrowTranscodeStatus: str = Field(validation_alias="narrow_transcode")
    fileUrl: str = Field(validation_alias="file_url")
    problem: str


class VideoPage(FromRow):
    total: int
    videoList: list[Video]


class Envelope(BaseModel):
    result: str = "true"
    requestId: str = Field(default_factory=lambda: str(uuid.uuid4()))
    code: str = "200"
    message: str = ""
    data: VideoPage | None
