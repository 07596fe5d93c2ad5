"""The back office's pages of materials, one module per kind."""

from materials.admin import captions, fonts, mvs, stickers

__all__ = ["captions", "fonts", "mvs", "stickers"]
