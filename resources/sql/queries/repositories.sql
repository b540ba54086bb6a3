-- name: clusters.list
SELECT c.cluster_uid, c.name, c.description, c.environment, c.last_heartbeat, c.last_snapshot,
    c.last_increment, coalesce(s.received_at, 0), coalesce(s.is_gzip, 0)
FROM clusters c LEFT JOIN cluster_snapshot s ON s.cluster_no = c.cluster_no
ORDER BY c.cluster_uid

-- name: clusters.snapshot_body
SELECT s.body FROM cluster_snapshot s JOIN clusters c ON c.cluster_no = s.cluster_no
WHERE c.cluster_uid = :uid

-- name: clusters.touch
UPDATE clusters SET last_heartbeat = max(last_heartbeat, :heartbeat),
    last_snapshot = max(last_snapshot, :snapshot), last_increment = max(last_increment, :increment)
WHERE cluster_no = :cluster

-- name: clusters.set_snapshot
-- An older snapshot that arrives late replaces nothing.
INSERT INTO cluster_snapshot (cluster_no, body, is_gzip, received_at)
VALUES (:cluster, :body, :gzip, :received)
ON CONFLICT (cluster_no) DO UPDATE SET body = excluded.body, is_gzip = excluded.is_gzip,
    received_at = excluded.received_at
WHERE excluded.received_at >= cluster_snapshot.received_at

-- name: clusters.rename
UPDATE clusters SET name = :name, description = :description, environment = :environment,
    updated_at = :at
WHERE cluster_uid = :uid

-- name: clusters.remove
DELETE FROM clusters WHERE cluster_no = :cluster

-- name: clusters.remove_snapshot
DELETE FROM cluster_snapshot WHERE cluster_no = :cluster

-- name: clusters.remove_objects
DELETE FROM object WHERE cluster_no = :cluster

-- name: command.insert
INSERT INTO command_history (command_id, cluster_id, source, user_id, action, target_kind,
    target_namespace, target_name, params, created_at, status, attempts, started_at, finished_at,
    result, error_message, late, duration_ms, reason)
VALUES (:id, :cluster, :source, :user, :action, :kind, :ns, :name, :params, :created_at, :status,
    :attempts, :started_at, :finished_at, :result, :error, :late, :duration, :reason)

-- name: command.update
UPDATE command_history SET status = :status, attempts = :attempts, started_at = :started_at,
    finished_at = :finished_at, result = :result, error_message = :error, late = :late,
    duration_ms = :duration
WHERE command_id = :id

-- name: command.set_reason
UPDATE command_history SET reason = :reason WHERE command_id = :id

-- name: command.columns
SELECT command_id, cluster_id, source, user_id, action, target_kind, target_namespace, target_name,
    params, created_at, status, attempts, started_at, finished_at, result, error_message, late,
    reason
FROM command_history {rest}

-- name: command.list
WHERE created_at < :before ORDER BY created_at DESC, id DESC LIMIT :limit

-- name: command.list_of_cluster
WHERE created_at < :before AND cluster_id = :cluster
ORDER BY created_at DESC, id DESC LIMIT :limit

-- name: command.matching
-- Absent conditions are empty.
WHERE created_at >= :from AND created_at < :to AND (:cluster = '' OR cluster_id = :cluster)
    AND (:id = '' OR command_id = :id) AND (:action = '' OR action = :action)
    AND (:kind = '' OR target_kind = :kind) AND (:ns = '' OR target_namespace = :ns)
    AND (:name = '' OR target_name = :name) AND (:by = '' OR user_id = :by)
    AND (:source = '' OR source = :source)
ORDER BY created_at DESC, id DESC LIMIT :limit

-- name: command.one
WHERE command_id = :id

-- name: command.open
WHERE status IN ('pending', 'delivering', 'running') ORDER BY created_at, id

-- name: setting.get
SELECT value FROM settings WHERE key = :key

-- name: setting.set
INSERT INTO settings (key, value, updated_at, updated_by) VALUES (:key, :value, :at, :by)
ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at,
    updated_by = excluded.updated_by
