"""Catalogs of materials and music: read from a folder, a zip or an AppServer, checked, planned, written.

A catalog's manifest has the wire's own field names. The apps say in tables which of their models'
attributes these are; everything in here works from the tables.
"""

from pathlib import Path

NAME = "catalog.json"
# Here, so that serving it takes no validator into a web worker's memory.
SCHEMA = Path(__file__).parent / "catalog.schema.json"
