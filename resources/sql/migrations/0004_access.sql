-- Who may do what, and who did. Instants are milliseconds UTC, 0 is "unknown" or "never".

CREATE TABLE users (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    username TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL DEFAULT '',
    display_name TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    role INTEGER NOT NULL DEFAULT 3,
    scope TEXT NOT NULL DEFAULT '{}',
    status INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    last_login_at INTEGER NOT NULL DEFAULT 0,
    last_login_ip TEXT NOT NULL DEFAULT ''
) STRICT;

-- kind 1: session, 2: API key. token_hash is the SHA-256 of what the client holds.
CREATE TABLE tokens (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL,
    token_hash BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kind INTEGER NOT NULL,
    permissions TEXT NOT NULL DEFAULT '[]',
    expires_at INTEGER NOT NULL DEFAULT 0,
    last_used_at INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX tokens_user ON tokens (user_id);

-- Rows are never changed. hash is the SHA-256 over previous_hash and the row's canonical text, see
-- core/access/audit_chain.
CREATE TABLE audit_logs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    username TEXT NOT NULL,
    role INTEGER NOT NULL,
    source TEXT NOT NULL,
    action TEXT NOT NULL,
    resource TEXT NOT NULL,
    method TEXT NOT NULL,
    request_body TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    reason TEXT NOT NULL,
    status_code INTEGER NOT NULL,
    success INTEGER NOT NULL,
    error_message TEXT NOT NULL,
    ip TEXT NOT NULL,
    user_agent TEXT NOT NULL,
    trace_id TEXT NOT NULL,
    duration_ms INTEGER NOT NULL,
    previous_hash BLOB NOT NULL,
    hash BLOB NOT NULL
) STRICT;
CREATE INDEX audit_logs_time ON audit_logs (at DESC);
CREATE INDEX audit_logs_user ON audit_logs (user_id, at DESC);

-- The newest row as it was written, so that rows cut off at the end are missed.
CREATE TABLE audit_head (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    row_id INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    hash BLOB NOT NULL
) STRICT;

CREATE TABLE security_events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    event_type TEXT NOT NULL,
    severity INTEGER NOT NULL,
    ip TEXT NOT NULL,
    user_id INTEGER NOT NULL,
    token_id INTEGER NOT NULL,
    resource TEXT NOT NULL,
    details TEXT NOT NULL,
    count INTEGER NOT NULL,
    resolved INTEGER NOT NULL DEFAULT 0,
    resolved_at INTEGER NOT NULL DEFAULT 0,
    resolved_by TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX security_events_time ON security_events (at DESC);
