"""A small, honest ApsaraVideo VOD for one machine: `python -m sandbox`."""
