-- What lies open between teams and leadership. `outcome` is NULL as long as it does; `ended` is an instant, `needed_by`
-- and `until` are days. `number` is `elective-share` or `key-result:` and a code, `value` where it stood when the
-- decision was recorded.

CREATE TABLE request (
    workspace  TEXT NOT NULL REFERENCES workspace (workspace),
    request    TEXT NOT NULL,
    ask        TEXT NOT NULL,
    week       TEXT NOT NULL,
    team       TEXT NOT NULL,
    person     TEXT NOT NULL,
    what       TEXT NOT NULL,
    owner      TEXT,
    needed_by  TEXT,
    made       BIGINT NOT NULL,
    outcome    TEXT,
    reply      TEXT,
    ended_by   TEXT,
    ended      BIGINT,
    PRIMARY KEY (workspace, request)
);

CREATE INDEX request_by_ask ON request (workspace, ask);
CREATE INDEX request_by_team ON request (workspace, team, ended);

CREATE TABLE question (
    workspace   TEXT NOT NULL REFERENCES workspace (workspace),
    question    TEXT NOT NULL,
    week        TEXT NOT NULL,
    team        TEXT NOT NULL,
    person      TEXT NOT NULL,
    body        TEXT NOT NULL,
    asked       BIGINT NOT NULL,
    outcome     TEXT,
    reply       TEXT,
    reply_week  TEXT,
    reply_ask   TEXT,
    ended_by    TEXT,
    ended       BIGINT,
    PRIMARY KEY (workspace, question)
);

CREATE INDEX question_by_team ON question (workspace, team, ended);

CREATE TABLE decision (
    workspace  TEXT NOT NULL REFERENCES workspace (workspace),
    decision   TEXT NOT NULL,
    week       TEXT NOT NULL,
    team       TEXT NOT NULL,
    person     TEXT NOT NULL,
    what       TEXT NOT NULL,
    number     TEXT,
    value      DOUBLE PRECISION,
    gives_way  TEXT,
    until      TEXT NOT NULL,
    recorded   BIGINT NOT NULL,
    ended_by   TEXT,
    ended      BIGINT,
    PRIMARY KEY (workspace, decision)
);

CREATE INDEX decision_by_team ON decision (workspace, team, until);
CREATE INDEX decision_by_day ON decision (workspace, until);
