-- An objective that was made in Slack and closed, a key result whose aim was changed, a reading that was revised.
UPDATE workspace SET results = '{"judging":{"on_track":85},"output_words":["ausliefern"]}' WHERE workspace = 'acme';
INSERT INTO objective (workspace, objective, title, accountable, quarter, position, retired, product, engineering, commitment, private, origin, version, closed, closed_by, score, cause, explanation, decision)
VALUES ('acme', 'SRC-2', 'The first page has the answer', 'U2', '2026-Q3', 1, NULL, 'U1', NULL, 'aspirational', 1, 'slack', 4, 1795000000, 'U2', 7, 'waited', 'the index came late', 'keep');
INSERT INTO objective_team (workspace, objective, team, position, retired) VALUES ('acme', 'SRC-2', 'payments', 0, NULL);
INSERT INTO key_result (workspace, key_result, objective, metric, unit, baseline, target, owner, position, retired, direction, curve, weight, outcome, kept, reason)
VALUES ('acme', 'SRC-2.1', 'SRC-2', 'Time to answer', 'duration', 12000.0, 60.0, 'U2', 0, NULL, 'decrease', 'late', 2.5, 'quality', NULL, 'the index came late');
INSERT INTO earlier_aim (workspace, key_result, position, until, person, reason, baseline, target, weight, curve, direction)
VALUES ('acme', 'SRC-2.1', 0, '2026-08-12', 'U2', 'the index came late', 12000.0, 30.0, 1.0, 'straight', 'decrease');
INSERT INTO reading (workspace, key_result, week, ask, value, confidence, person, note)
VALUES ('acme', 'SRC-2.1', '2026-W36', '', 90.5, 6, 'U2', 'after "the" move');
INSERT INTO reading_revision (workspace, key_result, week, revision, ask, value, confidence, note, person, sent)
VALUES ('acme', 'SRC-2.1', '2026-W36', 1, '', 95.0, 5, NULL, 'U2', 1794900000), ('acme', 'SRC-2.1', '2026-W36', 2, '', NULL, NULL, NULL, 'U2', 1794900100), ('acme', 'SRC-2.1', '2026-W36', 3, '', 90.5, 6, 'after "the" move', 'U2', 1794900200);
