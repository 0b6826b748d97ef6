"""Replaces a method by one that is given the original."""

import functools


def wrap(owner, name, replacement):
    """`replacement(original, self, *arguments)` takes the place of `owner.name`."""
    original = getattr(owner, name)

    @functools.wraps(original)
    def wrapped(self, *arguments, **named):
        return replacement(original, self, *arguments, **named)

    setattr(owner, name, wrapped)
