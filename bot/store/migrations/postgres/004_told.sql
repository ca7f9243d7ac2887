-- +goose Up

-- Which changes of earlier digests' sources a digest told, so that the next one
-- does not tell them again: marks, separated by spaces.
ALTER TABLE slots ADD COLUMN told TEXT COLLATE "C" NOT NULL DEFAULT '';
