"""The wire, once: everything about how the apps in the field talk to us."""
