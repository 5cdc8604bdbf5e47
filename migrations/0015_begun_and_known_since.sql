-- When an iteration was begun, to the second: what its key result stood at then is told beside its result. Where it was
-- not kept, the beginning of the day is taken. And since when Headway knows a key result: its silence counts from then.
-- Those that were there before this was kept have been known all along.
ALTER TABLE iteration ADD COLUMN begun BIGINT;
ALTER TABLE key_result ADD COLUMN known_since BIGINT;
UPDATE key_result SET known_since = 0;
