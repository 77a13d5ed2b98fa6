from .article import Article as Article, read_article as read_article
from .collection import Collection as Collection, NotSummariesError as NotSummariesError, read_output as read_output
from .documents import read_document as read_document
from .errors import (
    AnswerError as AnswerError,
    ArticleError as ArticleError,
    ArticleLimitError as ArticleLimitError,
    ArticleMissingError as ArticleMissingError,
    BudgetError as BudgetError,
    BusyError as BusyError,
    CacheError as CacheError,
    DiskError as DiskError,
    EndpointConfigError as EndpointConfigError,
    KeyRefusedError as KeyRefusedError,
    LanguageError as LanguageError,
    ModelError as ModelError,
    ModelFileError as ModelFileError,
    OutputError as OutputError,
    ProtocolError as ProtocolError,
    QuotaError as QuotaError,
    RateLimitedError as RateLimitedError,
    RecordingMissingError as RecordingMissingError,
    SettingsError as SettingsError,
    SummarizerError as SummarizerError,
    UnavailableError as UnavailableError,
)
from .exports.frames import frame as frame
from .guard import Limits as Limits, limits as limits
from .pipeline import asummarize as asummarize, summarize as summarize
from .settings import Options as Options
from .stream import Outcome as Outcome, asummarize_many as asummarize_many, summarize_many as summarize_many
from .summary import (
    ArticleRecord as ArticleRecord,
    Casualties as Casualties,
    Claim as Claim,
    Count as Count,
    Event as Event,
    Mention as Mention,
    Person as Person,
    Quote as Quote,
    Rejected as Rejected,
    Run as Run,
    Source as Source,
    Span as Span,
    Summary as Summary,
    Time as Time,
    Tokens as Tokens,
)

__all__: list[str]
__version__: str
