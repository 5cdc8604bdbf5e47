-- Sent posts that are looked for once more are a handful among all that was ever sent.
CREATE INDEX delivery_to_look_for_again ON delivery (workspace, state, due) WHERE state = 'sent' AND looks > 0;
