from accounts.admin import staff, users

__all__ = ["staff", "users"]
