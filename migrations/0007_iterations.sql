-- Iterations. What decides (side, threshold, unit, sample) is written once; what came of one (value, seen, verdict,
-- told, was_it_so, decision) is none until it is told, and each telling is kept in `iteration_change`.
CREATE TABLE iteration (
    workspace        TEXT NOT NULL REFERENCES workspace (workspace),
    iteration        TEXT NOT NULL,
    number           BIGINT NOT NULL,
    feature          TEXT NOT NULL,
    title            TEXT NOT NULL,
    team             TEXT NOT NULL,
    owner            TEXT NOT NULL,
    key_result       TEXT NOT NULL,
    hypothesis       TEXT NOT NULL,
    test             TEXT NOT NULL,
    stage            TEXT NOT NULL,
    gates            TEXT NOT NULL,
    metric           TEXT NOT NULL,
    side             TEXT NOT NULL,
    threshold        DOUBLE PRECISION NOT NULL,
    unit             TEXT NOT NULL,
    sample           BIGINT,
    impact           TEXT NOT NULL,
    impact_sentence  TEXT NOT NULL,
    started          TEXT NOT NULL,
    measure_by       TEXT NOT NULL,
    follows          TEXT,
    value            DOUBLE PRECISION,
    seen             BIGINT,
    verdict          TEXT,
    told             TEXT,
    was_it_so        TEXT,
    decision         TEXT,
    PRIMARY KEY (workspace, iteration),
    UNIQUE (workspace, number)
);

CREATE INDEX iteration_by_team ON iteration (workspace, team, started);
CREATE INDEX iteration_by_key_result ON iteration (workspace, key_result, started);

CREATE TABLE iteration_change (
    workspace  TEXT NOT NULL,
    iteration  TEXT NOT NULL,
    revision   BIGINT NOT NULL,
    person     TEXT NOT NULL,
    changed    BIGINT NOT NULL,
    body       TEXT NOT NULL,
    PRIMARY KEY (workspace, iteration, revision),
    FOREIGN KEY (workspace, iteration) REFERENCES iteration (workspace, iteration)
);

-- What a team could ship and measure next, asked where nothing runs.
ALTER TABLE check_in ADD COLUMN next_slice TEXT;
