"""The user as the apps keep it (contract/clients.md §2.2)."""

import pytest

from accounts.models import User
from tests.app import App
from tests.wire.readers import ANDROID, FLUTTER, IPHONE, troubles
from tests.wire.readers import App as Reader

USER = dict.fromkeys(("id", "userId", "nickName", "avatarUrl", "gmtCreate", "gmtModified", "token"), "text")


@pytest.mark.parametrize("reader", [ANDROID, FLUTTER, IPHONE], ids=["Android", "Flutter", "iOS"])
def test_every_app_reads_its_guest(stranger: App, reader: Reader) -> None:
    data = stranger.get("/user/randomUser", PACKAGE_NAME="com.aliyun").data

    assert troubles(reader, USER, data) == []


def test_an_app_loads_the_avatar_from_an_absolute_url(stranger: App) -> None:
    data = stranger.get("/user/randomUser").data

    assert data["avatarUrl"].startswith("http://testserver/")


def test_an_iphone_renames_with_a_lower_case_n_and_reads_a_capital_one(alice: User, alice_app: App) -> None:
    form = {"userId": alice.user_id, "nickname": "阿丽", "PACKAGE_NAME": "com.aliyun"}
    answer = alice_app.post("/user/updateUser", **form)

    assert (answer.ok, answer.code) == (True, "200")
    alice.refresh_from_db()
    assert alice.nickname == "阿丽"


def test_a_refused_rename_is_a_failure_by_result_and_by_code(alice: User, bob_app: App) -> None:
    answer = bob_app.post("/user/updateUser", userId=alice.user_id, nickname="Mallory")

    assert (answer.body["result"], answer.body["code"]) == ("false", "403")
