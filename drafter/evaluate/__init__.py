"""drafter scored on labelled reports: what it finds, binds and decides, and which planted errors it catches.

Labels are those of a folder with `<stem>.labels.json` beside each document; what the scores mean is told in `score`.
"""

from drafter.evaluate.evaluation import Evaluation, evaluate

__all__ = ["Evaluation", "evaluate"]
