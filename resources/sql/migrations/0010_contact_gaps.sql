-- When agents were not heard of for longer than they may be late, so that rules about absence can
-- be looked back at: what is kept of states is too far apart for that. One row a gap and sign of
-- life (0: heartbeats, 1: snapshots). The row whose gap begins at 0 says since when gaps are
-- written down; 0 as the end: it goes on.
CREATE TABLE contact_gaps (
    cluster_no INTEGER NOT NULL,
    sign INTEGER NOT NULL,
    from_ms INTEGER NOT NULL,
    until_ms INTEGER NOT NULL,
    PRIMARY KEY (cluster_no, sign, from_ms)
) STRICT, WITHOUT ROWID;
