from videos.admin import recommended, videos

__all__ = ["recommended", "videos"]
