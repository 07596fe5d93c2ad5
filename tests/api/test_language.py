"""Messages follow Accept-Language; an app goes by the code, which does not."""

import pytest

from tests.api.conftest import Ask

CHINESE = ["zh-CN", "zh-Hans-CN,zh;q=0.9", "zh", "zh-CN,zh;q=0.9,en;q=0.8"]


@pytest.mark.parametrize("wanted", CHINESE)
def test_a_chinese_phone_reads_chinese(ask: Ask, wanted: str) -> None:
    answer = ask("GET", "/user/login?username=nobody&password=wrong", Accept_Language=wanted)

    assert (answer.code, answer.message) == ("401", "用户名或密码错误。")
    assert "accept-language" in answer.http.headers["Vary"].lower()


def test_another_phone_reads_english(ask: Ask) -> None:
    answer = ask("GET", "/user/login?username=nobody&password=wrong", Accept_Language="fr-FR")

    assert (answer.code, answer.message) == ("401", "The user name or the password is wrong.")


def test_what_the_framework_says_is_chinese_too(ask: Ask) -> None:
    answer = ask("GET", "/user/login", Accept_Language="zh-CN")

    assert answer.code == "400"
    assert "该字段是必填项。" in answer.message


def test_a_foreign_host_is_refused_in_the_language_of_the_request(ask: Ask) -> None:
    chinese = ask("GET", "/user/randomUser", Host="elsewhere.example", Accept_Language="zh-CN")
    english = ask("GET", "/user/randomUser", Host="elsewhere.example", Accept_Language="en")

    assert chinese.message.startswith("服务器不使用该域名")
    assert english.message.startswith("This server does not go by this name")


def test_phones_of_both_languages_ask_in_turn_and_each_reads_its_own(ask: Ask) -> None:
    told = {"zh-CN": "没有这个视频。", "en": "There is no such video."}
    for language in ("zh-CN", "en", "zh-CN", "en"):
        answer = ask("GET", "/vodVideo/getVideoById?videoId=unknown", Accept_Language=language)

        assert (answer.code, answer.message) == ("404", told[language])


@pytest.mark.parametrize("path", ["/resource/getPasterInfo", "/music/getRecommendMusic"])
def test_a_cache_on_the_way_keeps_what_is_remembered_apart_by_language(ask: Ask, path: str) -> None:
    for language in ("zh-CN", "en", "zh-CN", "en"):
        answer = ask("GET", path, Accept_Language=language)

        assert (answer.code, answer.message) == ("200", "")
        assert "accept-language" in answer.http.headers["Vary"].lower()
