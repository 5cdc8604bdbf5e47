-- The teams whose numbers in a week something else than an answer moved, what it was, and when it last did.
CREATE TABLE moved (
    workspace  TEXT NOT NULL,
    week       TEXT NOT NULL,
    team       TEXT NOT NULL,
    mover      TEXT NOT NULL,
    moved      BIGINT NOT NULL,
    PRIMARY KEY (workspace, week, team, mover),
    FOREIGN KEY (workspace, week) REFERENCES round (workspace, week)
);
