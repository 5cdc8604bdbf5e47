-- A team that an import brought in while a week was open.
UPDATE team SET known_since = 1794996000 WHERE workspace = 'acme' AND team = 'payments';
