-- Who gets the company's digest as a direct message, and since when.
CREATE TABLE subscription (
    workspace  TEXT NOT NULL REFERENCES workspace (workspace),
    person     TEXT NOT NULL,
    since      BIGINT NOT NULL,
    PRIMARY KEY (workspace, person)
);

-- What the subscribers' messages of a week say: page 0 is the head. The print is a digest of the text, the version
-- counts how often that changed and since when, and `reached` is the version that every subscriber has, or is getting.
-- `seen` is how often leadership's head had been changed when this was last compared with it.
CREATE TABLE told_everyone (
    workspace  TEXT NOT NULL REFERENCES workspace (workspace),
    week       TEXT NOT NULL,
    page       BIGINT NOT NULL,
    print      TEXT NOT NULL,
    version    BIGINT NOT NULL,
    changed    BIGINT NOT NULL,
    reached    BIGINT NOT NULL,
    seen       BIGINT NOT NULL,
    PRIMARY KEY (workspace, week, page)
);
