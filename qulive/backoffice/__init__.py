"""What every page of the back office has in common. Pages themselves live in their apps' admin.py."""
