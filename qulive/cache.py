"""A cache on Redis that may go away: everything goes on without it, slower."""

import logging
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache

logger = logging.getLogger(__name__)


class RedisOrHere(RedisCache):
    """Django's RedisCache; while Redis does not answer, what this process knows has to do."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._here = LocMemCache("instead-of-redis", {})

    def answers(self) -> bool:
        """Whether Redis is there right now."""
        import redis  # noqa: PLC0415 - as below

        try:
            return bool(self._cache.get_client(None).ping())
        except redis.RedisError:
            return False

    def get(self, *args: Any, **how: Any) -> Any:
        return self._or_here("get", super().get, *args, **how)

    def set(self, *args: Any, **how: Any) -> None:
        self._or_here("set", super().set, *args, **how)

    def add(self, *args: Any, **how: Any) -> bool:
        return bool(self._or_here("add", super().add, *args, **how))

    def delete(self, *args: Any, **how: Any) -> bool:
        return bool(self._or_here("delete", super().delete, *args, **how))

    def _or_here(self, name: str, ask: Callable[..., Any], *args: Any, **how: Any) -> Any:
        import redis  # noqa: PLC0415 - of production's requirements, and there if this class is used

        try:
            return ask(*args, **how)
        except redis.RedisError as error:
            logger.warning("Redis does not answer (%s); this process counts alone.", type(error).__name__)
            return getattr(self._here, name)(*args, **how)
