"""Who is asking: app users, guests among them, operators, and the tokens that apps keep."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import date, datetime
from functools import lru_cache
from typing import Any, ClassVar, Final, Self

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models, transaction
from django.db.models import Q
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qulive import freshness
from qulive.models import Version
from qulive.prepared import Prepared, Slot

USER_ID_DIGITS = 13


# A dozen faces, which every row of a list asks for again.
static_path = lru_cache(maxsize=100)(static)


def picture_url(avatar: str) -> str:
    """Return an avatar's absolute URL, which a phone can open; an app's user always has one."""
    if not avatar or avatar.startswith(("http://", "https://")):
        return avatar
    return f"{settings.PUBLIC_URL}{static_path(avatar)}"


def new_user_id() -> str:
    """Return a public user id: 13 digits, as long as those that apps in the field know."""
    return str(secrets.randbelow(9 * 10 ** (USER_ID_DIGITS - 1)) + 10 ** (USER_ID_DIGITS - 1))


class Users(UserManager["User"]):
    def forgotten_guests(self, before: datetime) -> models.QuerySet["User"]:
        """Guests who own nothing, and whose app has not been seen since."""
        guests = self.filter(is_guest=True, is_staff=False, date_joined__lt=before, videos=None)
        return guests.exclude(tokens__used_on__gte=before.date())


class User(AbstractUser):
    """Somebody with an app, or an operator. What the apps call a user's name is the nickname."""

    NICKNAME_MAX = 60

    user_id = models.CharField(_("user id"), max_length=20, unique=True, default=new_user_id, editable=False)
    nickname = models.CharField(_("nickname"), max_length=NICKNAME_MAX, blank=True)
    avatar = models.CharField(
        _("avatar"),
        max_length=300,
        blank=True,
        help_text=_("A static file of ours, such as accounts/avatars/01.png, or an absolute URL."),
    )
    is_guest = models.BooleanField(_("guest"), default=False)
    modified_at = models.DateTimeField(_("modified"), null=True, editable=False)

    objects: ClassVar[Users] = Users()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        # What the back office looks for among a million: the few, and the new.
        indexes = [
            models.Index(fields=["date_joined", "id"], name="user_joined"),
            models.Index(fields=["date_joined", "id"], name="user_staff", condition=Q(is_staff=True)),
            models.Index(fields=["date_joined", "id"], name="user_disabled", condition=Q(is_active=False)),
        ]

    def __str__(self) -> str:
        return self.nickname or self.username

    @property
    def avatar_url(self) -> str:
        return picture_url(self.avatar)

    @transaction.atomic
    def rename(self, nickname: str) -> None:
        self.nickname = nickname
        self.modified_at = timezone.now()
        self.save(update_fields=["nickname", "modified_at"])
        # The recommended list shows its videos' owners, and it alone is remembered.
        if self.videos.filter(recommendation__withdrawn_at=None, recommendation__isnull=False).exists():
            freshness.bump("feed")

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self.tokens.all().delete()
        return super().delete(*args, **kwargs)


# Of the latest revocations; a worker that has been away for longer forgets what it knew.
REVOCATIONS_KEPT = 10_000


class RevocationQuerySet(models.QuerySet["Revocation"]):
    def add(self, digests: Collection[str]) -> None:
        """Have every worker forget these tokens within a second. Do it last in a transaction."""
        if not digests:
            return
        freshness.bump("tokens")
        # Whoever bumped holds the version, so revocations become visible in the order of theirs.
        version = Version.objects.get(name="tokens").number
        self.bulk_create([Revocation(version=version, digest=digest) for digest in digests])
        self.filter(version__lte=version - REVOCATIONS_KEPT).delete()


class Revocation(models.Model):
    """A token that opens nothing any more, or not for now, in a list that workers read on from."""

    # What `tokens` was bumped to.
    version = models.BigIntegerField(db_index=True)
    digest = models.CharField(max_length=64)

    objects = RevocationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.version}"


class Staff(User):
    """Somebody who works in the back office."""

    class Meta:
        proxy = True
        verbose_name = _("staff member")
        verbose_name_plural = _("staff")


class AccessTokenQuerySet(models.QuerySet["AccessToken"]):
    @transaction.atomic
    def delete(self) -> tuple[int, dict[str, int]]:
        digests = list(self.values_list("digest", flat=True))
        deleted = super().delete()
        Revocation.objects.add(digests)
        return deleted

    delete.queryset_only = True  # type: ignore[attr-defined]  # Django's own word for it

    @transaction.atomic
    def revoke(self) -> None:
        """Have the database asked about them again, since their user may be disabled."""
        Revocation.objects.add(list(self.values_list("digest", flat=True)))

    def newest_first(self) -> Self:
        return self.order_by("-pk")

    def issue(self, user: User) -> str:
        """Give the user one more token and return its text, which exists nowhere else from now on.

        Beyond TOKENS_PER_USER the oldest ones go.
        """
        text = secrets.token_urlsafe(32)
        max_age = settings.TOKEN_MAX_AGE
        self.create(
            user=user,
            digest=digest_of(text),
            expires_at=timezone.now() + max_age if max_age else None,
        )
        spent = self.filter(user=user).order_by("-pk").values_list("pk", flat=True)
        if beyond := list(spent[settings.TOKENS_PER_USER :]):
            self.filter(pk__in=beyond).delete()
        return text

    def find(self, digest: str) -> "AccessToken | None":
        """Return the token with this digest, in one indexed query, and of its user the ids.

        None if it opens nothing: it expired, or its user is disabled.
        """
        rows = OF_NOBODY_DISABLED.rows(digest=digest)
        if not rows:
            return None
        *facts, user_id = rows[0]
        token = AccessToken.from_db(None, FACTS, facts)
        if token.expires_at and token.expires_at <= timezone.now():
            return None
        token.user = User.from_db(None, ("id", "user_id"), (token.user_id, user_id))
        return token


# In the order of the model's own.
FACTS: Final = ("id", "user_id", "digest", "expires_at", "used_on")
OF_NOBODY_DISABLED: Final = Prepared(
    lambda: AccessToken.objects.filter(digest=Slot("digest"), user__is_active=True).values_list(
        *FACTS, "user__user_id"
    )
)


def digest_of(text: str) -> str:
    """Return what is stored of a token: SHA-256, since 256 random bits need no slow hash."""
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()


class AccessToken(models.Model):
    """A token that an app keeps, as a digest. A user has as many as installs."""

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens", verbose_name=_("user"))
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    used_on = models.DateField(_("last used"), default=timezone.localdate, db_index=True)

    objects = AccessTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("access token")
        verbose_name_plural = _("access tokens")

    def __str__(self) -> str:
        return f"{self.user_id}/{self.pk}"

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        return AccessToken.objects.filter(pk=self.pk).delete()

    def seen(self, day: date) -> None:
        """Write down that the token is used on this day, once."""
        if self.used_on < day:
            AccessToken.objects.filter(pk=self.pk).update(used_on=day)
