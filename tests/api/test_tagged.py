"""Catalogs carry a tag, so that an app that has one need not load it again."""

import pytest
from django.db import transaction
from django.test import Client

from materials.models import StickerCategory
from music.models import Track
from qulive import freshness

CATALOGS = ["getPasterInfo", "getFrontPasterList", "getTextPaster", "getMv", "getFont", "getTransitions"]


@pytest.mark.parametrize("name", CATALOGS)
def test_whoever_has_the_catalog_is_told_so(db: None, client: Client, name: str) -> None:
    first = client.get(f"/resource/{name}")
    again = client.get(f"/resource/{name}", headers={"If-None-Match": first["ETag"]})

    assert (first.status_code, again.status_code) == (200, 304)
    assert again.content == b""
    assert again["ETag"] == first["ETag"]


def test_a_change_counts_at_once(db: None, client: Client) -> None:
    category = StickerCategory.objects.create(name="Party")
    tag = client.get("/resource/getPasterInfo")["ETag"]
    with transaction.atomic():
        StickerCategory.objects.filter(pk=category.pk).update(name="Feast")
        freshness.bump("materials")
    answer = client.get("/resource/getPasterInfo", headers={"If-None-Match": tag})

    assert answer.status_code == 200
    assert answer["ETag"] != tag
    assert answer["Cache-Control"] == "no-cache"


def test_music_has_a_tag_too(db: None, client: Client) -> None:
    Track.objects.create(music_id="Q10001", title="Tide", audio="music/tide.mp3")
    tag = client.get("/music/getRecommendMusic")["ETag"]

    assert client.get("/music/getRecommendMusic", headers={"If-None-Match": tag}).status_code == 304


def test_a_failure_has_no_tag(db: None, client: Client) -> None:
    answer = client.get("/resource/getFont", {"fontId": "99"})

    assert answer.json()["code"] == "404"
    assert "ETag" not in answer
