-- SLOs and the mesh. Names are numbers (word, traffic_series); what was counted is one blob of
-- variable-length integers, buckets against a dictionary of bounds (core/store/bucket_codec.h), so
-- a row of 16 buckets costs some 60 bytes and is read in one piece. Raw rows and hourly rows lie in order of time: what arrives is appended, and a window over
-- a cluster is one run of pages; one series is found through the times in the ingest log. The views
-- at the end show the columns of the specification. Instants are milliseconds UTC but for at_s
-- (seconds) and hour (hours since the epoch).

-- Upper bounds of histograms in milliseconds, ascending doubles. 0: none but +Inf.
CREATE TABLE bucket_bounds (
    id INTEGER PRIMARY KEY,
    bounds BLOB NOT NULL UNIQUE
) STRICT;

-- kind: 0 service, 1 edge, 2 ingress service key (in name_id). first_ms: end of the first interval
-- with traffic; rows stay when the traffic is gone, they know what is new.
CREATE TABLE traffic_series (
    id INTEGER PRIMARY KEY,
    cluster_no INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    ns_id INTEGER NOT NULL,
    name_id INTEGER NOT NULL,
    target_ns_id INTEGER NOT NULL,
    target_name_id INTEGER NOT NULL,
    first_ms INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX traffic_series_identity
    ON traffic_series (cluster_no, kind, ns_id, name_id, target_ns_id, target_name_id);

-- at_s: end of the interval.
CREATE TABLE traffic_raw (
    cluster_no INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    at_s INTEGER NOT NULL,
    series_id INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (cluster_no, kind, at_s, series_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE traffic_hourly (
    cluster_no INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    hour INTEGER NOT NULL,
    series_id INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (cluster_no, kind, hour, series_id)
) STRICT, WITHOUT ROWID;

-- What is known of an hour of a cluster. state 0: raw rows came since its hourly rows were written;
-- 1: hourly rows say the same as the raw rows; 2: its raw rows are gone or not all there.
CREATE TABLE traffic_hour (
    cluster_no INTEGER NOT NULL,
    hour INTEGER NOT NULL,
    state INTEGER NOT NULL,
    covered_ms INTEGER NOT NULL,
    written_at INTEGER NOT NULL,
    PRIMARY KEY (cluster_no, hour)
) STRICT, WITHOUT ROWID;
CREATE INDEX traffic_hour_open ON traffic_hour (cluster_no, hour) WHERE state = 0;

-- Runs of agents. 0 in ingest_log: the agent names none.
CREATE TABLE ingest_boot (
    id INTEGER PRIMARY KEY,
    cluster_no INTEGER NOT NULL,
    boot_id TEXT NOT NULL,
    UNIQUE (cluster_no, boot_id)
) STRICT;

-- hour_only: it left no raw rows, see TrafficHistory.
CREATE TABLE ingest_log (
    cluster_no INTEGER NOT NULL,
    at_s INTEGER NOT NULL,
    boot_no INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    interval_ms INTEGER NOT NULL,
    received_ms INTEGER NOT NULL,
    services INTEGER NOT NULL,
    edges INTEGER NOT NULL,
    ingress INTEGER NOT NULL,
    hour_only INTEGER NOT NULL,
    PRIMARY KEY (cluster_no, at_s, boot_no, seq)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX ingest_log_identity ON ingest_log (cluster_no, boot_no, seq) WHERE boot_no > 0;

CREATE TABLE traffic_route (
    id INTEGER PRIMARY KEY,
    cluster_no INTEGER NOT NULL,
    domain TEXT NOT NULL,
    path_prefix TEXT NOT NULL DEFAULT '/',
    ingress_name TEXT NOT NULL,
    namespace TEXT NOT NULL,
    tls INTEGER NOT NULL,
    service_key TEXT NOT NULL,
    service_name TEXT NOT NULL,
    service_port INTEGER NOT NULL,
    is_approximate INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    active INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (cluster_no, domain, path_prefix)
) STRICT;
CREATE INDEX traffic_route_key ON traffic_route (cluster_no, service_key);

-- By the name of the cluster, not its number: a target outlives the removal of its cluster.
CREATE TABLE slo_targets (
    id INTEGER PRIMARY KEY,
    cluster_id TEXT NOT NULL,
    target_type TEXT NOT NULL,
    host TEXT NOT NULL,
    time_range TEXT NOT NULL,
    availability_target REAL NOT NULL,
    p95_latency_target INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (cluster_id, target_type, host, time_range)
) STRICT;

CREATE TABLE slo_status_history (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    cluster_id TEXT NOT NULL,
    target_type TEXT NOT NULL,
    host TEXT NOT NULL,
    time_range TEXT NOT NULL,
    old_status TEXT NOT NULL,
    new_status TEXT NOT NULL,
    availability REAL,
    p95_latency REAL,
    error_budget_remaining REAL,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX slo_status_history_host ON slo_status_history (cluster_id, host, changed_at);
CREATE INDEX slo_status_history_time ON slo_status_history (changed_at);

-- Edges with the time in which they existed: [valid_from, valid_to).
CREATE TABLE temporal_edge (
    id INTEGER PRIMARY KEY,
    cluster_no INTEGER NOT NULL,
    src_ns_id INTEGER NOT NULL,
    src_name_id INTEGER NOT NULL,
    dst_ns_id INTEGER NOT NULL,
    dst_name_id INTEGER NOT NULL,
    relation_id INTEGER NOT NULL,
    source_id INTEGER NOT NULL,
    valid_from INTEGER NOT NULL,
    valid_to INTEGER,
    props TEXT NOT NULL,
    closed_reason TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX temporal_edge_open ON temporal_edge
    (cluster_no, source_id, src_ns_id, src_name_id, dst_ns_id, dst_name_id, relation_id)
    WHERE valid_to IS NULL;
CREATE INDEX temporal_edge_closed ON temporal_edge (cluster_no, valid_to)
    WHERE valid_to IS NOT NULL;

CREATE VIEW topo_edge_time AS
SELECT e.id, c.cluster_uid AS tenant_id,
    sn.text || '/' || s.text AS src_resource_id,
    dn.text || '/' || d.text AS dst_resource_id,
    r.text AS relation, e.valid_from, e.valid_to, e.props, o.text AS source, e.closed_reason
FROM temporal_edge e
JOIN clusters c ON c.cluster_no = e.cluster_no
JOIN word sn ON sn.id = e.src_ns_id
JOIN word s ON s.id = e.src_name_id
JOIN word dn ON dn.id = e.dst_ns_id
JOIN word d ON d.id = e.dst_name_id
JOIN word r ON r.id = e.relation_id
JOIN word o ON o.id = e.source_id;

CREATE VIEW traffic_raw_numbers AS
SELECT cluster_no, kind, at_s, series_id, traffic_number(data, 'requests') AS requests,
    traffic_number(data, 'errors') AS errors, traffic_number(data, 'tls_requests') AS tls_requests,
    traffic_number(data, 'samples') AS samples, traffic_number(data, 'latency_sum') AS latency_sum,
    traffic_number(data, 'latency_count') AS latency_count,
    traffic_number(data, 'bounds_id') AS bounds_id, data
FROM traffic_raw;

CREATE VIEW traffic_hourly_numbers AS
SELECT cluster_no, kind, hour, series_id, traffic_number(data, 'requests') AS requests,
    traffic_number(data, 'errors') AS errors, traffic_number(data, 'tls_requests') AS tls_requests,
    traffic_number(data, 'samples') AS samples, traffic_number(data, 'latency_sum') AS latency_sum,
    traffic_number(data, 'latency_count') AS latency_count,
    traffic_number(data, 'bounds_id') AS bounds_id, data
FROM traffic_hourly;

CREATE VIEW slo_service_raw AS
SELECT c.cluster_uid AS cluster_id, ns.text AS namespace, n.text AS name, r.at_s * 1000 AS ts,
    r.requests AS total_requests, r.errors AS error_requests,
    traffic_status(r.data, 2) AS status_2xx, traffic_status(r.data, 3) AS status_3xx,
    traffic_status(r.data, 4) AS status_4xx, traffic_status(r.data, 5) AS status_5xx,
    traffic_status(r.data, 0) AS status_other,
    r.latency_sum, r.latency_count, traffic_buckets(b.bounds, r.data) AS latency_buckets,
    r.tls_requests AS tls_request_delta, r.requests AS total_request_delta
FROM traffic_raw_numbers r
JOIN clusters c ON c.cluster_no = r.cluster_no
JOIN traffic_series s ON s.id = r.series_id
JOIN word ns ON ns.id = s.ns_id
JOIN word n ON n.id = s.name_id
LEFT JOIN bucket_bounds b ON b.id = r.bounds_id
WHERE r.kind = 0;

CREATE VIEW slo_service_hourly AS
SELECT c.cluster_uid AS cluster_id, ns.text AS namespace, n.text AS name,
    r.hour * 3600000 AS hour_start, r.requests AS total_requests, r.errors AS error_requests,
    max(r.requests - r.errors, 0) * 100.0 / nullif(r.requests, 0) AS availability,
    traffic_quantile(b.bounds, r.data, 0.5) AS p50_latency_ms,
    traffic_quantile(b.bounds, r.data, 0.95) AS p95_latency_ms,
    traffic_quantile(b.bounds, r.data, 0.99) AS p99_latency_ms,
    r.latency_sum / nullif(r.latency_count, 0) AS avg_latency_ms,
    r.requests * 1000.0 / nullif(h.covered_ms, 0) AS avg_rps,
    traffic_status(r.data, 2) AS status_2xx, traffic_status(r.data, 3) AS status_3xx,
    traffic_status(r.data, 4) AS status_4xx, traffic_status(r.data, 5) AS status_5xx,
    traffic_status(r.data, 0) AS status_other,
    traffic_buckets(b.bounds, r.data) AS latency_buckets,
    r.tls_requests * 100.0 / nullif(r.requests, 0) AS mtls_percent, r.samples AS sample_count,
    r.latency_sum, r.latency_count, r.tls_requests, h.covered_ms / 1000.0 AS covered_seconds,
    h.written_at AS created_at
FROM traffic_hourly_numbers r
JOIN clusters c ON c.cluster_no = r.cluster_no
JOIN traffic_series s ON s.id = r.series_id
JOIN word ns ON ns.id = s.ns_id
JOIN word n ON n.id = s.name_id
LEFT JOIN bucket_bounds b ON b.id = r.bounds_id
LEFT JOIN traffic_hour h ON h.cluster_no = r.cluster_no AND h.hour = r.hour
WHERE r.kind = 0;

CREATE VIEW slo_edge_raw AS
SELECT c.cluster_uid AS cluster_id, sn.text AS src_namespace, sw.text AS src_name,
    dn.text AS dst_namespace, dw.text AS dst_name, r.at_s * 1000 AS ts,
    r.requests AS request_delta, r.errors AS failure_delta, r.latency_sum, r.latency_count,
    traffic_buckets(b.bounds, r.data) AS latency_buckets
FROM traffic_raw_numbers r
JOIN clusters c ON c.cluster_no = r.cluster_no
JOIN traffic_series s ON s.id = r.series_id
JOIN word sn ON sn.id = s.ns_id
JOIN word sw ON sw.id = s.name_id
JOIN word dn ON dn.id = s.target_ns_id
JOIN word dw ON dw.id = s.target_name_id
LEFT JOIN bucket_bounds b ON b.id = r.bounds_id
WHERE r.kind = 1;

CREATE VIEW slo_edge_hourly AS
SELECT c.cluster_uid AS cluster_id, sn.text AS src_namespace, sw.text AS src_name,
    dn.text AS dst_namespace, dw.text AS dst_name, r.hour * 3600000 AS hour_start,
    r.requests AS total_requests, r.errors AS error_requests,
    r.latency_sum / nullif(r.latency_count, 0) AS avg_latency_ms,
    r.requests * 1000.0 / nullif(h.covered_ms, 0) AS avg_rps,
    r.errors * 100.0 / nullif(r.requests, 0) AS error_rate,
    traffic_buckets(b.bounds, r.data) AS latency_buckets,
    r.samples AS sample_count, h.written_at AS created_at
FROM traffic_hourly_numbers r
JOIN clusters c ON c.cluster_no = r.cluster_no
JOIN traffic_series s ON s.id = r.series_id
JOIN word sn ON sn.id = s.ns_id
JOIN word sw ON sw.id = s.name_id
JOIN word dn ON dn.id = s.target_ns_id
JOIN word dw ON dw.id = s.target_name_id
LEFT JOIN bucket_bounds b ON b.id = r.bounds_id
LEFT JOIN traffic_hour h ON h.cluster_no = r.cluster_no AND h.hour = r.hour
WHERE r.kind = 1;

CREATE VIEW slo_metrics_raw AS
SELECT c.cluster_uid AS cluster_id, w.text AS host, r.at_s * 1000 AS ts,
    r.requests AS total_requests, r.errors AS error_requests, r.latency_sum, r.latency_count,
    traffic_buckets(b.bounds, r.data) AS latency_buckets,
    traffic_method(r.data, (SELECT id FROM word WHERE text = 'GET')) AS method_get,
    traffic_method(r.data, (SELECT id FROM word WHERE text = 'POST')) AS method_post,
    traffic_method(r.data, (SELECT id FROM word WHERE text = 'PUT')) AS method_put,
    traffic_method(r.data, (SELECT id FROM word WHERE text = 'DELETE')) AS method_delete,
    r.requests
        - traffic_method(r.data, (SELECT id FROM word WHERE text = 'GET'))
        - traffic_method(r.data, (SELECT id FROM word WHERE text = 'POST'))
        - traffic_method(r.data, (SELECT id FROM word WHERE text = 'PUT'))
        - traffic_method(r.data, (SELECT id FROM word WHERE text = 'DELETE')) AS method_other,
    (SELECT min(t.domain) FROM traffic_route t
        WHERE t.cluster_no = r.cluster_no AND t.service_key = w.text) AS domain,
    (SELECT min(t.path_prefix) FROM traffic_route t
        WHERE t.cluster_no = r.cluster_no AND t.service_key = w.text) AS path_prefix,
    0 AS is_missing,
    traffic_status(r.data, 2) AS status_2xx, traffic_status(r.data, 3) AS status_3xx,
    traffic_status(r.data, 4) AS status_4xx, traffic_status(r.data, 5) AS status_5xx,
    traffic_status(r.data, 0) AS status_other,
    (SELECT json_group_array(json_object('code', coalesce(j.value ->> 0, cw.text),
            'method', mw.text, 'delta', j.value ->> 4))
        FROM json_each(traffic_requests(r.data)) j
        LEFT JOIN word cw ON cw.id = j.value ->> 1
        LEFT JOIN word mw ON mw.id = j.value ->> 2) AS requests
FROM traffic_raw_numbers r
JOIN clusters c ON c.cluster_no = r.cluster_no
JOIN traffic_series s ON s.id = r.series_id
JOIN word w ON w.id = s.name_id
LEFT JOIN bucket_bounds b ON b.id = r.bounds_id
WHERE r.kind = 2;

CREATE VIEW slo_metrics_hourly AS
SELECT c.cluster_uid AS cluster_id, w.text AS host, r.hour * 3600000 AS hour_start,
    r.requests AS total_requests, r.errors AS error_requests,
    max(r.requests - r.errors, 0) * 100.0 / nullif(r.requests, 0) AS availability,
    traffic_quantile(b.bounds, r.data, 0.5) AS p50_latency_ms,
    traffic_quantile(b.bounds, r.data, 0.95) AS p95_latency_ms,
    traffic_quantile(b.bounds, r.data, 0.99) AS p99_latency_ms,
    r.latency_sum / nullif(r.latency_count, 0) AS avg_latency_ms,
    r.requests * 1000.0 / nullif(h.covered_ms, 0) AS avg_rps,
    traffic_buckets(b.bounds, r.data) AS latency_buckets,
    traffic_method(r.data, (SELECT id FROM word WHERE text = 'GET')) AS method_get,
    traffic_method(r.data, (SELECT id FROM word WHERE text = 'POST')) AS method_post,
    traffic_method(r.data, (SELECT id FROM word WHERE text = 'PUT')) AS method_put,
    traffic_method(r.data, (SELECT id FROM word WHERE text = 'DELETE')) AS method_delete,
    r.requests
        - traffic_method(r.data, (SELECT id FROM word WHERE text = 'GET'))
        - traffic_method(r.data, (SELECT id FROM word WHERE text = 'POST'))
        - traffic_method(r.data, (SELECT id FROM word WHERE text = 'PUT'))
        - traffic_method(r.data, (SELECT id FROM word WHERE text = 'DELETE')) AS method_other,
    (SELECT min(t.domain) FROM traffic_route t
        WHERE t.cluster_no = r.cluster_no AND t.service_key = w.text) AS domain,
    (SELECT min(t.path_prefix) FROM traffic_route t
        WHERE t.cluster_no = r.cluster_no AND t.service_key = w.text) AS path_prefix,
    traffic_status(r.data, 2) AS status_2xx, traffic_status(r.data, 3) AS status_3xx,
    traffic_status(r.data, 4) AS status_4xx, traffic_status(r.data, 5) AS status_5xx,
    traffic_status(r.data, 0) AS status_other,
    r.latency_sum, r.latency_count, r.samples AS sample_count,
    h.covered_ms / 1000.0 AS covered_seconds, h.written_at AS created_at
FROM traffic_hourly_numbers r
JOIN clusters c ON c.cluster_no = r.cluster_no
JOIN traffic_series s ON s.id = r.series_id
JOIN word w ON w.id = s.name_id
LEFT JOIN bucket_bounds b ON b.id = r.bounds_id
LEFT JOIN traffic_hour h ON h.cluster_no = r.cluster_no AND h.hour = r.hour
WHERE r.kind = 2;

CREATE VIEW slo_route_mapping AS
SELECT t.id, c.cluster_uid AS cluster_id, t.domain, t.path_prefix, t.ingress_name, t.namespace,
    t.tls, t.service_key, t.service_name, t.service_port, t.created_at, t.updated_at, t.last_seen,
    t.active
FROM traffic_route t
JOIN clusters c ON c.cluster_no = t.cluster_no;

CREATE VIEW slo_ingest_log AS
SELECT c.cluster_uid AS cluster_id, b.boot_id, l.seq, l.at_s * 1000 AS ts, l.interval_ms,
    l.received_ms AS received_at, l.services, l.edges, l.ingress
FROM ingest_log l
JOIN clusters c ON c.cluster_no = l.cluster_no
LEFT JOIN ingest_boot b ON b.id = l.boot_no;
