-- A post that was sent again and is looked for once more.
INSERT INTO delivery (workspace, delivery, key, kind, follows, person, channel, state, due, attempts, attempted, begun, looks, wanted, sent_channel, sent_ts, tried_channel, error, owner, lease_ends, lease_length)
VALUES ('acme', 'd-3', 'digest:2026-W46', 'post', NULL, NULL, 'C1', 'sent', 1795096800, 2, 1795096801, 0, 2, 1, 'C1', '1795096801.000200', 'C1', NULL, NULL, NULL, 60);
