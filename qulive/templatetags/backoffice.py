"""The back office's cells, for templates."""

from django import template

from qulive.backoffice import cells

register = template.Library()

register.filter("web_url", cells.web_url)
