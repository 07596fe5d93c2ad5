import re
from typing import Any

import pytest
from django.test import Client
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.validation import validate_schema

DOCUMENTED = {
    "get": """
        /vod/getSts /vod/getVideoUploadAuth /vod/refreshVideoUploadAuth /vod/getImageUploadAuth
        /demo/getSts /demo/getVideoUploadAuth /demo/refreshVideoUploadAuth /demo/getVideoPlayAuth
        /demo/getImageUploadAuth /user/login /user/register /user/randomUser
        /vod/getRecommendVideoList /vod/getPersonalVideoList /music/getRecommendMusic /music/getPlayPath
        /resource/getPasterInfo /resource/getPasterList /resource/getFrontPasterList
        /resource/getTextPaster /resource/getTextPasterList /resource/getMv /resource/getFont
    """,
    "post": "/user/updateUser /vod/videoPublish /vod/deleteVideoById",
}
OPERATIONS = [(method, path) for method, paths in DOCUMENTED.items() for path in paths.split()]


@pytest.fixture(scope="module")
def schema() -> Any:
    return Client().get("/api/schema/").json()


def test_the_schema_is_openapi(schema: Any) -> None:
    validate_schema(schema)  # type: ignore[no-untyped-call]


def test_nothing_in_the_schema_is_guessed() -> None:
    GENERATOR_STATS.reset()
    Client().get("/api/schema/")

    assert not GENERATOR_STATS


def test_26_operations_are_documented() -> None:
    assert len(OPERATIONS) == 26


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_every_documented_operation_is_in_the_schema(schema: Any, method: str, path: str) -> None:
    assert schema["paths"][path][method]["description"]


def test_an_operation_has_one_name(schema: Any) -> None:
    names = [way["operationId"] for path in schema["paths"].values() for way in path.values()]

    assert len(names) == len(set(names))


def test_every_answer_is_in_the_envelope(schema: Any) -> None:
    for path in schema["paths"].values():
        for operation in path.values():
            answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
            assert list(answer["properties"]) == ["result", "requestId", "code", "message", "data"]


def test_a_get_documents_the_query_and_a_post_the_form(schema: Any) -> None:
    login = schema["paths"]["/user/login"]

    assert {one["name"] for one in login["get"]["parameters"]} == {"username", "password"}
    assert list(login["post"]["requestBody"]["content"]) == ["application/x-www-form-urlencoded"]


def test_only_operations_with_a_token_ask_for_one(schema: Any) -> None:
    assert {"tokenParameter": []} in schema["paths"]["/vod/getSts"]["get"]["security"]
    assert "security" not in schema["paths"]["/user/randomUser"]["get"]


def test_the_docs_page_needs_no_other_host(client: Client) -> None:
    response = client.get("/api/docs/")

    assert response.status_code == 200
    page = response.content.decode()
    assert "/static/drf_spectacular_sidecar/" in page
    assert not re.findall(r"""(?:src|href|url)\s*[=:]\s*["']?(?:https?:)?//""", page)
