-- What surrounds commands; core/commands/command_plan_repository.h. Values are bound in the order in
-- which their names first appear.

-- name: plan.step_add
INSERT INTO command_steps (command_id, at, state, what) VALUES (:command, :at, :state, :what)

-- name: plan.steps
SELECT at, state, what FROM command_steps WHERE command_id = :command ORDER BY id

-- name: plan.verdict_put
INSERT INTO command_verdicts (command_id, verdict, since, until_at, measures, sentence, inverse)
VALUES (:command, :verdict, :since, :until, :measures, :sentence, :inverse)
ON CONFLICT (command_id) DO UPDATE SET verdict = excluded.verdict, since = excluded.since,
    until_at = excluded.until_at, measures = excluded.measures, sentence = excluded.sentence,
    inverse = excluded.inverse

-- name: plan.verdict
SELECT command_id, verdict, since, until_at, measures, sentence, inverse
FROM command_verdicts WHERE command_id = :command

-- name: plan.verdicts_open
SELECT command_id, verdict, since, until_at, measures, sentence, inverse
FROM command_verdicts WHERE verdict = 'watching' ORDER BY until_at

-- name: plan.proposal_add
INSERT INTO command_proposals (cluster_id, command, reason, proposed_by, proposed_at, expires_at,
    state)
VALUES (:cluster, :command, :reason, :by, :at, :expires, :state)

-- name: plan.proposal_columns
SELECT id, command, reason, proposed_by, proposed_at, expires_at, state, decided_by, decided_at,
    note, dispatched
FROM command_proposals {rest}

-- name: plan.proposal_one
WHERE id = :id

-- name: plan.proposal_of_command
WHERE json_extract(command, '$.id') = :command ORDER BY id DESC

-- name: plan.proposals_waiting
WHERE state = 'waiting' ORDER BY id DESC

-- name: plan.proposals
ORDER BY id DESC LIMIT :limit

-- name: plan.proposals_undispatched
WHERE state = 'approved' AND dispatched = '' ORDER BY id

-- name: plan.proposal_decide
UPDATE command_proposals SET state = :state, decided_by = :by, decided_at = :at, note = :note
WHERE id = :id AND state = 'waiting'

-- name: plan.proposal_dispatched
UPDATE command_proposals SET dispatched = :command WHERE id = :id AND state = 'approved'

-- name: plan.proposals_expire
UPDATE command_proposals SET state = 'expired', decided_at = :now
WHERE state = 'waiting' AND expires_at <= :now

-- name: plan.runbook_add
INSERT INTO runbooks (name, description, parameters, steps, version, updated_at, updated_by)
VALUES (:name, :description, :parameters, :steps, :version, :at, :by)

-- name: plan.runbook_update
UPDATE runbooks SET name = :name, description = :description, parameters = :parameters,
    steps = :steps, version = :version + 1, updated_at = :at, updated_by = :by
WHERE id = :id AND version = :version

-- name: plan.runbook_remove
DELETE FROM runbooks WHERE id = :id

-- name: plan.runbook_columns
SELECT id, name, description, parameters, steps, version, updated_at, updated_by
FROM runbooks {rest}

-- name: plan.runbook_one
WHERE id = :id

-- name: plan.runbook_named
WHERE name = :name

-- name: plan.runbooks
ORDER BY name

-- name: plan.run_add
INSERT INTO runbook_runs (runbook_id, runbook_name, cluster_id, arguments, state, result_code,
    started_by, started_at, ended_at, steps, who, run_key)
VALUES (:runbook, :name, :cluster, :arguments, :state, :code, :by, :started, :ended, :steps, :who,
    :key)

-- name: plan.run_update
UPDATE runbook_runs SET state = :state, result_code = :code, ended_at = :ended, steps = :steps
WHERE id = :id

-- name: plan.run_columns
SELECT id, runbook_id, runbook_name, cluster_id, arguments, state, result_code, started_by,
    started_at, ended_at, steps, who, run_key
FROM runbook_runs {rest}

-- name: plan.run_one
WHERE id = :id

-- name: plan.run_with_key
WHERE run_key = :key AND run_key <> ''

-- name: plan.runs_running
WHERE state = 'running' ORDER BY id

-- name: plan.runs
ORDER BY state <> 'running', started_at DESC, id DESC LIMIT :limit

-- name: plan.history_columns
SELECT h.command_id, h.cluster_id, h.source, h.user_id, h.action, h.target_kind,
    h.target_namespace, h.target_name, h.params, h.created_at, h.status, h.attempts, h.started_at,
    h.finished_at, h.result, h.error_message, h.late, h.reason, v.command_id, v.verdict, v.since,
    v.until_at, v.measures, v.sentence, v.inverse
FROM command_history h LEFT JOIN command_verdicts v ON v.command_id = h.command_id {rest}

-- name: plan.history
WHERE h.created_at < :before AND h.created_at >= :from
    AND (:cluster = '' OR h.cluster_id = :cluster)
    AND (:kind = '' OR h.target_kind = :kind)
    AND (:name = '' OR (h.target_name = :name AND h.target_namespace = :ns))
    AND (:text = '' OR instr(lower(h.action || ' ' || h.target_kind || ' ' || h.target_namespace
        || '/' || h.target_name || ' ' || h.reason || ' ' || h.user_id || ' ' || h.params || ' '
        || h.error_message || ' ' || h.command_id), lower(:text)) > 0)
ORDER BY h.created_at DESC, h.id DESC LIMIT :limit

-- name: plan.last_time
WHERE h.cluster_id = :cluster AND h.target_kind = :kind AND h.target_namespace = :ns
    AND h.target_name = :name AND h.action = :action AND h.created_at < :before
    AND h.status NOT IN ('cancelled', 'expired')
ORDER BY h.created_at DESC, h.id DESC LIMIT 1
