-- What a rule wants done when it fires, written with the firing and taken with the run that it
-- starts: so that neither is lost and nothing runs twice. alert_id: row of alert_history.
CREATE TABLE alert_runbook_wishes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    alert_id INTEGER NOT NULL,
    rule_name TEXT NOT NULL,
    runbook TEXT NOT NULL,
    wished_at INTEGER NOT NULL,
    UNIQUE (alert_id)
) STRICT;

-- Looked up for each alert that is stored.
CREATE INDEX alert_history_subject ON alert_history (rule_id, dedup_key) WHERE resolved_at = 0;
-- Every reader of budgets asks for these; most workspaces have none.
CREATE INDEX alert_silences_budget ON alert_silences (until_at) WHERE excludes_budget = 1;
