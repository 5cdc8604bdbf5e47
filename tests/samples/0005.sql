-- A workspace that refused charts.
INSERT INTO refused_shape (workspace, shape, ends) VALUES ('acme', 'native', 1795183200);
