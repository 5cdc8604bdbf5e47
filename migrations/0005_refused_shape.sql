-- Which of Slack's newer blocks a workspace refused, and until when that is believed.
CREATE TABLE refused_shape (
    workspace  TEXT NOT NULL,
    shape      TEXT NOT NULL,
    ends       BIGINT NOT NULL,
    PRIMARY KEY (workspace, shape)
);
