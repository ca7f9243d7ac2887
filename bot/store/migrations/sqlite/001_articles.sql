-- +goose Up

-- One row for every text an article ever had. A row is never deleted while its
-- article stands, so that a passage that was cited can still be proved.
CREATE TABLE revisions (
    number    INTEGER PRIMARY KEY, -- in order of arrival
    article   TEXT NOT NULL,
    sha256    TEXT NOT NULL,       -- of text, lower-case hexadecimal
    url       TEXT NOT NULL,
    title     TEXT NOT NULL,
    outlet    TEXT NOT NULL,
    published TEXT NOT NULL,       -- RFC 3339; empty when not stated
    lang      TEXT NOT NULL,
    stored    TEXT NOT NULL,       -- RFC 3339, UTC: when this revision arrived
    text      BLOB NOT NULL,       -- as given: any bytes
    analysis  TEXT NOT NULL,       -- which analyser made layout and quotes
    layout    BLOB NOT NULL,       -- paragraphs and sentences with their kinds
    quotes    BLOB NOT NULL,       -- who said what
    UNIQUE (article, sha256)
);

-- The revision that is read today.
CREATE TABLE articles (
    id      TEXT PRIMARY KEY,
    current INTEGER NOT NULL REFERENCES revisions (number)
) WITHOUT ROWID;

CREATE INDEX articles_current ON articles (current);
