-- How often a review looks back: 'monthly', 'quarterly' or 'off'.

ALTER TABLE workspace ADD COLUMN review TEXT NOT NULL DEFAULT 'monthly';
