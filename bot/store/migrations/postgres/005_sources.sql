-- +goose Up

-- Times are milliseconds since 1970, UTC; 0 is none.

-- Where articles come from, and what is known from the last look.
CREATE TABLE sources (
    url    TEXT COLLATE "C" PRIMARY KEY, -- or the path of a folder or file
    origin TEXT COLLATE "C" NOT NULL,    -- 'chat' or 'settings'
    who    TEXT COLLATE "C" NOT NULL,    -- added it
    added  BIGINT NOT NULL,
    next   BIGINT NOT NULL,    -- when it is looked at next
    state  TEXT COLLATE "C" NOT NULL     -- JSON
);

-- What a source has offered: seen means stored, in one transaction.
CREATE TABLE items (
    source  TEXT COLLATE "C" NOT NULL,
    item    TEXT COLLATE "C" NOT NULL,   -- what the source knows it by
    guid    TEXT COLLATE "C" NOT NULL,
    article TEXT COLLATE "C" NOT NULL,   -- empty: it could not be taken in
    print   TEXT COLLATE "C" NOT NULL,   -- another one means that the source has changed it
    seen    BIGINT NOT NULL,   -- last offered
    PRIMARY KEY (source, item)
);

CREATE INDEX items_article ON items (article);

-- Where a revision came from, and what made its text out of what was sent.
CREATE TABLE origins (
    article   TEXT COLLATE "C" NOT NULL,
    sha256    TEXT COLLATE "C" NOT NULL,
    source    TEXT COLLATE "C" NOT NULL,
    url       TEXT COLLATE "C" NOT NULL, -- that was fetched
    extractor TEXT COLLATE "C" NOT NULL, -- name and version
    fetched   BIGINT NOT NULL,
    PRIMARY KEY (article, sha256)
);

-- Articles that are not current any more, with the revision that was. Their
-- revisions stay, to be proved.
CREATE TABLE withdrawn (
    article TEXT COLLATE "C" PRIMARY KEY,
    sha256  TEXT COLLATE "C" NOT NULL,
    at      BIGINT NOT NULL,
    why     TEXT COLLATE "C" NOT NULL
);
