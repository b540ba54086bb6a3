-- name: contact_gaps.put
-- Nothing for a cluster that is not known (any more). What the beginning of the record is stays.
INSERT INTO contact_gaps (cluster_no, sign, from_ms, until_ms)
SELECT cluster_no, :sign, :from, :until FROM clusters WHERE cluster_uid = :uid
ON CONFLICT (cluster_no, sign, from_ms) DO UPDATE SET until_ms = excluded.until_ms
WHERE contact_gaps.until_ms = 0

-- name: contact_gaps.end
UPDATE contact_gaps SET until_ms = :until
WHERE cluster_no = (SELECT cluster_no FROM clusters WHERE cluster_uid = :uid)
    AND sign = :sign AND until_ms = 0

-- name: contact_gaps.since
SELECT g.until_ms
FROM contact_gaps g JOIN clusters c ON c.cluster_no = g.cluster_no
WHERE c.cluster_uid = :uid AND g.sign = :sign AND g.from_ms = 0

-- name: contact_gaps.list
SELECT g.from_ms, g.until_ms
FROM contact_gaps g JOIN clusters c ON c.cluster_no = g.cluster_no
WHERE c.cluster_uid = :uid AND g.sign = :sign AND g.from_ms > 0 AND g.from_ms < :to
    AND (g.until_ms > :from OR g.until_ms = 0)
ORDER BY g.from_ms

-- name: contact_gaps.expire
DELETE FROM contact_gaps WHERE from_ms > 0 AND until_ms > 0 AND until_ms < :before

-- name: contact_gaps.remove
DELETE FROM contact_gaps WHERE cluster_no = :cluster
