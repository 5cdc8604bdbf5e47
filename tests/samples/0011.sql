-- A workspace that looks back on quarters alone.
UPDATE workspace SET review = 'quarterly' WHERE workspace = 'acme';
