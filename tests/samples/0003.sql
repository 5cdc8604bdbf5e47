-- Marks that changed, a member who went to half time, a total that waits for a second late answer, a settled week.
INSERT INTO category_marks (workspace, category, until_week, elective, purpose)
VALUES ('acme', 'new', '2026-W46', 1, 'tune-up');
INSERT INTO member_stay (workspace, team, person, from_day, until_day, role, share)
VALUES ('acme', 'payments', 'U3', '2026-11-02', '2026-11-17', 'member', 1.0);
INSERT INTO published (workspace, week, team, answers)
VALUES ('acme', '2026-W47', 'payments', '[{"ask":"ask-1","split":{"fires":40,"new":60},"weight":0.5,"repeated":false}]');
INSERT INTO team_week (workspace, week, team, people, enough)
VALUES ('acme', '2026-W46', 'payments', '{"U1":{"there":0.5,"whole":0.5}}', 3);
INSERT INTO roll_up (workspace, week, team, split, estimate, weight, available, asked, answered, repeated, seconds, counted, strength, folded)
VALUES ('acme', '2026-W20', 'payments', '{"fires":40,"new":60}', 0, 3.0, 3.5, 4, 3, 0, 150, 3, 4.0, 1);
