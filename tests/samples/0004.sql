-- A target that was changed in Slack, one for a while that was ended before its time, and what the file says still.
INSERT INTO agreed_target (workspace, team, number, quarter, split, band, why, product, engineering, since, until, gives_way, reason, entered_on, entered_by, ended)
VALUES ('acme', 'payments', 1, '2026-Q4', '{"existing":60,"fires":40}', 5, 'the vault settles', 'ana', 'ben', '2026-W46', NULL, NULL, 'fires doubled', '2026-11-10', 'ana', NULL),
       ('acme', 'payments', 2, '2026-Q4', '{"existing":20,"fires":80}', 5, 'launch of X', NULL, NULL, '2026-W47', '2026-12-12', 'tune-ups', NULL, '2026-11-17', NULL, '2026-W48');
INSERT INTO declared_target (workspace, team, number, declared)
VALUES ('acme', 'payments', 0, '{"target":{"quarter":"2026-Q4","split":{"existing":65,"fires":35},"band":10,"why":null,"agreed_by":null,"since":"2026-W40","until":null,"gives_way":null,"reason":null,"entered":null,"ended":null},"became":0}');
