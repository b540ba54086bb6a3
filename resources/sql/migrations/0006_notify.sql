-- Who is told, and whether it arrived (core/notify). Instants are milliseconds UTC, 0 is "never".

-- config: JSON; its secret fields are sealed ("enc:…").
CREATE TABLE notify_channels (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    type TEXT NOT NULL,
    name TEXT NOT NULL UNIQUE,
    enabled INTEGER NOT NULL DEFAULT 0,
    config TEXT NOT NULL,
    min_severity TEXT NOT NULL,
    cluster_filter TEXT NOT NULL,
    language TEXT NOT NULL,
    template TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    last_test_at INTEGER NOT NULL DEFAULT 0,
    last_test_status INTEGER NOT NULL DEFAULT 0,
    last_test_message TEXT NOT NULL DEFAULT ''
) STRICT;

-- One row a message and channel, written with the change it tells of. state as in DeliveryState.
-- delivery_key goes out with every attempt, so that a receiver can drop a repetition; source_key is
-- what the writer calls the change, so that writing it again adds nothing.
CREATE TABLE notify_outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    alert_id INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    channel_name TEXT NOT NULL,
    source_key TEXT NOT NULL,
    delivery_key TEXT NOT NULL,
    title TEXT NOT NULL,
    severity TEXT NOT NULL,
    status TEXT NOT NULL,
    cluster_id TEXT NOT NULL,
    payload TEXT NOT NULL,
    state TEXT NOT NULL,
    is_digest INTEGER NOT NULL,
    digest_id INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    next_at INTEGER NOT NULL,
    last_error TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL,
    UNIQUE (source_key, channel_id)
) STRICT;
CREATE INDEX notify_outbox_due ON notify_outbox (channel_id, id) WHERE state = 'pending';
CREATE INDEX notify_outbox_channel ON notify_outbox (channel_id, id);
CREATE INDEX notify_outbox_alert ON notify_outbox (alert_id);
CREATE INDEX notify_outbox_digest ON notify_outbox (digest_id) WHERE digest_id > 0;
CREATE INDEX notify_outbox_time ON notify_outbox (created_at);

-- The ledger: every attempt and its answer. It is written before the first byte goes out; one that
-- was never closed may have arrived all the same.
CREATE TABLE notify_attempts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    delivery_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    is_open INTEGER NOT NULL,
    took_ms INTEGER NOT NULL,
    status INTEGER NOT NULL,
    succeeded INTEGER NOT NULL,
    answer TEXT NOT NULL
) STRICT;
CREATE INDEX notify_attempts_delivery ON notify_attempts (delivery_id);
CREATE INDEX notify_attempts_open ON notify_attempts (id) WHERE is_open = 1;
