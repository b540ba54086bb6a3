-- {where} is composed from the fragments in filters.sql; {join} is event.join_object where one of
-- them looks at o, else nothing, so that covering indexes cover. {plus} as in filters.sql, but here
-- it keeps a selective list away from the time indexes.

-- name: event.join_object
LEFT JOIN object o ON o.id = e.object_id

-- name: event.keys
SELECT e.last_ms, e.id FROM event e {join}
WHERE ({plus}e.last_ms, {plus}e.id) < (:before_last, :before_id) AND {where}
ORDER BY {plus}e.last_ms DESC, {plus}e.id DESC LIMIT :limit

-- name: event.following
SELECT id FROM event INDEXED BY event_cluster_time
WHERE cluster_no = (SELECT cluster_no FROM clusters WHERE cluster_uid = :cluster)
    AND (last_ms, id) > (:last, :id) AND last_ms < :until
ORDER BY last_ms, id LIMIT :limit

-- name: event.index
SELECT e.last_ms, e.id, e.type FROM event e {join} WHERE {where}

-- name: event.index_all
SELECT last_ms, id, type FROM event INDEXED BY event_time ORDER BY last_ms DESC, id DESC

-- name: event.times
SELECT e.cluster_no, e.last_ms, e.type FROM event e {join}
WHERE {where}

-- name: event.count
SELECT count(*), coalesce(sum(e.type), 0) FROM event e {join}
WHERE {where}

-- name: event.matches
SELECT count(*) FROM event e {join} WHERE {where}

-- name: event.began_first
SELECT e.id FROM event e {join} WHERE {where} ORDER BY e.first_ms, e.id LIMIT 1

-- name: event.count_by_reason
SELECT (SELECT text FROM word WHERE id = g.value), g.events FROM (
    SELECT e.reason_id AS value, count(*) AS events FROM event e {join} WHERE {where}
    GROUP BY e.reason_id) g

-- name: event.count_by_kind
SELECT (SELECT text FROM word WHERE id = g.value), g.events FROM (
    SELECT e.kind_id AS value, count(*) AS events FROM event e {join} WHERE {where}
    GROUP BY e.kind_id) g

-- name: event.count_by_namespace
SELECT (SELECT text FROM word WHERE id = g.value), g.events FROM (
    SELECT e.ns_id AS value, count(*) AS events FROM event e {join} WHERE {where}
    GROUP BY e.ns_id) g

-- name: event.count_by_node
SELECT (SELECT text FROM word WHERE id = g.value), g.events FROM (
    SELECT e.host_id AS value, count(*) AS events FROM event e {join} WHERE {where}
    GROUP BY e.host_id) g

-- name: event.count_by_source
SELECT (SELECT text FROM word WHERE id = g.value), g.events FROM (
    SELECT e.component_id AS value, count(*) AS events FROM event e {join} WHERE {where}
    GROUP BY e.component_id) g

-- name: event.count_by_type
SELECT CASE e.type WHEN 1 THEN 'Warning' ELSE 'Normal' END, count(*) FROM event e {join}
WHERE {where} GROUP BY e.type

-- name: event.count_by_cluster
SELECT (SELECT cluster_uid FROM clusters WHERE cluster_no = g.value), g.events FROM (
    SELECT e.cluster_no AS value, count(*) AS events FROM event e {join} WHERE {where}
    GROUP BY e.cluster_no) g

-- name: event.row
SELECT e.id, c.cluster_uid, e.uid, e.type, r.text, e.message, sc.text, sh.text, k.text, ns.text,
    o.name, e.involved_uid, e.name, coalesce(en.text, ns.text), e.first_ms, e.last_ms, e.count,
    e.count_is_minimum
FROM event e
JOIN clusters c ON c.cluster_no = e.cluster_no
JOIN object o ON o.id = e.object_id
JOIN word r ON r.id = e.reason_id
JOIN word k ON k.id = e.kind_id
JOIN word ns ON ns.id = e.ns_id
JOIN word sc ON sc.id = e.component_id
JOIN word sh ON sh.id = e.host_id
LEFT JOIN word en ON en.id = e.event_ns_id
WHERE e.id = :id

-- name: event.id_of_uid
SELECT id FROM event WHERE uid = pack_uid(:uid)
    AND cluster_no = (SELECT cluster_no FROM clusters WHERE cluster_uid = :cluster)

-- name: event.state
SELECT state FROM event_state WHERE event_id = :id

-- name: event.oldest
SELECT coalesce((SELECT last_ms FROM event ORDER BY last_ms LIMIT 1), 0)

-- name: event.oldest_of_cluster
SELECT coalesce((SELECT last_ms FROM event
    WHERE cluster_no = (SELECT cluster_no FROM clusters WHERE cluster_uid = :cluster)
    ORDER BY last_ms LIMIT 1), 0)

-- name: event.oldest_of_each
SELECT c.cluster_uid, coalesce((SELECT e.last_ms FROM event e INDEXED BY event_cluster_time
    WHERE e.cluster_no = c.cluster_no ORDER BY e.last_ms LIMIT 1), 0)
FROM clusters c

-- name: event.oldest_normal
-- Walks past the Warnings that are older.
SELECT coalesce((SELECT last_ms FROM event INDEXED BY event_cluster_time
    WHERE cluster_no = (SELECT cluster_no FROM clusters WHERE cluster_uid = :cluster)
        AND type = 0 AND last_ms >= :from
    ORDER BY last_ms LIMIT 1), 0)

-- name: event.total
SELECT count(*) FROM event

-- name: text.indexed_to
SELECT value FROM store_state WHERE key = 'text_indexed_to'

-- name: values.word
SELECT w.text, t.events FROM (
    SELECT {column} AS id, count(*) AS events FROM event e GROUP BY {column}) t
JOIN word w ON w.id = t.id
WHERE w.text <> '' AND starts_with_ci(w.text, :prefix)
ORDER BY t.events DESC, w.text LIMIT :limit

-- name: values.cluster
SELECT c.cluster_uid, count(e.id) FROM clusters c LEFT JOIN event e ON e.cluster_no = c.cluster_no
WHERE starts_with_ci(c.cluster_uid, :prefix)
GROUP BY c.cluster_no ORDER BY 2 DESC, 1 LIMIT :limit

-- name: values.name
SELECT o.name, sum((SELECT count(*) FROM event e WHERE e.object_id = o.id)) AS events
FROM object o WHERE starts_with_ci(o.name, :prefix)
GROUP BY o.name HAVING events > 0 ORDER BY events DESC, o.name LIMIT :limit

-- name: values.type
SELECT CASE type WHEN 1 THEN 'Warning' ELSE 'Normal' END AS name, count(*) AS events FROM event
WHERE starts_with_ci(CASE type WHEN 1 THEN 'Warning' ELSE 'Normal' END, :prefix)
GROUP BY type ORDER BY events DESC LIMIT :limit

-- name: text.last_event
SELECT coalesce(max(id), 0) FROM event
