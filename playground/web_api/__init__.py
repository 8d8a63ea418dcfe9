"""Slack's Web API: one module for each family of methods, one table of them all."""

from playground.web_api import chat, conversations, files, reactions, team, users, views
from playground.web_api.call import METHODS, Call, Services

__all__ = [
    "METHODS",
    "Call",
    "Services",
    "chat",
    "conversations",
    "files",
    "reactions",
    "team",
    "users",
    "views",
]
