-- name: snapshot_history.put
INSERT INTO snapshot_history (cluster_no, fetched_ms, body, is_gzip)
VALUES (:cluster, :fetched, :body, :gzip)
ON CONFLICT (cluster_no, fetched_ms) DO NOTHING

-- name: snapshot_history.at
-- The newest one that is not younger than the instant.
SELECT h.fetched_ms, h.body, h.is_gzip
FROM snapshot_history h JOIN clusters c ON c.cluster_no = h.cluster_no
WHERE c.cluster_uid = :uid AND h.fetched_ms <= :at
ORDER BY h.fetched_ms DESC LIMIT 1

-- name: snapshot_history.times
SELECT h.fetched_ms
FROM snapshot_history h JOIN clusters c ON c.cluster_no = h.cluster_no
WHERE c.cluster_uid = :uid AND h.fetched_ms >= :from AND h.fetched_ms < :to
ORDER BY h.fetched_ms

-- name: snapshot_history.oldest
SELECT coalesce(min(h.fetched_ms), 0)
FROM snapshot_history h JOIN clusters c ON c.cluster_no = h.cluster_no
WHERE c.cluster_uid = :uid

-- name: snapshot_history.thin
-- Keeps the first one of each span of `keep` milliseconds among those older than `before`.
DELETE FROM snapshot_history
WHERE (cluster_no, fetched_ms) IN (
    SELECT h.cluster_no, h.fetched_ms FROM snapshot_history h
    WHERE h.fetched_ms < :before AND EXISTS (
        SELECT 1 FROM snapshot_history e
        WHERE e.cluster_no = h.cluster_no AND e.fetched_ms < h.fetched_ms
            AND e.fetched_ms / :keep = h.fetched_ms / :keep)
    LIMIT :limit)

-- name: snapshot_history.expire
DELETE FROM snapshot_history
WHERE (cluster_no, fetched_ms) IN (
    SELECT cluster_no, fetched_ms FROM snapshot_history WHERE fetched_ms < :before LIMIT :limit)

-- name: snapshot_history.remove
DELETE FROM snapshot_history WHERE cluster_no = :cluster
