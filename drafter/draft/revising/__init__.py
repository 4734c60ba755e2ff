"""A written report revised: changed sentences for what the check finds, comments on what only people can mend."""

from drafter.draft.revising.revise import revise

__all__ = ["revise"]
