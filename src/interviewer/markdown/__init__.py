"""Markdown that other people wrote: which of it is code, how it becomes HTML, and how it is kept from doing anything."""
