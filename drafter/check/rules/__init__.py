"""One module a family; each ends with its `RULES`."""
