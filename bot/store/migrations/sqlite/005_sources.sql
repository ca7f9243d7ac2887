-- +goose Up

-- Times are milliseconds since 1970, UTC; 0 is none.

-- Where articles come from, and what is known from the last look.
CREATE TABLE sources (
    url    TEXT PRIMARY KEY, -- or the path of a folder or file
    origin TEXT NOT NULL,    -- 'chat' or 'settings'
    who    TEXT NOT NULL,    -- added it
    added  INTEGER NOT NULL,
    next   INTEGER NOT NULL,    -- when it is looked at next
    state  TEXT NOT NULL     -- JSON
) WITHOUT ROWID;

-- What a source has offered: seen means stored, in one transaction.
CREATE TABLE items (
    source  TEXT NOT NULL,
    item    TEXT NOT NULL,   -- what the source knows it by
    guid    TEXT NOT NULL,
    article TEXT NOT NULL,   -- empty: it could not be taken in
    print   TEXT NOT NULL,   -- another one means that the source has changed it
    seen    INTEGER NOT NULL,   -- last offered
    PRIMARY KEY (source, item)
) WITHOUT ROWID;

CREATE INDEX items_article ON items (article);

-- Where a revision came from, and what made its text out of what was sent.
CREATE TABLE origins (
    article   TEXT NOT NULL,
    sha256    TEXT NOT NULL,
    source    TEXT NOT NULL,
    url       TEXT NOT NULL, -- that was fetched
    extractor TEXT NOT NULL, -- name and version
    fetched   INTEGER NOT NULL,
    PRIMARY KEY (article, sha256)
) WITHOUT ROWID;

-- Articles that are not current any more, with the revision that was. Their
-- revisions stay, to be proved.
CREATE TABLE withdrawn (
    article TEXT PRIMARY KEY,
    sha256  TEXT NOT NULL,
    at      INTEGER NOT NULL,
    why     TEXT NOT NULL
) WITHOUT ROWID;
