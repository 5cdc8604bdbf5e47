-- A key result that was retired in Slack, and two who are asked for results alone, of whom one is away.
INSERT INTO key_result (workspace, key_result, objective, metric, unit, baseline, target, owner, position, retired, direction, curve, weight, outcome, kept, reason, retired_by, retired_reason)
VALUES ('acme', 'SRC-2.2', 'SRC-2', 'Searches without an answer', 'percent', 12.0, 4.0, 'U2', 1, 1795000000, 'decrease', 'straight', 1.0, NULL, NULL, NULL, 'U2', 'the log was "switched off"');
INSERT INTO results_ask (workspace, week, person, made, away) VALUES ('acme', '2026-W47', 'U1', 1795000000, NULL), ('acme', '2026-W47', 'U2', 1795000000, 1795003600);
