-- An iteration and a key result whose beginnings are kept.
UPDATE iteration SET begun = 1795096800 WHERE workspace = 'acme' AND iteration = 'it-2';
UPDATE key_result SET known_since = 1794996000 WHERE workspace = 'acme' AND key_result = 'PAY-1.2';
