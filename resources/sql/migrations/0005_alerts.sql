-- Alert rules, what they found, silences (core/alerts). Instants are milliseconds UTC, 0 is
-- "unknown" or "never". Lists and conditions are JSON.

CREATE TABLE alert_rules (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL,
    cluster_id TEXT NOT NULL,
    condition TEXT NOT NULL,
    severity TEXT NOT NULL,
    enabled INTEGER NOT NULL,
    built_in INTEGER NOT NULL,
    notify_channels TEXT NOT NULL,
    cooldown_ms INTEGER NOT NULL,
    group_by TEXT NOT NULL,
    no_data TEXT NOT NULL,
    message TEXT NOT NULL,
    runbook TEXT NOT NULL,
    runs_runbook INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_by TEXT NOT NULL
) STRICT;

-- One row a firing; open while resolved_at is 0. Pending ones are kept too, so that a restart does
-- not begin their time anew.
CREATE TABLE alert_history (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    rule_id INTEGER NOT NULL,
    rule_name TEXT NOT NULL,
    cluster_id TEXT NOT NULL,
    severity TEXT NOT NULL,
    title TEXT NOT NULL,
    message TEXT NOT NULL,
    resource_kind TEXT NOT NULL,
    resource_namespace TEXT NOT NULL,
    resource_name TEXT NOT NULL,
    dedup_key TEXT NOT NULL,
    status TEXT NOT NULL,
    no_data INTEGER NOT NULL,
    value REAL,
    value_text TEXT NOT NULL,
    pending_since INTEGER NOT NULL,
    fired_at INTEGER NOT NULL,
    resolved_at INTEGER NOT NULL,
    quiet_since INTEGER NOT NULL,
    notified_at INTEGER NOT NULL,
    hush TEXT NOT NULL,
    hushed_by TEXT NOT NULL,
    acked_by TEXT NOT NULL,
    acked_at INTEGER NOT NULL,
    occurrences INTEGER NOT NULL
) STRICT;
CREATE INDEX alert_history_open ON alert_history (rule_id) WHERE resolved_at = 0;
CREATE INDEX alert_history_time ON alert_history (fired_at);
CREATE INDEX alert_history_rule ON alert_history (rule_id, fired_at);

CREATE TABLE alert_silences (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    matchers TEXT NOT NULL,
    from_at INTEGER NOT NULL,
    until_at INTEGER NOT NULL,
    maintenance INTEGER NOT NULL,
    excludes_budget INTEGER NOT NULL,
    remind_before_ms INTEGER NOT NULL,
    ends_when_resolved INTEGER NOT NULL,
    reason TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL,
    reminded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX alert_silences_until ON alert_silences (until_at);
