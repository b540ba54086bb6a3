-- What surrounds commands (core/commands); commands themselves are in command_history. Instants are
-- milliseconds UTC, 0 is "never". Lists and objects are JSON.

ALTER TABLE command_history ADD COLUMN reason TEXT NOT NULL DEFAULT '';
CREATE INDEX command_target ON command_history
    (cluster_id, target_kind, target_namespace, target_name, created_at);

-- Every change of state, for the live steps and for what was decided in the dark.
CREATE TABLE command_steps (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    command_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    state TEXT NOT NULL,
    what TEXT NOT NULL
) STRICT;
CREATE INDEX command_steps_command ON command_steps (command_id, id);

CREATE TABLE command_verdicts (
    command_id TEXT PRIMARY KEY,
    verdict TEXT NOT NULL,
    since INTEGER NOT NULL,
    until_at INTEGER NOT NULL,
    measures TEXT NOT NULL,
    sentence TEXT NOT NULL,
    inverse TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX command_verdicts_open ON command_verdicts (until_at) WHERE verdict = 'watching';

CREATE TABLE command_proposals (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    cluster_id TEXT NOT NULL,
    command TEXT NOT NULL,
    reason TEXT NOT NULL,
    proposed_by TEXT NOT NULL,
    proposed_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    state TEXT NOT NULL,
    decided_by TEXT NOT NULL DEFAULT '',
    decided_at INTEGER NOT NULL DEFAULT 0,
    note TEXT NOT NULL DEFAULT '',
    dispatched TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX command_proposals_open ON command_proposals (expires_at) WHERE state = 'waiting';

CREATE TABLE runbooks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL,
    parameters TEXT NOT NULL,
    steps TEXT NOT NULL,
    version INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_by TEXT NOT NULL
) STRICT;

CREATE TABLE runbook_runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    runbook_id INTEGER NOT NULL,
    runbook_name TEXT NOT NULL,
    cluster_id TEXT NOT NULL,
    arguments TEXT NOT NULL,
    state TEXT NOT NULL,
    result_code TEXT NOT NULL,
    started_by TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL,
    steps TEXT NOT NULL
) STRICT;
CREATE INDEX runbook_runs_time ON runbook_runs (started_at);
