"""The errors Baton raises on purpose.

    BatonError
    ├── UserError          its sentence is shown to the person, privately and verbatim
    │   ├── NotAllowed     they may not do this, and the sentence says who may
    │   └── Gone           what they acted on is no longer there
    ├── OperatorError      its sentence is shown to whoever runs Baton, without a traceback
    └── StoreUnavailable   the store does not answer, or takes no writes; trying again later may help

Anything else is a bug: the person sees a reference, the log has the traceback under it.
"""


class BatonError(Exception):
    """The root of the tree."""


class UserError(BatonError):
    """A sentence for the person who asked, in both languages; the reader's is shown."""

    def __init__(self, *, ko: str, en: str) -> None:
        super().__init__(en)
        self.ko = ko
        self.en = en


class NotAllowed(UserError):
    """The person may not do this."""


class Gone(UserError):
    """What the person acted on does not exist any more."""


class OperatorError(BatonError):
    """A sentence for the person who runs Baton: what is wrong and how to mend it."""


class StoreUnavailable(BatonError):
    """The store does not answer, or takes no writes just now. Nothing is lost; trying again later may help."""


class AnotherServer(StoreUnavailable):
    """A replica took over while all keys were gone through, or the server was started anew: some may have been passed over."""
