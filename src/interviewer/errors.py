"""The errors a person can meet; each says what, where, and the way out.

    InterviewerError            anything of ours; exit code 1
      InputError                the person's arguments or files are at fault; exit code 2
        SettingsError           a setting is missing or wrong
        CorpusError             a document or folder can't be read
      ProviderError             a chat or embeddings endpoint failed
        ReplyError              it answered, but not with what was asked for
      VectorError               the vector index can't be used
        IndexBusy               another process writes the embedded index
        IndexMismatch           the index was built with another embedding
      StoreError                the database can't be used

They are caught once, at each door (command line, page).
"""


class InterviewerError(Exception):
    """Base of every error that is shown to a person as one line."""

    exit_code = 1

    def __init__(self, what: str, *, where: str = "", way_out: str = "", key: str = "", **values: object) -> None:
        """`key` and `values` name the same line in the catalogue (`error.KEY`), for doors that speak more than English."""
        self.what, self.where, self.way_out, self.key, self.values = what, where, way_out, key, values
        super().__init__(what, where, way_out)

    def __str__(self) -> str:
        line = f"{self.where}: {self.what}" if self.where else self.what
        return f"{line}. {self.way_out}" if self.way_out else line


class InputError(InterviewerError):
    """The person's arguments or files are at fault."""

    exit_code = 2


class SettingsError(InputError):
    """A setting is missing or wrong."""


class CorpusError(InputError):
    """A document or folder can't be read."""


class ProviderError(InterviewerError):
    """A chat or embeddings endpoint failed (down, refused, timed out, out of quota)."""


class ReplyError(ProviderError):
    """A model answered, but not with what was asked for, even when asked again."""


class VectorError(InterviewerError):
    """The vector index can't be used."""


class IndexBusy(VectorError):
    """Another process is writing the embedded index."""


class IndexMismatch(VectorError):
    """The index was built with another embedding; vectors are never mixed."""


class StoreError(InterviewerError):
    """The database can't be used."""
