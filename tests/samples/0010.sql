INSERT INTO subscription (workspace, person, since) VALUES ('acme', 'U7', 1795096800);
INSERT INTO told_everyone (workspace, week, page, print, version, changed, reached, seen) VALUES ('acme', '2026-W47', 0, 'a1', 1, 1795190400, 0, 2);
INSERT INTO told_everyone (workspace, week, page, print, version, changed, reached, seen) VALUES ('acme', '2026-W47', 1, 'b2', 0, 1795186800, 0, 0);
