from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from qulive.aliyun.errors import CloudError
from videos.demo import publish_demo_videos

DEMO_USERS = ("Amber", "Jasper", "小雨")
OPERATOR = "operator"
# Who shows what a role may do, besides the operator, who may do everything.
COLLEAGUES = ("reviewer", "viewer")
PASSWORD = "qulive-demo-2026"  # noqa: S105 - for a laptop, printed on its console


class Command(BaseCommand):
    help = "Fill a laptop with demo users, videos, materials, music and an operator; again is fine."

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEBUG and settings.USES_SANDBOX):
            raise CommandError("Demo data is for a laptop: DEBUG has to be on, and the cloud the sandbox.")
        self.seed_catalogs()
        self.seed_videos()
        self.seed_operator()

    def seed_catalogs(self) -> None:
        for name in ("materials", "music"):
            call_command(f"seed_{name}", settings.BASE_DIR / name / "sample", verbosity=0)
        self.stdout.write("Demo catalogs are in.")

    def seed_videos(self) -> None:
        owners = [self.demo_user(number, nickname) for number, nickname in enumerate(DEMO_USERS, 1)]
        try:
            new = sum(1 for _video in publish_demo_videos(owners))
        except CloudError as error:
            raise CommandError(f"{error}. Is the sandbox running at {settings.VOD_ENDPOINT}?") from None
        self.stdout.write(f"Demo videos are in, {new} of them new.")

    def demo_user(self, number: int, nickname: str) -> User:
        user, _created = User.objects.get_or_create(
            username=f"demo-{number}",
            defaults={"nickname": nickname, "avatar": f"accounts/avatars/{number:02d}.png"},
        )
        return user

    def seed_operator(self) -> None:
        operator = self.colleague(OPERATOR, is_superuser=True)
        for role in COLLEAGUES:
            self.colleague(role)
        password = PASSWORD if operator.check_password(PASSWORD) else "the password you gave"
        self.stdout.write(f"Back office: {settings.PUBLIC_URL}/admin/ as {OPERATOR} / {password}")

    def colleague(self, role: str, **facts: bool) -> User:
        """Return the staff member who is called after their role, with the demo's password if new."""
        usual = {"nickname": role.capitalize(), "is_staff": True}
        user, created = User.objects.get_or_create(username=role, defaults={**usual, **facts})
        if created:
            user.set_password(PASSWORD)
            user.save()
            user.groups.set(Group.objects.filter(name=role))
        return user
