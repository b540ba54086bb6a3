-- Layout of a workspace. Whatever repeats is stored once and referred to by a small integer, so an
-- event costs about 450 bytes with all its indexes; the view cluster_events at the end shows the
-- columns of the specification. Instants are milliseconds UTC, 0 is "unknown". A uid is 16 bytes
-- when it is a canonical UUID, else text.

CREATE TABLE clusters (
    cluster_no INTEGER PRIMARY KEY,
    cluster_uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    environment TEXT NOT NULL DEFAULT 'prod',
    last_heartbeat INTEGER NOT NULL DEFAULT 0,
    last_snapshot INTEGER NOT NULL DEFAULT 0,
    last_increment INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

-- Last-known state of a cluster, as received; apart from clusters because it is megabytes.
CREATE TABLE cluster_snapshot (
    cluster_no INTEGER PRIMARY KEY,
    body BLOB NOT NULL,
    is_gzip INTEGER NOT NULL,
    received_at INTEGER NOT NULL
) STRICT;

-- Reasons, kinds, namespaces, components and nodes. 0 is the empty word.
CREATE TABLE word (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO word (id, text) VALUES (0, '');

-- Everything an event was ever about, and who owned it; rows stay when the object is gone.
CREATE TABLE object (
    id INTEGER PRIMARY KEY,
    cluster_no INTEGER NOT NULL,
    kind_id INTEGER NOT NULL,
    ns_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    owner_id INTEGER
) STRICT;
CREATE UNIQUE INDEX object_identity ON object (cluster_no, kind_id, ns_id, name);
CREATE INDEX object_name ON object (name);
CREATE INDEX object_owner ON object (owner_id) WHERE owner_id IS NOT NULL;

-- AUTOINCREMENT: a number is never given twice, the text index and the console rely on it.
-- kind_id and ns_id repeat what object says, so filters on them need no second lookup.
-- name is that of the Event object: 8 bytes are the 16 hex digits behind "<object>.", text that
-- starts with '.' continues the object's name, text behind '/' is taken literally.
-- event_ns_id is the Event object's own namespace where it differs from the object's.
CREATE TABLE event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    cluster_no INTEGER NOT NULL,
    uid ANY NOT NULL,
    type INTEGER NOT NULL,
    reason_id INTEGER NOT NULL,
    kind_id INTEGER NOT NULL,
    ns_id INTEGER NOT NULL,
    object_id INTEGER NOT NULL,
    component_id INTEGER NOT NULL,
    host_id INTEGER NOT NULL,
    last_ms INTEGER NOT NULL,
    first_ms INTEGER NOT NULL,
    count INTEGER NOT NULL,
    count_is_minimum INTEGER NOT NULL,
    involved_uid ANY NOT NULL,
    name ANY NOT NULL,
    event_ns_id INTEGER,
    message TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX event_identity ON event (cluster_no, uid);
-- The next three answer an index over a whole query without touching the table.
CREATE INDEX event_time ON event (last_ms, id, type);
CREATE INDEX event_cluster_time ON event (cluster_no, last_ms, id, type);
CREATE INDEX event_warning_time ON event (last_ms, id, type) WHERE type = 1;
CREATE INDEX event_object ON event (object_id, last_ms);
CREATE INDEX event_host ON event (host_id, last_ms);
CREATE INDEX event_reason ON event (reason_id, last_ms);
CREATE INDEX event_ns ON event (ns_id, last_ms);

-- Words of reason and message, newest text only. Filled in slices behind the writes:
-- store_state.text_indexed_to is the last event in it; searches scan the few behind that with
-- has_words(), which asks this tokenizer, so both answer alike.
CREATE VIRTUAL TABLE event_text USING fts5 (
    body, content = '', columnsize = 0, detail = none, prefix = '1 2 3',
    tokenize = 'unicode61 remove_diacritics 1'
);

-- What the involved object of a Warning looked like when the warning was new.
CREATE TABLE event_state (
    event_id INTEGER PRIMARY KEY,
    state TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE store_state (
    key TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO store_state (key, value) VALUES ('text_indexed_to', 0);

CREATE TABLE command_history (
    id INTEGER PRIMARY KEY,
    command_id TEXT NOT NULL UNIQUE,
    cluster_id TEXT NOT NULL,
    source TEXT NOT NULL,
    user_id TEXT NOT NULL,
    action TEXT NOT NULL,
    target_kind TEXT NOT NULL,
    target_namespace TEXT NOT NULL,
    target_name TEXT NOT NULL,
    params TEXT NOT NULL,
    status TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    result TEXT NOT NULL,
    error_message TEXT NOT NULL,
    late INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    finished_at INTEGER NOT NULL,
    duration_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX command_cluster_time ON command_history (cluster_id, created_at);
CREATE INDEX command_time ON command_history (created_at);
CREATE INDEX command_open ON command_history (created_at)
    WHERE status IN ('pending', 'delivering', 'running');

CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    updated_at INTEGER NOT NULL,
    updated_by TEXT NOT NULL
) STRICT;

CREATE VIEW cluster_events AS
SELECT e.id,
    CASE typeof(e.uid) WHEN 'blob' THEN
        lower(substr(hex(e.uid), 1, 8) || '-' || substr(hex(e.uid), 9, 4) || '-'
            || substr(hex(e.uid), 13, 4) || '-' || substr(hex(e.uid), 17, 4) || '-'
            || substr(hex(e.uid), 21))
        ELSE e.uid END AS event_uid,
    c.cluster_uid AS cluster_id,
    coalesce(en.text, ns.text) AS namespace,
    CASE WHEN typeof(e.name) = 'blob' THEN o.name || '.' || lower(hex(e.name))
        WHEN substr(e.name, 1, 1) = '.' THEN o.name || e.name
        WHEN substr(e.name, 1, 1) = '/' THEN substr(e.name, 2)
        ELSE e.name END AS name,
    CASE e.type WHEN 1 THEN 'Warning' ELSE 'Normal' END AS type,
    r.text AS reason,
    e.message,
    sc.text AS source_component,
    sh.text AS source_host,
    k.text AS involved_kind,
    o.name AS involved_name,
    ns.text AS involved_namespace,
    CASE typeof(e.involved_uid) WHEN 'blob' THEN
        lower(substr(hex(e.involved_uid), 1, 8) || '-' || substr(hex(e.involved_uid), 9, 4) || '-'
            || substr(hex(e.involved_uid), 13, 4) || '-' || substr(hex(e.involved_uid), 17, 4)
            || '-' || substr(hex(e.involved_uid), 21))
        ELSE e.involved_uid END AS involved_uid,
    e.first_ms AS first_timestamp,
    e.last_ms AS last_timestamp,
    e.count,
    e.created_at,
    e.updated_at
FROM event e
JOIN clusters c ON c.cluster_no = e.cluster_no
JOIN object o ON o.id = e.object_id
JOIN word r ON r.id = e.reason_id
JOIN word k ON k.id = e.kind_id
JOIN word ns ON ns.id = e.ns_id
JOIN word sc ON sc.id = e.component_id
JOIN word sh ON sh.id = e.host_id
LEFT JOIN word en ON en.id = e.event_ns_id;

CREATE VIEW event_resource_snapshot AS
SELECT s.event_id AS id, s.event_id, v.involved_kind AS resource_kind,
    v.involved_name AS resource_name, v.involved_namespace AS resource_namespace,
    v.involved_uid AS resource_uid, s.state AS snapshot_data, s.created_at
FROM event_state s
JOIN cluster_events v ON v.id = s.event_id;
