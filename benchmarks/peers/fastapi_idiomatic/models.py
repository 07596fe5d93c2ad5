"""The columns that the list reads, of the AppServer's tables."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.types import DateTime

from benchmarks.peers.fastapi_idiomatic.database import Base


class User(Base):
    __tablename__ = "accounts_user"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str]
    nickname: Mapped[str]
    avatar: Mapped[str]
    is_active: Mapped[bool]


class AccessToken(Base):
    __tablename__ = "accounts_accesstoken"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str]
    expires_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    user_id: Mapped[int] = mapped_column(ForeignKey("accounts_user.id"))
    user: Mapped[User] = relationship()


class Video(Base):
    __tablename__ = "videos_video"

    id: Mapped[int] = mapped_column(primary_key=True)
    vod_id: Mapped[str]
    title: Mapped[str]
    description: Mapped[str]
    tags: Mapped[str]
    category_id: Mapped[int]
    category_name: Mapped[str]
    duration: Mapped[float]
    size: Mapped[int]
    cover_url: Mapped[str]
    first_frame_url: Mapped[str]
    file_url: Mapped[str]
    status: Mapped[str]
    review: Mapped[str]
    snapshot: Mapped[str]
    transcode: Mapped[str]
    narrow_transcode: Mapped[str]
    problem: Mapped[str]
    published_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_user.id"))
    owner: Mapped[User | None] = relationship()


class Recommendation(Base):
    __tablename__ = "videos_recommendation"

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int]
    starts_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    ends_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    is_listed: Mapped[bool]
    video_id: Mapped[int] = mapped_column(ForeignKey("videos_video.id"))
    video: Mapped[Video] = relationship()
