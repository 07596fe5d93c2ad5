"""F: the list as FastAPI's tutorial would have it, with SQLAlchemy's async ORM over asyncpg."""

import hashlib
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, Query
from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from benchmarks.peers.fastapi_idiomatic.database import session
from benchmarks.peers.fastapi_idiomatic.models import AccessToken, Recommendation, User, Video
from benchmarks.peers.fastapi_idiomatic.schemas import Envelope, VideoPage

app = FastAPI()
Database = Annotated[AsyncSession, Depends(session)]


async def caller(token: str, database: Database) -> User:
    """Whose token it is: one indexed query for its SHA-256, with the user along."""
    digest = hashlib.sha256(token.encode()).hexdigest()
    alive = or_(AccessToken.expires_at.is_(None), AccessToken.expires_at > datetime.now(UTC))
    found = await database.scalar(
        select(User)
        .join(AccessToken, AccessToken.user_id == User.id)
        .where(AccessToken.digest == digest, alive, User.is_active)
    )
    if found is None:
        raise HTTPException(401)
    return found


@app.get("/vod/getRecommendVideoList")
async def recommended(
    caller: Annotated[User, Depends(caller)],
    database: Database,
    index: Annotated[int, Query(alias="pageIndex", ge=1)] = 1,
    size: Annotated[int, Query(alias="pageSize", ge=1, le=50)] = 10,
) -> Envelope:
    shown = listed(datetime.now(UTC))
    total = await database.scalar(select(func.count()).select_from(Recommendation).where(*shown))
    page = (
        select(Video)
        .join(Recommendation, Recommendation.video_id == Video.id)
        .options(joinedload(Video.owner))
        .where(*shown)
        .order_by(Recommendation.position.desc())
        .limit(size)
        .offset((index - 1) * size)
    )
    rows = await database.scalars(page)
    return Envelope(data=VideoPage.model_validate({"total": total, "videoList": rows.all()}))


def listed(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        Recommendation.is_listed,
        or_(Recommendation.starts_at.is_(None), Recommendation.starts_at <= now),
        or_(Recommendation.ends_at.is_(None), Recommendation.ends_at > now),
    )
