-- +goose Up

-- Digests of one channel are made one after the other.
CREATE INDEX slots_channel_open ON slots (platform, team, channel) WHERE open = 1;
