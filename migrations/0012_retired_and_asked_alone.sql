-- A key result that was taken out in Slack is retired with a reason and by somebody; one that a file no longer names
-- has neither. Whoever is asked for key results alone has no ask: when they were asked, and since when they are away
-- in that week.

ALTER TABLE key_result ADD COLUMN retired_by TEXT;
ALTER TABLE key_result ADD COLUMN retired_reason TEXT;

CREATE TABLE results_ask (
    workspace  TEXT NOT NULL REFERENCES workspace (workspace),
    week       TEXT NOT NULL,
    person     TEXT NOT NULL,
    made       BIGINT NOT NULL,
    away       BIGINT,
    PRIMARY KEY (workspace, week, person)
);
