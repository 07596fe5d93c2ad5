"""The back office's cells, for templates."""

from django import template

from qulive.backoffice import cells

register = template.Library()

register.filter("web_url", cells.web_url)
register.filter("length_of_time", cells.length)
register.filter("file_size", cells.size)
register.simple_tag(cells.badge, name="badge")
