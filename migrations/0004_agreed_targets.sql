-- What teams agreed: a row for each agreement, in the order in which they were made. Nothing in a row changes but
-- `ended`, once, from nothing to a week. Without `since` it holds for the whole quarter.
CREATE TABLE agreed_target (
    workspace   TEXT NOT NULL,
    team        TEXT NOT NULL,
    number      BIGINT NOT NULL,
    quarter     TEXT NOT NULL,
    split       TEXT NOT NULL,
    band        BIGINT NOT NULL,
    why         TEXT,
    product     TEXT,
    engineering TEXT,
    since       TEXT,
    until       TEXT,
    gives_way   TEXT,
    reason      TEXT,
    entered_on  TEXT,
    entered_by  TEXT,
    ended       TEXT,
    PRIMARY KEY (workspace, team, number),
    FOREIGN KEY (workspace, team) REFERENCES team (workspace, team)
);

-- What org.toml said last of a team's targets, so that an import knows what the file changed and what Slack did.
CREATE TABLE declared_target (
    workspace TEXT NOT NULL,
    team      TEXT NOT NULL,
    number    BIGINT NOT NULL,
    declared  TEXT NOT NULL,
    PRIMARY KEY (workspace, team, number),
    FOREIGN KEY (workspace, team) REFERENCES team (workspace, team)
);

INSERT INTO agreed_target (workspace, team, number, quarter, split, band)
SELECT workspace, team, position, quarter, split, band FROM target_split WHERE retired IS NULL;
