"""The whole error tree. A message is Chinese and names the file, the place and the remedy.

DrafterError                exit code on the class
├─ UsageError          2    SettingsError UnknownRule UnknownModel MissingKey MissingExtra
├─ InputError          3    UnsupportedFormat UnreadableDocument ScannedDocument AmbiguousTable (with the source place)
├─ LibraryError        3    index missing, or built with another embedding
├─ ModelError          4    ModelUnavailable (retried) PromptTooLong ModelRefused BudgetExceeded DryRun
│                           BadCompletion (raw text kept)
└─ Defect              5    RuleCrash: other rules still run, the review says which did not

Findings are data, never exceptions.
"""


class DrafterError(Exception):
    """Anything drafter reports to its user instead of a traceback."""

    exit_code = 5


class UsageError(DrafterError):
    """The command or its options cannot be carried out as given."""

    exit_code = 2


class SettingsError(UsageError):
    """A configuration file or environment variable has a value that cannot be used."""


class UnknownRule(UsageError):
    """A rule code that no rule has."""


class UnknownModel(UsageError):
    """A model id whose provider is not among the known ones."""


class MissingKey(UsageError):
    """A model needs a key that is not set."""


class MissingExtra(UsageError):
    """The job needs an optional dependency that is not installed."""


class InputError(DrafterError):
    """A document or file that cannot be used.

    `place` says where in the file (a line, a sheet and cell, a table), or is empty when it concerns the whole file.
    """

    exit_code = 3

    def __init__(self, message: str, *, name: str = "", place: str = "") -> None:
        """Keep `name` (the file as the user gave it) and `place`, and put both in front of the message."""
        self.name = name
        self.place = place
        where = "".join((name, f"（{place}）" if place else ""))
        super().__init__(f"{where}：{message}" if where else message)


class UnsupportedFormat(InputError):
    """The kind of file is not one drafter reads."""


class UnreadableDocument(InputError):
    """The file is of a known kind but broken, empty, too large, or not what its name says."""


class ScannedDocument(UnreadableDocument):
    """The pages are pictures without a text layer: reading them takes character recognition."""


class AmbiguousTable(InputError):
    """A table allows more than one reading and the caller asked for one."""


class LibraryError(DrafterError):
    """The library's index is missing or was built with another embedding."""

    exit_code = 3


class ModelError(DrafterError):
    """A model or its provider failed.

    `spent`: tokens sent and answered by the calls made before it failed; None where the provider did not say.
    """

    exit_code = 4
    spent: tuple[int, int] | None = None


class ModelUnavailable(ModelError):
    """The provider could not be reached, kept failing after retries, or turned the call down.

    `lasting`: every further call would end the same until the user changes something: address, key, model, balance.
    """

    lasting: bool = False


class PromptTooLong(ModelUnavailable):
    """The prompt is longer than the model can read; a shorter one may pass."""


class ModelRefused(ModelError):
    """The model declined to answer."""


class BudgetExceeded(ModelError):
    """The next call would go over the budget the user set."""


class BadCompletion(ModelError):
    """The model's answer cannot be used; `raw` keeps its text."""

    def __init__(self, message: str, *, raw: str) -> None:
        """Keep the raw answer for the record."""
        self.raw = raw
        super().__init__(message)


class DryRun(ModelError):
    """Nothing was sent: the user asked only to see the prompts."""


class Defect(DrafterError):
    """A fault of drafter itself."""

    exit_code = 5


class RuleCrash(Defect):
    """A rule's body raised; the other rules still ran."""
