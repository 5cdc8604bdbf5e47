-- What a week's digest said when it went out, to be compared with what late answers made of it; and what the message
-- of a delivery says, as a fingerprint, so that an edit that changes nothing is not sent.
CREATE TABLE told (
    workspace  TEXT NOT NULL,
    week       TEXT NOT NULL,
    facts      TEXT NOT NULL,
    PRIMARY KEY (workspace, week),
    FOREIGN KEY (workspace, week) REFERENCES round (workspace, week)
);

-- Nothing where it is not known: a request is under way, or was and was not answered.
ALTER TABLE delivery ADD COLUMN said TEXT;
