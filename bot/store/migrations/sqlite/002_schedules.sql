-- +goose Up

-- Times are milliseconds since 1970, UTC; 0 is none.

CREATE TABLE schedules (
    id       TEXT PRIMARY KEY,
    platform TEXT NOT NULL,
    team     TEXT NOT NULL,
    channel  TEXT NOT NULL,
    thread   TEXT NOT NULL,
    spec     TEXT NOT NULL,      -- JSON: what people set
    owner    TEXT NOT NULL,
    name     TEXT NOT NULL,      -- of the owner
    origin   TEXT NOT NULL,      -- 'chat' or 'settings'
    paused   INTEGER NOT NULL,
    until    INTEGER NOT NULL,   -- paused until
    reached  INTEGER NOT NULL,   -- everything due up to here has its slot
    next     INTEGER NOT NULL,   -- next due time
    created  INTEGER NOT NULL,
    changed  INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX schedules_next ON schedules (next) WHERE next <> 0;
CREATE INDEX schedules_channel ON schedules (platform, team, channel);

-- One due time of a schedule. It outlives the schedule.
CREATE TABLE slots (
    id         TEXT PRIMARY KEY, -- schedule@local
    schedule   TEXT NOT NULL,
    platform   TEXT NOT NULL,
    team       TEXT NOT NULL,
    channel    TEXT NOT NULL,
    thread     TEXT NOT NULL,
    local      TEXT NOT NULL,    -- date and time in the schedule's zone: 2026-02-09T08:00
    zone       TEXT NOT NULL,
    due        INTEGER NOT NULL,
    state      TEXT NOT NULL,    -- due, frozen; posted, refused, skipped, unclear
    why        TEXT NOT NULL,
    open       INTEGER NOT NULL, -- 1 until the state is final
    not_before INTEGER NOT NULL,
    tries      INTEGER NOT NULL,
    made       INTEGER NOT NULL,
    finished   INTEGER NOT NULL,
    remote     TEXT NOT NULL,    -- the platform's id of the post
    version    INTEGER NOT NULL, -- raised by every change: who does not know the last one may change nothing
    corrected  TEXT NOT NULL,    -- which changes of its sources the post shows
    payload    BLOB,
    UNIQUE (schedule, local)
);

CREATE INDEX slots_open ON slots (not_before) WHERE open = 1;
CREATE INDEX slots_due ON slots (due);
CREATE INDEX slots_posted ON slots (platform, team, channel, finished) WHERE state = 'posted';

-- The parts of a frozen digest.
CREATE TABLE deliveries (
    slot   TEXT NOT NULL REFERENCES slots (id) ON DELETE CASCADE,
    part   INTEGER NOT NULL,
    key    TEXT NOT NULL,
    body   BLOB NOT NULL,
    sha256 TEXT NOT NULL,        -- of body
    state  TEXT NOT NULL,        -- planned, sending, ambiguous, posted, refused
    tries  INTEGER NOT NULL,
    looks  INTEGER NOT NULL,     -- since the last try, that found nothing
    sent   INTEGER NOT NULL,     -- last try
    first  INTEGER NOT NULL,     -- first try
    looked INTEGER NOT NULL,
    worker TEXT NOT NULL,        -- who was sending
    remote TEXT NOT NULL,
    why    TEXT NOT NULL,
    posted INTEGER NOT NULL,
    PRIMARY KEY (slot, part)
);

-- The passages a digest showed.
CREATE TABLE shown (
    slot    TEXT NOT NULL REFERENCES slots (id) ON DELETE CASCADE,
    n       INTEGER NOT NULL,
    article TEXT NOT NULL,
    sha256  TEXT NOT NULL,
    first   INTEGER NOT NULL,    -- bytes
    past    INTEGER NOT NULL,
    PRIMARY KEY (slot, n)
) WITHOUT ROWID;

-- Who changed what, where: never changed, never deleted.
CREATE TABLE audit (
    number   INTEGER PRIMARY KEY,
    at       INTEGER NOT NULL,
    request  TEXT UNIQUE,        -- the same for every try of the same change
    who      TEXT NOT NULL,
    name     TEXT NOT NULL,
    platform TEXT NOT NULL,
    team     TEXT NOT NULL,
    channel  TEXT NOT NULL,
    verb     TEXT NOT NULL,
    schedule TEXT NOT NULL,
    before   TEXT NOT NULL,      -- JSON; empty for none
    after    TEXT NOT NULL
);

-- What adapters remember.
CREATE TABLE memory (
    key   BLOB PRIMARY KEY,
    value BLOB NOT NULL,
    until INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE claims (
    key   BLOB PRIMARY KEY,
    until INTEGER NOT NULL
) WITHOUT ROWID;
