-- A key result that was taken out in Slack is retired with a reason and by somebody; one that a file no longer names
-- has neither. Whoever is asked for key results alone may be away in a week: there is no ask to say so.

ALTER TABLE key_result ADD COLUMN retired_by TEXT;
ALTER TABLE key_result ADD COLUMN retired_reason TEXT;

CREATE TABLE results_away (
    workspace  TEXT NOT NULL REFERENCES workspace (workspace),
    week       TEXT NOT NULL,
    person     TEXT NOT NULL,
    noted      BIGINT NOT NULL,
    PRIMARY KEY (workspace, week, person)
);
