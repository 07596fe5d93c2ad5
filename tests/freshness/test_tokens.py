"""A token revoked through one worker opens nothing at another, a second later."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts import models
from accounts.known import KnownTokens, known_tokens
from accounts.models import AccessToken, Revocation, User
from qulive.freshness import Versions, versions
from qulive.models import Version
from tests.app import App
from tests.freshness.conftest import Outage
from tests.memory import a_second_later

PATH = "/vod/getRecommendLiveList"


def revoke_elsewhere(user: User) -> None:
    """Revoke as another process does, of which this one's memory is not told."""
    version, _ = Version.objects.get_or_create(name="tokens")
    version.number += 1
    version.save()
    for token in user.tokens.all():
        Revocation.objects.create(version=version.number, digest=token.digest)
    # Deleted beneath the services, which would tell this process too.
    AccessToken.objects.filter(user=user)._raw_delete("default")


def test_a_token_revoked_elsewhere_opens_nothing_after_a_second(alice: User, alice_app: App) -> None:
    assert alice_app.get(PATH).ok
    revoke_elsewhere(alice)
    a_second_later()

    assert alice_app.get(PATH).code == "403"


def test_one_revocation_leaves_the_others_known(alice: User, alice_app: App, bob_app: App) -> None:
    assert alice_app.get(PATH).ok
    assert bob_app.get(PATH).ok
    revoke_elsewhere(alice)
    a_second_later()
    assert versions["tokens"].number == 1

    bobs = models.digest_of(bob_app.token)
    assert known_tokens.get(bobs)
    assert not known_tokens.get(models.digest_of(alice_app.token))


def test_a_token_looked_up_before_its_revocation_is_not_remembered_after_it(
    alice: User, alice_app: App
) -> None:
    worker_versions = Versions()
    worker = KnownTokens(most=10)
    worker_versions.follow("tokens", worker.follow)
    version = worker_versions["tokens"]
    token = AccessToken.objects.find(models.digest_of(alice_app.token))
    assert token
    revoke_elsewhere(alice)
    worker_versions.expire()
    assert worker_versions["tokens"].number == 1

    worker.remember(token, version)
    assert worker.unexpired(token.digest) is None


def test_who_missed_revocations_forgets_all(alice: User, alice_app: App, bob_app: App) -> None:
    assert bob_app.get(PATH).ok
    revoke_elsewhere(alice)
    Revocation.objects.all().delete()
    a_second_later()

    assert versions["tokens"].number == 1
    assert known_tokens.get(models.digest_of(bob_app.token)) is None
    assert bob_app.get(PATH).ok


def test_revocations_are_kept_up_to_a_number(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "REVOCATIONS_KEPT", 2)
    for _ in range(4):
        AccessToken.objects.issue(alice)
        alice.tokens.all().delete()

    assert list(Revocation.objects.values_list("version", flat=True)) == [3, 4]


def test_an_operator_disables_somebody_at_once(alice: User, alice_app: App, back_office: Client) -> None:
    assert alice_app.get(PATH).ok
    form = {"action": "disable_selected", "_selected_action": [alice.pk], "confirmed": 1}
    answer = back_office.post("/admin/accounts/user/", form)

    assert answer.status_code == 302
    assert not User.objects.get(pk=alice.pk).is_active
    assert alice_app.get(PATH).code == "403"


def test_a_known_token_opens_while_the_database_is_away(alice_app: App, outage: Outage) -> None:
    assert alice_app.get(PATH).ok
    a_second_later()
    with outage():
        assert alice_app.get(PATH).ok


def test_an_expired_token_opens_nothing_even_then(alice: User, alice_app: App, outage: Outage) -> None:
    AccessToken.objects.update(expires_at=timezone.now() + timedelta(hours=1))
    assert alice_app.get(PATH).ok
    a_second_later()
    with outage(), time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert not alice_app.get(PATH).ok
