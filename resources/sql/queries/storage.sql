-- What the parts of a workspace take up. Reads every page of the file once: for people who look,
-- not for timers.

-- name: storage.bytes
SELECT s.tbl_name, sum(d.pgsize)
FROM dbstat d JOIN sqlite_schema s ON s.name = d.name
WHERE d.aggregate = TRUE GROUP BY s.tbl_name

-- name: storage.spans
-- Rows, the oldest, and rows of the last day.
SELECT 'events', count(*), coalesce(min(last_ms), 0),
    coalesce(sum(last_ms >= :day_ms), 0) FROM event
UNION ALL
SELECT 'traffic_raw', count(*), coalesce(min(at_s), 0) * 1000,
    coalesce(sum(at_s >= :day_ms / 1000), 0) FROM traffic_raw
UNION ALL
SELECT 'traffic_hourly', count(*), coalesce(min(hour), 0) * 3600000,
    coalesce(sum(hour >= :day_ms / 3600000), 0) FROM traffic_hourly
UNION ALL
SELECT 'snapshots', count(*), coalesce(min(fetched_ms), 0),
    coalesce(sum(fetched_ms >= :day_ms), 0) FROM snapshot_history
UNION ALL
SELECT 'audit', count(*), coalesce(min(at), 0),
    coalesce(sum(at >= :day_ms), 0) FROM audit_logs
