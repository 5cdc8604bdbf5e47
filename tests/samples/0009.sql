-- What a digest said, and the fingerprint of what its head said.
INSERT INTO told (workspace, week, facts) VALUES ('acme', '2026-W47', '{"elective":58,"teams_in":1,"teams":1,"readings":{"PAY-1.2":4800.0}}');
UPDATE delivery SET said = '0123456789abcdef' WHERE workspace = 'acme' AND state = 'sent';
