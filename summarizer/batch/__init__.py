"""A directory of articles: found while listing, summarized in any order, kept in a ledger, written in a stable one."""
