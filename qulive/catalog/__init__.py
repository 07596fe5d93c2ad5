"""Catalogs of materials and music: read from a folder, a zip or an AppServer, checked, planned, written.

A catalog's manifest has the wire's own field names. The apps say in tables which of their models'
attributes these are; everything in here works from the tables.
"""
