-- What clusters looked like in the past: bodies of snapshots as received, one every few minutes of
-- the newest day and fewer the older they are, so that the console can be rewound.
CREATE TABLE snapshot_history (
    cluster_no INTEGER NOT NULL,
    fetched_ms INTEGER NOT NULL,
    body BLOB NOT NULL,
    is_gzip INTEGER NOT NULL,
    PRIMARY KEY (cluster_no, fetched_ms)
) STRICT;
