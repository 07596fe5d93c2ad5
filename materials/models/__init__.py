from materials.models.captions import Caption, CaptionCategory
from materials.models.fonts import Font
from materials.models.mvs import Mv, MvAspect
from materials.models.stickers import FrontSticker, Sticker, StickerCategory

__all__ = [
    "Caption",
    "CaptionCategory",
    "Font",
    "FrontSticker",
    "Mv",
    "MvAspect",
    "Sticker",
    "StickerCategory",
]
