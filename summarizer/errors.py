"""Everything that can go wrong, as one tree; each class knows its exit code and what to type next.

* SummarizerError
  + ArticleError               this article cannot be used            65
    - ArticleMissingError      no such file, or not readable          66
    - LanguageError            the reader does not read its language  65
    - ArticleLimitError        takes more time or memory than allowed 65
      . WorkerDiedError        took the process that read it along
  + NotKeptError               no answer is kept, and none may be asked
  + RecordingMissingError      replay asked for an unrecorded answer  66
  + AddressError               a web address is malformed              2
  + SettingsError              a setting, model or URL is wrong       78
  + OutputError                the output cannot be created           73
    - DiskError                disk full, I/O error                   74
  + CacheError                 the answer store is damaged            70
  + ModelFileError             the embedded model cannot be had       69
  + ModelError                 the endpoint did not give an answer
    - UnavailableError         unreachable, broken TLS, 5xx           69  retryable
    - RateLimitedError         429 with a time to wait                75  retryable
    - QuotaError               no money left                          75
    - BudgetError              the limit the user set is reached      75
    - KeyRefusedError          401, 403                               77
    - EndpointConfigError      404, 400, redirect: wrong model or URL 78
    - ProtocolError            answers that are not the protocol      76  retryable
    - AnswerError              the answer itself is unusable          65
      . RefusedError           refusal or content filter
      . TruncatedError         cut off at the token limit
      . TooLongError           the passage does not fit the model
      . RequestRefusedError    refused, while others are answered
      . InvalidAnswerError     not the schema                             reask
"""

from __future__ import annotations

import errno

from summarizer.redact import redact


class SummarizerError(Exception):
    """Anything this package raises on purpose; the message is one line a user can act on."""

    exit_code: int = 70
    """Process exit code, after sysexits(3)."""
    retryable: bool = False
    """True when the same request may succeed a moment later."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        message, hint = redact(message), redact(hint)
        super().__init__(message)
        self.message = message
        """What happened, and to which article or setting."""
        self.hint = hint
        """What to type next; may be empty."""


class ArticleError(SummarizerError):
    """The article itself is unusable: binary, empty, too long, of unknown encoding."""

    exit_code = 65


class ArticleMissingError(ArticleError):
    """The article's file is missing or unreadable."""

    exit_code = 66


class LanguageError(ArticleError):
    """The article is in a language that the reader does not read."""


class ArticleLimitError(ArticleError):
    """The work on the article takes more time or memory than one article may."""


class WorkerDiedError(ArticleLimitError):
    """The process that worked on the article died."""


class NotKeptError(SummarizerError):
    """No answer is kept, and nothing may be asked here.

    No `AnswerError`: a reader must not go on without the answer, or it would ask what it never asks with it.
    """


class RecordingMissingError(SummarizerError):
    """A replay needed an answer that was never recorded."""

    exit_code = 66


class AddressError(SummarizerError):
    """A web address given as an article is malformed; a usage error, found before anything is read or asked."""

    exit_code = 2


class SettingsError(SummarizerError):
    """A flag, environment variable or configuration value cannot be used."""

    exit_code = 78


class OutputError(SummarizerError):
    """The output file or directory cannot be created."""

    exit_code = 73


class DiskError(OutputError):
    """Writing failed: disk full, quota, I/O error."""

    exit_code = 74


class CacheError(SummarizerError):
    """The answer store is damaged or from a newer version."""

    exit_code = 70


class BusyError(SummarizerError):
    """Another process holds what this one needs."""

    exit_code = 75


class ModelFileError(SummarizerError):
    """The embedded model's file or runtime cannot be had."""

    exit_code = 69


class ModelError(SummarizerError):
    """The model's endpoint did not give a usable answer."""

    exit_code = 69


class UnavailableError(ModelError):
    """The endpoint is unreachable, times out or fails on its side."""

    retryable = True
    wait_s: float | None = None
    """Seconds it asks to wait; None where it does not say."""
    has_begun = False
    """Whether an answer had begun to come, and so was paid for: it is asked for once more, not five times."""


class TlsError(ModelError):
    """The endpoint's certificate cannot be trusted; never downgraded, never retried."""


class RateLimitedError(ModelError):
    """The endpoint asks for a pause."""

    exit_code = 75
    retryable = True

    def __init__(self, message: str, *, hint: str = "", wait_s: float | None = None) -> None:
        super().__init__(message, hint=hint)
        self.wait_s = wait_s
        """Seconds the endpoint asks to wait; None where it does not say."""


class QuotaError(ModelError):
    """The account has no quota left; asking again is hopeless."""

    exit_code = 75


class BudgetError(ModelError):
    """The user's own limit on requests or cost is reached; nothing was sent."""

    exit_code = 75


class KeyRefusedError(ModelError):
    """The endpoint refuses the key."""

    exit_code = 77


class EndpointConfigError(ModelError):
    """The endpoint does not know the model, the path or a parameter."""

    exit_code = 78
    param: str = ""
    """The parameter it names, where it does so in a field of its own."""
    said: str = ""
    """Its whole answer, the key left out; empty where it did not answer in its own words."""
    status: int = 0
    """The HTTP status; 0 where there was none."""


class ProtocolError(ModelError):
    """The endpoint answers, but not what the protocol says."""

    exit_code = 76
    retryable = True


class OversizeError(ProtocolError):
    """The answer is larger than any summary needs; never asked twice."""

    exit_code = 65
    retryable = False


class AnswerError(ModelError):
    """The model answered, and the answer cannot be used."""

    exit_code = 65


class RefusedError(AnswerError):
    """The model or a content filter declined."""


class TruncatedError(AnswerError):
    """The answer was cut off at the token limit."""


class TooLongError(AnswerError):
    """The request does not fit the model's context window."""


class RequestRefusedError(AnswerError):
    """The endpoint refuses this one request, and has answered others."""


class InvalidAnswerError(AnswerError):
    """The answer is not the JSON that was asked for, and asking again with the complaint did not help."""

    key: str = ""
    """Under which the last answer is kept."""


DISK_TROUBLE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
"""Numbers of the system errors that another place on the same disk would not mend."""


def unwritable(path: object, error: OSError) -> OutputError:
    """Name what kept a file from being written: the disk, or the place that was chosen for it."""
    if error.errno in DISK_TROUBLE:
        return DiskError(f"{str(path)!r} cannot be written: {error.strerror}", hint="free some space and run it again")
    return OutputError(f"{str(path)!r} cannot be written: {error.strerror}", hint="choose another place: -o PATH")
