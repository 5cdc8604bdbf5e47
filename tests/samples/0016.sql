-- A week in which the close counted an answer that had waited.
INSERT INTO moved (workspace, week, team, mover, moved) VALUES ('acme', '2026-W46', 'payments', 'close', 1794900000);
