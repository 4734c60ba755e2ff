"""Drafting evaluated: figure sets, scripted models that serve them, and judges that do not ask the drafting room."""
