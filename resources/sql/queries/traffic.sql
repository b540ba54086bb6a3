-- The SLO tables. Writers use numbers from core/store/traffic_dictionary.h; readers resolve them
-- once for each answer.

-- name: traffic.cluster_number
SELECT cluster_no FROM clusters WHERE cluster_uid = :uid

-- name: traffic.find_bounds
SELECT id FROM bucket_bounds WHERE bounds = :bounds

-- name: traffic.insert_bounds
INSERT INTO bucket_bounds (bounds) VALUES (:bounds)

-- name: traffic.bounds
SELECT bounds FROM bucket_bounds WHERE id = :id

-- name: traffic.word
SELECT text FROM word WHERE id = :id

-- name: traffic.find_series
SELECT id, first_ms FROM traffic_series
WHERE cluster_no = :cluster AND kind = :kind AND ns_id = :ns AND name_id = :name
    AND target_ns_id = :target_ns AND target_name_id = :target_name

-- name: traffic.insert_series
INSERT INTO traffic_series
    (cluster_no, kind, ns_id, name_id, target_ns_id, target_name_id, first_ms)
VALUES (:cluster, :kind, :ns, :name, :target_ns, :target_name, :first)

-- name: traffic.move_first_seen
UPDATE traffic_series SET first_ms = :first WHERE id = :id

-- name: traffic.series
SELECT s.id, ns.text, n.text, tns.text, t.text, s.first_ms FROM traffic_series s
JOIN word ns ON ns.id = s.ns_id
JOIN word n ON n.id = s.name_id
JOIN word tns ON tns.id = s.target_ns_id
JOIN word t ON t.id = s.target_name_id
WHERE s.cluster_no = :cluster AND s.kind = :kind

-- name: traffic.series_of_names
SELECT s.id FROM traffic_series s
WHERE s.cluster_no = :cluster AND s.kind = :kind
    AND s.ns_id = (SELECT id FROM word WHERE text = :ns)
    AND s.name_id = (SELECT id FROM word WHERE text = :name)
    AND s.target_ns_id = (SELECT id FROM word WHERE text = :target_ns)
    AND s.target_name_id = (SELECT id FROM word WHERE text = :target_name)

-- name: traffic.insert_raw
INSERT INTO traffic_raw (cluster_no, kind, at_s, series_id, data)
VALUES (:cluster, :kind, :at, :series, :data)
ON CONFLICT DO NOTHING

-- name: traffic.replace_raw
REPLACE INTO traffic_raw (cluster_no, kind, at_s, series_id, data)
VALUES (:cluster, :kind, :at, :series, :data)

-- name: traffic.replace_hourly
REPLACE INTO traffic_hourly (cluster_no, kind, hour, series_id, data)
VALUES (:cluster, :kind, :hour, :series, :data)

-- name: traffic.raw_row
SELECT series_id, at_s, data FROM traffic_raw
WHERE cluster_no = :cluster AND kind = :kind AND at_s = :at AND series_id = :series

-- name: traffic.hourly_row
SELECT series_id, hour, data FROM traffic_hourly
WHERE cluster_no = :cluster AND kind = :kind AND hour = :hour AND series_id = :series

-- name: traffic.raw_rows
SELECT series_id, at_s, data FROM traffic_raw
WHERE cluster_no = :cluster AND kind = :kind AND at_s >= :from AND at_s < :to

-- name: traffic.raw_rows_of_series
-- One row of thousands at each instant: jumps from instant to instant of the ingest log.
SELECT r.series_id, r.at_s, r.data
FROM (SELECT DISTINCT at_s FROM ingest_log
    WHERE cluster_no = :cluster AND at_s >= :from AND at_s < :to) l
CROSS JOIN traffic_raw r ON r.cluster_no = :cluster AND r.kind = :kind AND r.at_s = l.at_s
    AND r.series_id = :series

-- name: traffic.hourly_rows
SELECT series_id, hour, data FROM traffic_hourly
WHERE cluster_no = :cluster AND kind = :kind AND hour >= :from AND hour < :to

-- name: traffic.hourly_rows_of_series
SELECT r.series_id, r.hour, r.data
FROM traffic_hour l
CROSS JOIN traffic_hourly r ON r.cluster_no = :cluster AND r.kind = :kind AND r.hour = l.hour
    AND r.series_id = :series
WHERE l.cluster_no = :cluster AND l.hour >= :from AND l.hour < :to

-- name: traffic.last_raw
SELECT series_id, max(at_s) FROM traffic_raw
WHERE cluster_no = :cluster AND kind = :kind AND at_s >= :from AND at_s < :to
    AND traffic_number(data, 'requests') > 0
GROUP BY series_id

-- name: traffic.last_hourly
SELECT series_id, max(hour) FROM traffic_hourly
WHERE cluster_no = :cluster AND kind = :kind AND hour >= :from AND hour < :to
    AND traffic_number(data, 'requests') > 0
GROUP BY series_id

-- name: traffic.hour
SELECT state, covered_ms FROM traffic_hour WHERE cluster_no = :cluster AND hour = :hour

-- name: traffic.hours
SELECT hour, state, covered_ms FROM traffic_hour
WHERE cluster_no = :cluster AND hour >= :from AND hour < :to
ORDER BY hour

-- name: traffic.open_hours
SELECT cluster_no, hour FROM traffic_hour INDEXED BY traffic_hour_open WHERE state = 0
ORDER BY hour, cluster_no

-- name: traffic.reopen_hour
INSERT INTO traffic_hour (cluster_no, hour, state, covered_ms, written_at)
VALUES (:cluster, :hour, 0, 0, 0)
ON CONFLICT DO UPDATE SET state = 0 WHERE state = 1

-- name: traffic.set_hour
INSERT INTO traffic_hour (cluster_no, hour, state, covered_ms, written_at)
VALUES (:cluster, :hour, :state, :covered, :at)
ON CONFLICT DO UPDATE SET state = excluded.state, covered_ms = excluded.covered_ms,
    written_at = excluded.written_at

-- name: traffic.oldest_hour
SELECT coalesce(min(hour), 0) FROM traffic_hour WHERE cluster_no = :cluster

-- name: traffic.find_boot
SELECT id FROM ingest_boot WHERE cluster_no = :cluster AND boot_id = :boot

-- name: traffic.insert_boot
INSERT INTO ingest_boot (cluster_no, boot_id) VALUES (:cluster, :boot)

-- name: traffic.log
INSERT INTO ingest_log (cluster_no, at_s, boot_no, seq, interval_ms, received_ms, services, edges,
    ingress, hour_only)
VALUES (:cluster, :at, :boot, :seq, :interval, :received, :services, :edges, :ingress, :hour_only)
ON CONFLICT DO NOTHING

-- name: traffic.logged_before
-- The end of the interval before one that does not tell its length.
SELECT coalesce(max(at_s), 0) FROM ingest_log
WHERE cluster_no = :cluster AND at_s < :at AND at_s >= :at - 300 AND boot_no = :boot

-- name: traffic.intervals
SELECT at_s, interval_ms, boot_no, seq FROM ingest_log
WHERE cluster_no = :cluster AND at_s > :from AND at_s <= :to
ORDER BY at_s, boot_no, seq

-- name: traffic.arrivals
SELECT at_s, received_ms, boot_no FROM ingest_log
WHERE cluster_no = :cluster AND at_s >= :from AND at_s < :to
ORDER BY at_s

-- name: traffic.losses
SELECT boot_id, before, seq - before - 1, at_s FROM (
    SELECT b.boot_id, l.seq, l.at_s,
        lag(l.seq) OVER (PARTITION BY l.boot_no ORDER BY l.seq) AS before
    FROM ingest_log l JOIN ingest_boot b ON b.id = l.boot_no
    WHERE l.cluster_no = :cluster AND l.at_s >= :from AND l.at_s < :to)
WHERE seq > before + 1
ORDER BY at_s, boot_id

-- name: traffic.raw_clusters
SELECT cluster_no FROM clusters ORDER BY cluster_no

-- name: traffic.oldest_raw
SELECT at_s FROM traffic_raw WHERE cluster_no = :cluster AND kind = :kind AND at_s >= :from
ORDER BY at_s LIMIT 1

-- name: traffic.cut_hours
-- In which a maintenance that uses up no budget begins or ends.
SELECT DISTINCT at / 3600000 FROM (
    SELECT from_at AS at FROM alert_silences WHERE excludes_budget = 1 AND until_at > 0
    UNION ALL SELECT iif(ended_at > 0, min(until_at, ended_at), until_at)
        FROM alert_silences WHERE excludes_budget = 1 AND until_at > 0)
WHERE at % 3600000 > 0

-- name: traffic.raw_slice_end
SELECT at_s, series_id FROM traffic_raw
WHERE cluster_no = :cluster AND kind = :kind AND at_s >= :from AND at_s < :to
ORDER BY at_s, series_id LIMIT 1 OFFSET :count

-- name: traffic.delete_raw
DELETE FROM traffic_raw WHERE cluster_no = :cluster AND kind = :kind AND at_s >= :from
    AND (at_s, series_id) < (:to, :series)

-- name: traffic.hourly_slice_end
SELECT hour, series_id FROM traffic_hourly
WHERE cluster_no = :cluster AND kind = :kind AND hour < :to
ORDER BY hour, series_id LIMIT 1 OFFSET :count

-- name: traffic.delete_hourly
DELETE FROM traffic_hourly WHERE cluster_no = :cluster AND kind = :kind
    AND (hour, series_id) < (:to, :series)

-- name: traffic.delete_hours
-- An hour goes when it is closed and older than the hourly rows.
DELETE FROM traffic_hour WHERE cluster_no = :cluster AND hour < :to AND state = 2

-- name: traffic.delete_log
-- Hours in which maintenance begins or ends keep theirs, and the next ones, which reach back.
DELETE FROM ingest_log WHERE (cluster_no, at_s, boot_no, seq) IN (
    SELECT l.cluster_no, l.at_s, l.boot_no, l.seq FROM ingest_log l
    JOIN traffic_hour h ON h.cluster_no = l.cluster_no AND h.hour = (l.at_s - 1) / 3600
    WHERE l.cluster_no = :cluster AND l.at_s < :before AND h.state > 0
        AND (l.hour_only = 0 OR l.at_s < :before_hour_only)
        AND (l.at_s < :before_hour_only OR h.hour NOT IN (
            SELECT c.at / 3600000 + k.later FROM (SELECT from_at AS at FROM alert_silences
                    WHERE excludes_budget = 1 AND until_at > 0
                UNION ALL SELECT iif(ended_at > 0, min(until_at, ended_at), until_at)
                    FROM alert_silences WHERE excludes_budget = 1 AND until_at > 0) c,
                (SELECT 0 AS later UNION ALL SELECT 1) k
            WHERE c.at % 3600000 > 0))
    ORDER BY l.at_s LIMIT :limit)

-- name: traffic.delete_orphaned_log
-- Behind the hourly rows and their hours.
DELETE FROM ingest_log WHERE cluster_no = :cluster AND at_s < :before AND NOT EXISTS (
    SELECT 1 FROM traffic_hour h WHERE h.cluster_no = ingest_log.cluster_no
        AND h.hour = (ingest_log.at_s - 1) / 3600)

-- name: traffic.delete_boots
DELETE FROM ingest_boot WHERE cluster_no = :cluster
    AND id NOT IN (SELECT boot_no FROM ingest_log WHERE cluster_no = :cluster)

-- name: traffic.delete_status_changes
DELETE FROM slo_status_history WHERE id IN (
    SELECT id FROM slo_status_history WHERE changed_at < :before ORDER BY changed_at LIMIT :limit)

-- name: traffic.logged_rows
SELECT coalesce(sum(services + edges + ingress), 0) FROM ingest_log WHERE hour_only = 0

-- name: traffic.hourly_total
SELECT count(*) FROM traffic_hourly

-- name: traffic.newest_arrival
SELECT coalesce(max(received_ms), 0) FROM ingest_log

-- name: traffic.remove_raw
DELETE FROM traffic_raw WHERE cluster_no = :cluster

-- name: traffic.remove_hourly
DELETE FROM traffic_hourly WHERE cluster_no = :cluster

-- name: traffic.remove_hours
DELETE FROM traffic_hour WHERE cluster_no = :cluster

-- name: traffic.remove_log
DELETE FROM ingest_log WHERE cluster_no = :cluster

-- name: traffic.remove_boots
DELETE FROM ingest_boot WHERE cluster_no = :cluster

-- name: traffic.remove_series
DELETE FROM traffic_series WHERE cluster_no = :cluster

-- name: traffic.remove_routes
DELETE FROM traffic_route WHERE cluster_no = :cluster

-- name: traffic.remove_edges
DELETE FROM temporal_edge WHERE cluster_no = :cluster

-- name: traffic.put_route
-- Written only when it says something new; that it is still there is news every five minutes.
INSERT INTO traffic_route (cluster_no, domain, path_prefix, ingress_name, namespace, tls,
    service_key, service_name, service_port, is_approximate, last_seen, active, created_at,
    updated_at)
VALUES (:cluster, :domain, :path, :name, :ns, :tls, :key, :service, :port, :approximate, :seen, 1,
    :now, :now)
ON CONFLICT (cluster_no, domain, path_prefix) DO UPDATE SET ingress_name = excluded.ingress_name,
    namespace = excluded.namespace, tls = excluded.tls, service_key = excluded.service_key,
    service_name = excluded.service_name, service_port = excluded.service_port,
    is_approximate = excluded.is_approximate, last_seen = excluded.last_seen, active = 1,
    updated_at = excluded.updated_at
WHERE excluded.last_seen >= last_seen + 300000 OR excluded.last_seen >= last_seen
    AND (ingress_name, namespace, tls, service_key, service_name, service_port, is_approximate,
        active) IS NOT (excluded.ingress_name, excluded.namespace, excluded.tls,
        excluded.service_key, excluded.service_name, excluded.service_port,
        excluded.is_approximate, 1)

-- name: traffic.routes
SELECT ingress_name, namespace, domain, path_prefix, service_key, service_name, service_port, tls,
    is_approximate
FROM traffic_route
WHERE cluster_no = (SELECT cluster_no FROM clusters WHERE cluster_uid = :cluster) AND active = 1
ORDER BY domain, path_prefix

-- name: traffic.hide_routes
-- By the newest increments of the cluster: an agent that is away proves nothing about routes.
UPDATE traffic_route SET active = 0 WHERE active = 1 AND last_seen < min(:now,
    (SELECT coalesce(max(l.at_s), 0) * 1000 FROM ingest_log l
        WHERE l.cluster_no = traffic_route.cluster_no)) - 86400000

-- name: traffic.delete_routes
DELETE FROM traffic_route WHERE last_seen < min(:now,
    (SELECT coalesce(max(l.at_s), 0) * 1000 FROM ingest_log l
        WHERE l.cluster_no = traffic_route.cluster_no)) - 604800000

-- name: traffic.targets
SELECT id, cluster_id, target_type, host, time_range, availability_target, p95_latency_target,
    created_at, updated_at
FROM slo_targets WHERE cluster_id = :cluster
ORDER BY target_type, host, time_range

-- name: traffic.target
SELECT id, cluster_id, target_type, host, time_range, availability_target, p95_latency_target,
    created_at, updated_at
FROM slo_targets
WHERE cluster_id = :cluster AND target_type = :type AND host = :host AND time_range = :window

-- name: traffic.put_target
INSERT INTO slo_targets (cluster_id, target_type, host, time_range, availability_target,
    p95_latency_target, created_at, updated_at)
VALUES (:cluster, :type, :host, :window, :availability, :latency, :now, :now)
ON CONFLICT (cluster_id, target_type, host, time_range) DO UPDATE SET
    availability_target = excluded.availability_target,
    p95_latency_target = excluded.p95_latency_target, updated_at = excluded.updated_at

-- name: traffic.remove_target
DELETE FROM slo_targets
WHERE cluster_id = :cluster AND target_type = :type AND host = :host AND time_range = :window

-- name: traffic.insert_status_change
INSERT INTO slo_status_history (cluster_id, target_type, host, time_range, old_status, new_status,
    availability, p95_latency, error_budget_remaining, changed_at)
VALUES (:cluster, :type, :host, :window, :old, :new, :availability, :latency, :budget, :at)

-- name: traffic.status_history
SELECT id, cluster_id, target_type, host, time_range, old_status, new_status, availability,
    p95_latency, error_budget_remaining, changed_at
FROM slo_status_history
WHERE cluster_id = :cluster AND (:host = '' OR host = :host) AND id < :before
    AND changed_at >= :from AND changed_at < :to
ORDER BY id DESC LIMIT :limit

-- name: traffic.edges
SELECT e.id, sn.text, s.text, dn.text, d.text, r.text, o.text, e.valid_from, e.valid_to, e.props,
    e.closed_reason
FROM temporal_edge e
JOIN word sn ON sn.id = e.src_ns_id
JOIN word s ON s.id = e.src_name_id
JOIN word dn ON dn.id = e.dst_ns_id
JOIN word d ON d.id = e.dst_name_id
JOIN word r ON r.id = e.relation_id
JOIN word o ON o.id = e.source_id
WHERE e.cluster_no = (SELECT cluster_no FROM clusters WHERE cluster_uid = :cluster) AND {rest}
ORDER BY e.valid_from, e.id

-- name: traffic.edges_open
e.valid_to IS NULL AND e.source_id = (SELECT id FROM word WHERE text = :source)

-- name: traffic.edges_within
e.valid_from < :to AND (e.valid_to IS NULL OR e.valid_to > :from)

-- name: traffic.insert_edge
INSERT INTO temporal_edge (cluster_no, src_ns_id, src_name_id, dst_ns_id, dst_name_id, relation_id,
    source_id, valid_from, props, closed_reason)
VALUES (:cluster, :src_ns, :src, :dst_ns, :dst, :relation, :source, :from, :props, '')

-- name: traffic.close_edge
UPDATE temporal_edge SET valid_to = :to, closed_reason = :reason
WHERE cluster_no = :cluster AND src_ns_id = :src_ns AND src_name_id = :src
    AND dst_ns_id = :dst_ns AND dst_name_id = :dst AND relation_id = :relation
    AND source_id = :source AND valid_to IS NULL

-- name: traffic.delete_edge
DELETE FROM temporal_edge
WHERE cluster_no = :cluster AND src_ns_id = :src_ns AND src_name_id = :src
    AND dst_ns_id = :dst_ns AND dst_name_id = :dst AND relation_id = :relation
    AND source_id = :source AND valid_from = :from
