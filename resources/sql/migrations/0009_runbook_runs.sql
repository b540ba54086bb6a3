-- On whose behalf a run of a runbook works, as JSON, and what starts it at most once; '' is "not
-- told" and "nothing".

ALTER TABLE runbook_runs ADD COLUMN who TEXT NOT NULL DEFAULT '';
ALTER TABLE runbook_runs ADD COLUMN run_key TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX runbook_runs_key ON runbook_runs (run_key) WHERE run_key <> '';
CREATE INDEX runbook_runs_running ON runbook_runs (id) WHERE state = 'running';
