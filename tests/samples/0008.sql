INSERT INTO request (workspace, request, ask, week, team, person, what, owner, needed_by, made, outcome, reply, ended_by, ended)
VALUES ('acme', 'ask-1', 'ask-1', '2026-W47', 'payments', 'U1', 'A week of a "database" engineer', 'U2', '2026-12-04', 1795096800, NULL, NULL, NULL, NULL), ('acme', 'ask-1.2', 'ask-1', '2026-W47', 'payments', 'U1', 'A desk', NULL, NULL, 1795096900, 'declined', 'no room', 'U2', 1795097000);
INSERT INTO question (workspace, question, week, team, person, body, asked, outcome, reply, reply_week, reply_ask, ended_by, ended)
VALUES ('acme', 'q-1', '2026-W46', 'payments', 'U2', 'Is the card-vault migration the reason?', 1795090000, 'answered', 'Yes, mostly.', '2026-W47', 'ask-1', 'U1', 1795096800);
INSERT INTO decision (workspace, decision, week, team, person, what, number, value, gives_way, until, recorded, ended_by, ended)
VALUES ('acme', 'd-1', '2026-W46', 'payments', 'U2', 'Two more on checkout', 'key-result:PAY-1.2', 4420.0, 'the new editor', '2026-12-11', 1795090000, NULL, NULL), ('acme', 'd-2', '2026-W46', 'payments', 'U2', 'Settle the vault', NULL, NULL, NULL, '2026-12-04', 1795090000, 'U2', 1795097000);
