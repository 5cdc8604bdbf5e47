-- The first tables. One text for SQLite and PostgreSQL: TEXT, BIGINT and DOUBLE PRECISION only; instants are Unix
-- seconds, weeks are `2026-W47`, truth is 0 or 1, lists that SQL never looks into are JSON.
-- `position` keeps the order in which things were declared; `retired` is when they were last declared no more.

CREATE TABLE workspace (
    workspace           TEXT NOT NULL PRIMARY KEY,
    slack_team          TEXT UNIQUE,
    name                TEXT NOT NULL,
    time_zone           TEXT NOT NULL,
    leadership_channel  TEXT NOT NULL,
    ask_at              TEXT NOT NULL,
    remind_at           TEXT NOT NULL,
    digest_at           TEXT NOT NULL,
    close_at            TEXT NOT NULL,
    remainder           TEXT,
    imported            BIGINT NOT NULL,
    version             BIGINT NOT NULL,
    halted              TEXT,
    halted_at           BIGINT
);

CREATE TABLE category (
    workspace    TEXT NOT NULL REFERENCES workspace (workspace),
    category     TEXT NOT NULL,
    name         TEXT NOT NULL,
    explanation  TEXT NOT NULL,
    elective     BIGINT NOT NULL,
    purpose      TEXT NOT NULL,
    position     BIGINT NOT NULL,
    retired      BIGINT,
    PRIMARY KEY (workspace, category)
);

CREATE TABLE person (
    workspace  TEXT NOT NULL REFERENCES workspace (workspace),
    person     TEXT NOT NULL,
    name       TEXT NOT NULL,
    time_zone  TEXT,
    days_off   TEXT NOT NULL,
    leader     BIGINT NOT NULL,
    admin      BIGINT NOT NULL,
    position   BIGINT NOT NULL,
    retired    BIGINT,
    PRIMARY KEY (workspace, person)
);

CREATE TABLE team (
    workspace     TEXT NOT NULL REFERENCES workspace (workspace),
    team          TEXT NOT NULL,
    name          TEXT NOT NULL,
    kind          TEXT NOT NULL,
    product_line  TEXT,
    channel       TEXT,
    time_zone     TEXT,
    answers       TEXT NOT NULL,
    ask_at        TEXT,
    remind_at     TEXT,
    position      BIGINT NOT NULL,
    retired       BIGINT,
    PRIMARY KEY (workspace, team)
);

CREATE TABLE member (
    workspace  TEXT NOT NULL,
    team       TEXT NOT NULL,
    person     TEXT NOT NULL,
    role       TEXT NOT NULL,
    share      DOUBLE PRECISION NOT NULL,
    position   BIGINT NOT NULL,
    retired    BIGINT,
    PRIMARY KEY (workspace, team, person),
    FOREIGN KEY (workspace, team) REFERENCES team (workspace, team)
);

CREATE TABLE target_split (
    workspace  TEXT NOT NULL,
    team       TEXT NOT NULL,
    quarter    TEXT NOT NULL,
    split      TEXT NOT NULL,
    band       BIGINT NOT NULL,
    position   BIGINT NOT NULL,
    retired    BIGINT,
    PRIMARY KEY (workspace, team, quarter),
    FOREIGN KEY (workspace, team) REFERENCES team (workspace, team)
);

CREATE TABLE objective (
    workspace    TEXT NOT NULL REFERENCES workspace (workspace),
    objective    TEXT NOT NULL,
    title        TEXT NOT NULL,
    accountable  TEXT NOT NULL,
    quarter      TEXT NOT NULL,
    position     BIGINT NOT NULL,
    retired      BIGINT,
    PRIMARY KEY (workspace, objective)
);

CREATE TABLE objective_team (
    workspace  TEXT NOT NULL,
    objective  TEXT NOT NULL,
    team       TEXT NOT NULL,
    position   BIGINT NOT NULL,
    retired    BIGINT,
    PRIMARY KEY (workspace, objective, team),
    FOREIGN KEY (workspace, objective) REFERENCES objective (workspace, objective)
);

CREATE TABLE key_result (
    workspace   TEXT NOT NULL,
    key_result  TEXT NOT NULL,
    objective   TEXT NOT NULL,
    metric      TEXT NOT NULL,
    unit        TEXT NOT NULL,
    baseline    DOUBLE PRECISION NOT NULL,
    target      DOUBLE PRECISION NOT NULL,
    owner       TEXT NOT NULL,
    position    BIGINT NOT NULL,
    retired     BIGINT,
    PRIMARY KEY (workspace, key_result),
    FOREIGN KEY (workspace, objective) REFERENCES objective (workspace, objective)
);

CREATE TABLE round (
    workspace  TEXT NOT NULL REFERENCES workspace (workspace),
    week       TEXT NOT NULL,
    opened     BIGINT NOT NULL,
    digested   BIGINT,
    closed     BIGINT,
    PRIMARY KEY (workspace, week)
);

CREATE TABLE ask (
    workspace  TEXT NOT NULL,
    ask        TEXT NOT NULL,
    week       TEXT NOT NULL,
    team       TEXT NOT NULL,
    person     TEXT NOT NULL,
    due        BIGINT NOT NULL,
    estimate   BIGINT NOT NULL,
    outcome    TEXT,
    settled    BIGINT,
    PRIMARY KEY (workspace, ask),
    UNIQUE (workspace, week, team, person),
    FOREIGN KEY (workspace, week) REFERENCES round (workspace, week)
);

CREATE INDEX ask_by_person ON ask (workspace, person, week);

CREATE TABLE check_in (
    workspace      TEXT NOT NULL,
    ask            TEXT NOT NULL,
    week           TEXT NOT NULL,
    team           TEXT NOT NULL,
    person         TEXT NOT NULL,
    estimate       BIGINT NOT NULL,
    split          TEXT NOT NULL,
    repeated       BIGINT NOT NULL,
    readings       TEXT NOT NULL,
    results_asked  BIGINT NOT NULL,
    results_note   TEXT,
    note           TEXT,
    need           TEXT,
    form_opened    BIGINT,
    sent           BIGINT NOT NULL,
    revision       BIGINT NOT NULL,
    PRIMARY KEY (workspace, ask),
    FOREIGN KEY (workspace, ask) REFERENCES ask (workspace, ask)
);

CREATE INDEX check_in_by_week ON check_in (workspace, week, team);
CREATE INDEX check_in_by_team ON check_in (workspace, team, week);

CREATE TABLE check_in_revision (
    workspace  TEXT NOT NULL,
    ask        TEXT NOT NULL,
    revision   BIGINT NOT NULL,
    body       TEXT NOT NULL,
    PRIMARY KEY (workspace, ask, revision),
    FOREIGN KEY (workspace, ask) REFERENCES check_in (workspace, ask)
);

CREATE TABLE reading (
    workspace   TEXT NOT NULL,
    key_result  TEXT NOT NULL,
    week        TEXT NOT NULL,
    ask         TEXT NOT NULL,
    value       DOUBLE PRECISION NOT NULL,
    confidence  BIGINT NOT NULL,
    person      TEXT NOT NULL,
    PRIMARY KEY (workspace, key_result, week)
);

CREATE INDEX reading_by_week ON reading (workspace, week);

CREATE TABLE roll_up (
    workspace  TEXT NOT NULL,
    week       TEXT NOT NULL,
    team       TEXT NOT NULL,
    split      TEXT,
    estimate   BIGINT NOT NULL,
    weight     DOUBLE PRECISION NOT NULL,
    available  DOUBLE PRECISION NOT NULL,
    asked      BIGINT NOT NULL,
    answered   BIGINT NOT NULL,
    repeated   BIGINT NOT NULL,
    seconds    BIGINT NOT NULL,
    PRIMARY KEY (workspace, week, team)
);

-- The ledger. `follows` is the key of the delivery whose message this one changes or answers; `begun` says that a
-- request may have gone out under the present claim; `lease_ends` and `lease_length` are in seconds.
CREATE TABLE delivery (
    workspace     TEXT NOT NULL,
    delivery      TEXT NOT NULL,
    key           TEXT NOT NULL,
    kind          TEXT NOT NULL,
    follows       TEXT,
    person        TEXT,
    channel       TEXT,
    state         TEXT NOT NULL,
    due           BIGINT NOT NULL,
    attempts      BIGINT NOT NULL,
    attempted     BIGINT,
    begun         BIGINT NOT NULL,
    looks         BIGINT NOT NULL,
    wanted        BIGINT NOT NULL,
    sent_channel  TEXT,
    sent_ts       TEXT,
    tried_channel TEXT,
    error         TEXT,
    owner         TEXT,
    lease_ends    BIGINT,
    lease_length  BIGINT,
    PRIMARY KEY (workspace, delivery),
    UNIQUE (workspace, key)
);

CREATE INDEX delivery_by_state ON delivery (workspace, state, due);

CREATE TABLE pace (
    workspace  TEXT NOT NULL,
    slot       TEXT NOT NULL,
    free_ms    BIGINT NOT NULL,
    PRIMARY KEY (workspace, slot)
);

CREATE TABLE hold (
    workspace  TEXT NOT NULL,
    method     TEXT NOT NULL,
    ends       BIGINT NOT NULL,
    PRIMARY KEY (workspace, method)
);

CREATE TABLE conversation (
    workspace  TEXT NOT NULL,
    person     TEXT NOT NULL,
    channel    TEXT NOT NULL,
    PRIMARY KEY (workspace, person)
);

CREATE TABLE event (
    workspace  TEXT NOT NULL,
    event      TEXT NOT NULL,
    seen       BIGINT NOT NULL,
    PRIMARY KEY (workspace, event)
);

CREATE INDEX event_by_age ON event (workspace, seen);

-- Written by nobody but the question whether the database can be written; its workspace is the empty text.
CREATE TABLE heartbeat (
    workspace  TEXT NOT NULL PRIMARY KEY,
    beats      BIGINT NOT NULL
);
