-- What objectives and key results say beyond a number to reach; what aims were before; every value ever read.
-- `results` is JSON: how a workspace judges and checks key results; the usual where it is NULL. `version` counts the
-- changes of an objective. `score` is in tenths. A revision without a value took the reading back.

ALTER TABLE workspace ADD COLUMN results TEXT;

ALTER TABLE objective ADD COLUMN product TEXT;
ALTER TABLE objective ADD COLUMN engineering TEXT;
ALTER TABLE objective ADD COLUMN commitment TEXT NOT NULL DEFAULT 'committed';
ALTER TABLE objective ADD COLUMN private BIGINT NOT NULL DEFAULT 0;
ALTER TABLE objective ADD COLUMN origin TEXT NOT NULL DEFAULT 'file';
ALTER TABLE objective ADD COLUMN version BIGINT NOT NULL DEFAULT 0;
ALTER TABLE objective ADD COLUMN closed BIGINT;
ALTER TABLE objective ADD COLUMN closed_by TEXT;
ALTER TABLE objective ADD COLUMN score BIGINT;
ALTER TABLE objective ADD COLUMN cause TEXT;
ALTER TABLE objective ADD COLUMN explanation TEXT;
ALTER TABLE objective ADD COLUMN decision TEXT;

-- Where `direction` is NULL the two numbers say it: up, or down.
ALTER TABLE key_result ADD COLUMN direction TEXT;
ALTER TABLE key_result ADD COLUMN curve TEXT NOT NULL DEFAULT 'straight';
ALTER TABLE key_result ADD COLUMN weight DOUBLE PRECISION NOT NULL DEFAULT 1;
ALTER TABLE key_result ADD COLUMN outcome TEXT;
ALTER TABLE key_result ADD COLUMN kept TEXT;
ALTER TABLE key_result ADD COLUMN reason TEXT;

-- An aim that no longer holds: `until` is the first day on which it held no more.
CREATE TABLE earlier_aim (
    workspace   TEXT NOT NULL,
    key_result  TEXT NOT NULL,
    position    BIGINT NOT NULL,
    until       TEXT NOT NULL,
    person      TEXT,
    reason      TEXT NOT NULL,
    baseline    DOUBLE PRECISION NOT NULL,
    target      DOUBLE PRECISION NOT NULL,
    weight      DOUBLE PRECISION NOT NULL,
    curve       TEXT NOT NULL,
    direction   TEXT NOT NULL,
    PRIMARY KEY (workspace, key_result, position),
    FOREIGN KEY (workspace, key_result) REFERENCES key_result (workspace, key_result)
);

ALTER TABLE reading ADD COLUMN note TEXT;

CREATE TABLE reading_revision (
    workspace   TEXT NOT NULL,
    key_result  TEXT NOT NULL,
    week        TEXT NOT NULL,
    revision    BIGINT NOT NULL,
    ask         TEXT NOT NULL,
    value       DOUBLE PRECISION,
    confidence  BIGINT,
    note        TEXT,
    person      TEXT NOT NULL,
    sent        BIGINT NOT NULL,
    PRIMARY KEY (workspace, key_result, week, revision)
);
