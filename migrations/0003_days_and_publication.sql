-- Weeks are read by the marks and weighed by the days that they had, and a team's total is published, not followed.

-- Marks that a category had before its present ones, up to and with a week.
CREATE TABLE category_marks (
    workspace  TEXT NOT NULL,
    category   TEXT NOT NULL,
    until_week TEXT NOT NULL,
    elective   BIGINT NOT NULL,
    purpose    TEXT NOT NULL,
    PRIMARY KEY (workspace, category, until_week),
    FOREIGN KEY (workspace, category) REFERENCES category (workspace, category)
);

-- Who was in a team when, as what, how much. `from_day` is the empty text where no beginning is known.
CREATE TABLE member_stay (
    workspace  TEXT NOT NULL,
    team       TEXT NOT NULL,
    person     TEXT NOT NULL,
    from_day   TEXT NOT NULL,
    until_day  TEXT,
    role       TEXT NOT NULL,
    share      DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (workspace, team, person, from_day),
    FOREIGN KEY (workspace, team) REFERENCES team (workspace, team)
);

INSERT INTO member_stay (workspace, team, person, from_day, until_day, role, share)
SELECT workspace, team, person, '', NULL, role, share FROM member WHERE retired IS NULL;

-- The answers in a published total of an open round, where everybody answers for themselves.
CREATE TABLE published (
    workspace  TEXT NOT NULL,
    week       TEXT NOT NULL,
    team       TEXT NOT NULL,
    answers    TEXT NOT NULL,
    PRIMARY KEY (workspace, week, team),
    FOREIGN KEY (workspace, week) REFERENCES round (workspace, week)
);

-- What a week was weighed by, as it stood when its round closed: who was there, and how many answers were enough.
CREATE TABLE team_week (
    workspace  TEXT NOT NULL,
    week       TEXT NOT NULL,
    team       TEXT NOT NULL,
    people     TEXT NOT NULL,
    enough     BIGINT NOT NULL,
    PRIMARY KEY (workspace, week, team),
    FOREIGN KEY (workspace, week) REFERENCES round (workspace, week)
);

ALTER TABLE workspace ADD COLUMN enough_answers BIGINT NOT NULL DEFAULT 3;
ALTER TABLE workspace ADD COLUMN keep_single_splits_weeks BIGINT NOT NULL DEFAULT 26;
ALTER TABLE team ADD COLUMN tell_channel BIGINT NOT NULL DEFAULT 1;
-- Since when the lead may read single splits; what was answered before stays unread.
ALTER TABLE team ADD COLUMN lead_sees_since BIGINT;
ALTER TABLE member ADD COLUMN from_day TEXT;
ALTER TABLE member ADD COLUMN until_day TEXT;
ALTER TABLE roll_up ADD COLUMN counted BIGINT NOT NULL DEFAULT 0;
ALTER TABLE roll_up ADD COLUMN strength DOUBLE PRECISION NOT NULL DEFAULT 0;
-- 1 where the single splits behind a total are gone.
ALTER TABLE roll_up ADD COLUMN folded BIGINT NOT NULL DEFAULT 0;

-- A row is what is published: what was never shown is not kept as if it had been.
UPDATE roll_up SET counted = answered, strength = available;
UPDATE roll_up SET split = NULL, weight = 0, counted = 0, repeated = 0 WHERE estimate = 0 AND answered < 3;

CREATE INDEX roll_up_to_fold ON roll_up (workspace, week) WHERE folded = 0 AND estimate = 0;

-- What is said of one team starts from its own weeks.
CREATE INDEX roll_up_by_team ON roll_up (workspace, team, week);
