"""The tokens that a worker knows to be live, so that it need not ask for each request."""

from collections.abc import Hashable
from math import inf
from time import time
from typing import Final, NamedTuple

from accounts.models import AccessToken, Revocation
from qulive.freshness import Memory, versions
from qulive.models import Version

# Tokens per worker, some 400 bytes each. Beyond them one costs a query again.
MOST: Final = 50_000
# Seconds after which a token is looked up again, which keeps the day of its last use.
DAY: Final = 24 * 60 * 60
# Who was away for longer than so many revocations forgets all tokens rather than read on.
READ_ON: Final = 1_000


class Owner(NamedTuple):
    """What an operation may want to know of a token's user for nothing: neither of them ever changes."""

    id: int
    user_id: str


class KnownTokens(Memory[Owner]):
    """Digests of live tokens and whose they are. One revocation takes out one token, not all of them."""

    def __init__(self, *, most: int) -> None:
        super().__init__(most=most)
        self._followed = 0

    def get(self, digest: Hashable) -> Owner | None:
        versions.keep_fresh()  # which takes out what was revoked
        return self.unexpired(digest)

    def remember(self, token: AccessToken, version: Version) -> Owner:
        """Take in a token that was live after this version, and return whose it is."""
        until = min(token.expires_at.timestamp() if token.expires_at else inf, time() + DAY)
        owner = Owner(token.user.pk, token.user.user_id)
        self.put(token.digest, owner, version, until=until, size=1)
        if version.number < self._followed:
            # It may have been revoked while it was looked up, and before it was here to be taken out.
            self.drop(token.digest)
        return owner

    def follow(self, before: int, now: int) -> None:
        """Take out what was revoked between two versions; all of it, if that can't be told any more."""
        self._followed = now
        if not before < now <= before + READ_ON:
            self.clear()
            return
        revoked = Revocation.objects.filter(version__gt=before, version__lte=now)
        rows = list(revoked.values_list("version", "digest"))
        if len({version for version, _digest in rows}) < now - before:
            self.clear()
        for _version, digest in rows:
            self.drop(digest)


known_tokens: Final = KnownTokens(most=MOST)
versions.follow("tokens", known_tokens.follow)
