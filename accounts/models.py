"""Who is asking: app users, guests among them, operators, and the tokens that apps keep."""

import hashlib
import secrets
from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

USER_ID_DIGITS = 13


def new_user_id() -> str:
    """Return a public user id: 13 digits, as long as those that apps in the field know."""
    return str(secrets.randbelow(9 * 10 ** (USER_ID_DIGITS - 1)) + 10 ** (USER_ID_DIGITS - 1))


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

    objects: ClassVar[UserManager[Self]] = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        # What the back office looks for among a million: the few, and the new.
        indexes = [
            models.Index(fields=["-id"], name="user_staff", condition=Q(is_staff=True)),
            models.Index(fields=["-id"], name="user_disabled", condition=Q(is_active=False)),
            models.Index(fields=["date_joined"], name="user_joined"),
        ]

    def __str__(self) -> str:
        return self.nickname or self.username

    @property
    def avatar_url(self) -> str:
        """The avatar's absolute URL, which a phone can open; never empty for an app's user."""
        if not self.avatar or self.avatar.startswith(("http://", "https://")):
            return self.avatar
        return f"{settings.PUBLIC_URL}{static(self.avatar)}"

    def rename(self, nickname: str) -> None:
        self.nickname = nickname
        self.modified_at = timezone.now()
        self.save(update_fields=["nickname", "modified_at"])


class Staff(User):
    """Somebody who works in the back office."""

    class Meta:
        proxy = True
        verbose_name = _("staff member")
        verbose_name_plural = _("staff")


class AccessTokenQuerySet(models.QuerySet["AccessToken"]):
    def live(self, *, at: datetime) -> Self:
        """Tokens that open something: not expired, of a user who is not disabled."""
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=at), user__is_active=True)

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
        spent = self.filter(user=user).order_by("-pk")[settings.TOKENS_PER_USER :]
        self.filter(pk__in=list(spent.values_list("pk", flat=True))).delete()
        return text

    def find(self, text: str) -> "AccessToken | None":
        """Return the live token with this text, its user along, in one indexed query."""
        tokens = self.live(at=timezone.now()).select_related("user")
        return tokens.filter(digest=digest_of(text)).first()


def digest_of(text: str) -> str:
    """Return what is stored of a token: SHA-256, since 256 random bits need no slow hash."""
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()


class AccessToken(models.Model):
    """A token that an app keeps, as a digest. A user has as many as installs."""

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens", verbose_name=_("user"))
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)

    objects = AccessTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("access token")
        verbose_name_plural = _("access tokens")

    def __str__(self) -> str:
        return f"{self.user_id}/{self.pk}"
