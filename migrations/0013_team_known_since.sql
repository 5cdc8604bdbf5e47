-- Since when Headway knows a team: a week whose digest was planned before that is none of the team's. Teams that were
-- there before this was kept have been known all along.
ALTER TABLE team ADD COLUMN known_since BIGINT;
UPDATE team SET known_since = 0;
