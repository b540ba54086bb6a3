-- name: event.insert
INSERT INTO event (cluster_no, uid, type, reason_id, kind_id, ns_id, object_id, component_id,
    host_id, last_ms, first_ms, count, count_is_minimum, involved_uid, name, event_ns_id, message,
    created_at, updated_at)
VALUES (:cluster, :uid, :type, :reason, :kind, :ns, :object, :component,
    :host, :last, :first, :count, :minimum, :involved_uid, :name, :event_ns, :message,
    :created_at, :updated_at)
ON CONFLICT (cluster_no, uid) DO NOTHING

-- name: event.stored
SELECT e.id, e.type, r.text, c.text, h.text, e.last_ms, e.first_ms, e.count, e.count_is_minimum,
    e.message
FROM event e
JOIN word r ON r.id = e.reason_id
JOIN word c ON c.id = e.component_id
JOIN word h ON h.id = e.host_id
WHERE e.cluster_no = :cluster AND e.uid = :uid

-- name: event.update
UPDATE event SET type = :type, reason_id = :reason, component_id = :component, host_id = :host,
    last_ms = :last, first_ms = :first, count = :count, count_is_minimum = :minimum,
    message = :message, updated_at = :at
WHERE id = :id

-- name: event.insert_state
INSERT INTO event_state (event_id, state, created_at) VALUES (:event, :state, :at)
ON CONFLICT (event_id) DO NOTHING

-- name: event.known
-- What may still appear in snapshots, newest first.
SELECT c.cluster_uid, e.uid, e.last_ms, e.first_ms, e.count, e.count_is_minimum, h.text, e.message
FROM event e
JOIN clusters c ON c.cluster_no = e.cluster_no
JOIN word h ON h.id = e.host_id
WHERE e.last_ms >= :since
ORDER BY e.last_ms DESC
LIMIT :limit

-- name: event.newest
SELECT coalesce(max(last_ms), 0) FROM event

-- name: text.insert
INSERT INTO event_text (rowid, body) VALUES (:id, :reason || ' ' || :message)

-- name: text.delete
INSERT INTO event_text (event_text, rowid, body) VALUES ('delete', :id, :reason || ' ' || :message)

-- name: text.next
SELECT e.id, r.text, e.message FROM event e JOIN word r ON r.id = e.reason_id
WHERE e.id > :after ORDER BY e.id LIMIT :limit

-- name: sweep.clusters
SELECT cluster_no FROM clusters ORDER BY cluster_no

-- name: sweep.total
SELECT count(*) FROM event

-- name: sweep.cluster_total
SELECT count(*) FROM event WHERE cluster_no = :cluster

-- name: sweep.newest_arrival
SELECT coalesce((SELECT created_at FROM event ORDER BY id DESC LIMIT 1), 0)

-- name: sweep.oldest_before
SELECT e.id, r.text, e.message, e.last_ms, e.object_id
FROM event e INDEXED BY event_cluster_time
JOIN word r ON r.id = e.reason_id
WHERE e.cluster_no = :cluster AND e.type = :type
    AND e.last_ms >= :from AND e.last_ms < :before
ORDER BY e.last_ms, e.id LIMIT :limit

-- name: sweep.of_cluster
SELECT e.id, r.text, e.message, e.last_ms, e.object_id
FROM event e JOIN word r ON r.id = e.reason_id
WHERE e.cluster_no = :cluster LIMIT :limit

-- name: event.delete
DELETE FROM event WHERE id = :id

-- name: event.delete_state
DELETE FROM event_state WHERE event_id = :id
