"""The team's two YAML files: text in, domain values or located problems out."""

from bot.config.calendars import PackageCalendars
from bot.config.loading import Loaded, load, load_text
from bot.config.problems import Problem

__all__ = ["Loaded", "PackageCalendars", "Problem", "load", "load_text"]
