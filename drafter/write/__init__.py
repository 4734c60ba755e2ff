"""Typed documents → bytes: one module a format. Every format draws the official tables from the same layout."""
