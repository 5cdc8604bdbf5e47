-- Rows as the first version wrote them.
INSERT INTO workspace (workspace, slack_team, name, time_zone, leadership_channel, ask_at, remind_at, digest_at, close_at, remainder, imported, version, halted, halted_at)
VALUES ('acme', 'T1', 'Acme', 'Europe/Madrid', 'C1', 'thursday 15:00', '["friday 10:00","friday 13:00"]', 'friday 16:00', 'tuesday 12:00', 'new', 1795000000, 3, NULL, NULL);
INSERT INTO category (workspace, category, name, explanation, elective, purpose, position, retired)
VALUES ('acme', 'fires', 'Fires', 'What broke', 0, 'run', 0, NULL), ('acme', 'new', 'New', 'What is new', 1, 'innovation', 1, NULL), ('acme', 'old', 'Old', 'Gone', 1, 'tune-up', 2, 1795000001);
INSERT INTO person (workspace, person, name, time_zone, days_off, leader, admin, position, retired)
VALUES ('acme', 'U1', 'Ana Ruiz', 'Europe/Madrid', '["2026-12-25"]', 0, 1, 0, NULL), ('acme', 'U2', 'Mara', NULL, '[]', 1, 0, 1, NULL), ('acme', 'U3', 'Left', NULL, '[]', 0, 0, 2, 1795000001);
INSERT INTO team (workspace, team, name, kind, product_line, channel, time_zone, answers, ask_at, remind_at, position, retired)
VALUES ('acme', 'payments', 'Payments', 'application', 'Checkout', 'C2', NULL, 'lead', 'wednesday 10:00', '[]', 0, NULL), ('acme', 'gone', 'Gone', 'platform', NULL, NULL, NULL, 'everyone', NULL, NULL, 1, 1795000001);
INSERT INTO member (workspace, team, person, role, share, position, retired)
VALUES ('acme', 'payments', 'U1', 'lead', 0.5, 0, NULL), ('acme', 'payments', 'U3', 'member', 1.0, 1, 1795000001);
INSERT INTO target_split (workspace, team, quarter, split, band, position, retired)
VALUES ('acme', 'payments', '2026-Q4', '{"fires":35,"new":65}', 10, 0, NULL);
INSERT INTO objective (workspace, objective, title, accountable, quarter, position, retired)
VALUES ('acme', 'PAY-1', 'Paying is the easy part', 'U1', '2026-Q4', 0, NULL);
INSERT INTO objective_team (workspace, objective, team, position, retired)
VALUES ('acme', 'PAY-1', 'payments', 0, NULL);
INSERT INTO key_result (workspace, key_result, objective, metric, unit, baseline, target, owner, position, retired)
VALUES ('acme', 'PAY-1.2', 'PAY-1', 'Weekly active payers', 'number', 3900.0, 6000.0, 'U1', 0, NULL);
INSERT INTO round (workspace, week, opened, digested, closed)
VALUES ('acme', '2026-W46', 1794400000, 1794500000, 1794900000), ('acme', '2026-W47', 1795096800, NULL, NULL);
INSERT INTO ask (workspace, ask, week, team, person, due, estimate, outcome, settled)
VALUES ('acme', 'ask-1', '2026-W47', 'payments', 'U1', 1795096800, 1, 'answered', 1795097000), ('acme', 'ask-2', '2026-W47', 'payments', 'U3', 1795096800, 1, 'away', 1795097000), ('acme', 'ask-0', '2026-W46', 'payments', 'U1', 1794400000, 1, 'expired', 1794900000);
INSERT INTO check_in (workspace, ask, week, team, person, estimate, split, repeated, readings, results_asked, results_note, note, need, form_opened, sent, revision)
VALUES ('acme', 'ask-1', '2026-W47', 'payments', 'U1', 1, '{"fires":40,"new":60}', 0, '[{"key_result":"PAY-1.2","week":"2026-W47","value":4800.0,"confidence":7,"by":"U1"}]', 1, NULL, 'it''s "done"', NULL, 1795096950, 1795097000, 1);
INSERT INTO check_in_revision (workspace, ask, revision, body)
VALUES ('acme', 'ask-1', 1, '{"ask":"ask-1","week":"2026-W47","team":"payments","person":"U1","estimate":true,"split":{"fires":40,"new":60},"repeated":false,"readings":[{"key_result":"PAY-1.2","week":"2026-W47","value":4800.0,"confidence":7,"by":"U1"}],"results_asked":true,"results_note":null,"note":"it''s \"done\"","need":null,"form_opened":"2026-11-19T14:02:30Z","sent":"2026-11-19T14:03:20Z","revision":1}');
INSERT INTO reading (workspace, key_result, week, ask, value, confidence, person)
VALUES ('acme', 'PAY-1.2', '2026-W47', 'ask-1', 4800.0, 7, 'U1');
INSERT INTO roll_up (workspace, week, team, split, estimate, weight, available, asked, answered, repeated, seconds)
VALUES ('acme', '2026-W47', 'payments', '{"fires":40,"new":60}', 1, 0.5, 0.5, 1, 1, 0, 50);
INSERT INTO delivery (workspace, delivery, key, kind, follows, person, channel, state, due, attempts, attempted, begun, looks, wanted, sent_channel, sent_ts, tried_channel, error, owner, lease_ends, lease_length)
VALUES ('acme', 'd-1', 'ask:ask-1', 'post', NULL, 'U1', NULL, 'sent', 1795096800, 1, 1795096801, 0, 0, 1, 'D1', '1795096801.000100', 'D1', NULL, NULL, NULL, 60), ('acme', 'd-2', 'ask-edit:ask-1', 'edit', 'ask:ask-1', 'U1', NULL, 'pending', 1795097000, 0, NULL, 0, 0, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO pace (workspace, slot, free_ms) VALUES ('acme', 'C1', 1795096801000);
INSERT INTO hold (workspace, method, ends) VALUES ('acme', 'chat.postMessage', 1795096830);
INSERT INTO conversation (workspace, person, channel) VALUES ('acme', 'U1', 'D1');
INSERT INTO event (workspace, event, seen) VALUES ('acme', 'Ev1', 1795096800);
INSERT INTO heartbeat (workspace, beats) VALUES ('', 12);
