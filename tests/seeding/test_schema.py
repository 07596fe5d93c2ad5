"""The JSON Schema of a catalog, at an address that a manifest can name."""

import json

import jsonschema
from django.test import Client

from tests.seeding.conftest import MATERIALS, MUSIC, ROOT

ADDRESS = "/api/catalog.schema.json"


def test_it_is_served_and_a_schema(client: Client) -> None:
    answer = client.get(ADDRESS)

    assert answer["Content-Type"] == "application/schema+json"
    jsonschema.Draft202012Validator.check_schema(answer.json())


def test_the_samples_keep_to_it_and_name_it(client: Client) -> None:
    schema = client.get(ADDRESS).json()
    for folder in (MATERIALS, MUSIC):
        manifest = json.loads((folder / "catalog.json").read_text())
        jsonschema.validate(manifest, schema)
        assert (folder / manifest["$schema"]).resolve().is_relative_to(ROOT)
        assert json.loads((folder / manifest["$schema"]).read_text()) == schema
