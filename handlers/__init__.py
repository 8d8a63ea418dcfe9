"""Bolt listeners: parse, call, render, reply."""
