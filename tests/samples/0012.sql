-- A key result that was retired in Slack, and somebody who is asked for results alone and was away.
INSERT INTO key_result (workspace, key_result, objective, metric, unit, baseline, target, owner, position, retired, direction, curve, weight, outcome, kept, reason, retired_by, retired_reason)
VALUES ('acme', 'SRC-2.2', 'SRC-2', 'Searches without an answer', 'percent', 12.0, 4.0, 'U2', 1, 1795000000, 'decrease', 'straight', 1.0, NULL, NULL, NULL, 'U2', 'the log was "switched off"');
INSERT INTO results_away (workspace, week, person, noted) VALUES ('acme', '2026-W47', 'U2', 1795000000);
