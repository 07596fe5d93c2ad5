import os
from collections.abc import AsyncIterator

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase

URL = os.environ["DATABASE_URL"].replace("postgres://", "postgresql+asyncpg://")

engine = create_async_engine(URL, pool_size=10, max_overflow=10)
Session = async_sessionmaker(engine, expire_on_commit=False)


class Base(DeclarativeBase):
    pass


async def session() -> AsyncIterator[AsyncSession]:
    async with Session() as opened:
        yield opened
