-- name: alert_rules.list
SELECT id, name, description, cluster_id, condition, severity, enabled, built_in, notify_channels,
    cooldown_ms, group_by, no_data, message, runbook, runs_runbook, version, created_at, updated_at,
    updated_by
FROM alert_rules ORDER BY name

-- name: alert_rules.one
SELECT id, name, description, cluster_id, condition, severity, enabled, built_in, notify_channels,
    cooldown_ms, group_by, no_data, message, runbook, runs_runbook, version, created_at, updated_at,
    updated_by
FROM alert_rules WHERE id = :id

-- name: alert_rules.named
SELECT id FROM alert_rules WHERE name = :name

-- name: alert_rules.insert
INSERT INTO alert_rules (name, description, cluster_id, condition, severity, enabled, built_in,
    notify_channels, cooldown_ms, group_by, no_data, message, runbook, runs_runbook, version,
    created_at, updated_at, updated_by)
VALUES (:name, :description, :cluster, :condition, :severity, :enabled, :built_in, :channels,
    :cooldown, :group_by, :no_data, :message, :runbook, :runs_runbook, 1, :created_at, :updated_at,
    :by)

-- name: alert_rules.update
-- Only what the editor saw is overwritten.
UPDATE alert_rules SET name = :name, description = :description, cluster_id = :cluster,
    condition = :condition, severity = :severity, enabled = :enabled, notify_channels = :channels,
    cooldown_ms = :cooldown, group_by = :group_by, no_data = :no_data, message = :message,
    runbook = :runbook, runs_runbook = :runs_runbook, version = version + 1,
    updated_at = :updated_at, updated_by = :by
WHERE id = :id AND version = :version

-- name: alert_rules.remove
DELETE FROM alert_rules WHERE id = :id

-- name: alerts.columns
SELECT id, rule_id, rule_name, cluster_id, severity, title, message, resource_kind,
    resource_namespace, resource_name, status, no_data, value, value_text, pending_since, fired_at,
    resolved_at, quiet_since, notified_at, hush, hushed_by, acked_by, acked_at, occurrences
FROM alert_history {rest}

-- name: alerts.open
-- "+id": by the index of open ones, not through all that ever fired.
WHERE resolved_at = 0 ORDER BY +id

-- name: alerts.fired_since
WHERE fired_at >= :since AND fired_at > 0 ORDER BY fired_at

-- name: alerts.page
WHERE fired_at > 0 AND id < :before AND (:rule = 0 OR rule_id = :rule)
    AND (:cluster = '' OR cluster_id = :cluster) AND fired_at >= :from AND fired_at < :to
    AND (:open = 0 OR resolved_at = 0)
ORDER BY id DESC LIMIT :limit

-- name: alerts.one
WHERE id = :id

-- name: alerts.lived
-- Pending or firing at some moment of [from, to). Absent conditions are empty.
WHERE pending_since < :to AND (resolved_at = 0 OR resolved_at > :from)
    AND (:cluster = '' OR cluster_id = :cluster) AND (:rule = '' OR rule_name = :rule)
    AND (:kind = '' OR resource_kind = :kind) AND (:ns = '' OR resource_namespace = :ns)
    AND (:name = '' OR resource_name = :name)
ORDER BY id DESC LIMIT :limit

-- name: alerts.next_to
SELECT max(id) FROM alert_history WHERE id < :id
UNION ALL SELECT min(id) FROM alert_history WHERE id > :id

-- name: alerts.open_row
SELECT id FROM alert_history
WHERE rule_id = :rule AND resolved_at = 0 AND dedup_key = :key ORDER BY id DESC LIMIT 1

-- name: alerts.insert
INSERT INTO alert_history (rule_name, severity, title, message, status, no_data, value_text,
    pending_since, fired_at, resolved_at, quiet_since, notified_at, hush, hushed_by, acked_by,
    acked_at, occurrences, value, rule_id, dedup_key, cluster_id, resource_kind, resource_namespace,
    resource_name)
VALUES (:rule_name, :severity, :title, :message, :status, :no_data, :value_text, :pending_since,
    :fired_at, :resolved_at, :quiet_since, :notified_at, :hush, :hushed_by, :acked_by, :acked_at,
    :occurrences, :value, :rule, :key, :cluster, :kind, :namespace, :name)

-- name: alerts.insert_past
-- Numbered downwards, below all that are there.
INSERT INTO alert_history (id, rule_name, severity, title, message, status, no_data, value_text,
    pending_since, fired_at, resolved_at, quiet_since, notified_at, hush, hushed_by, acked_by,
    acked_at, occurrences, value, rule_id, dedup_key, cluster_id, resource_kind, resource_namespace,
    resource_name)
VALUES ((SELECT min(coalesce(min(id), 0), 0) - 1 FROM alert_history), :rule_name, :severity,
    :title, :message, :status, :no_data, :value_text, :pending_since, :fired_at, :resolved_at, :quiet_since, :notified_at, :hush, :hushed_by, :acked_by, :acked_at,
    :occurrences, :value, :rule, :key, :cluster, :kind, :namespace, :name)

-- name: alerts.update
UPDATE alert_history SET rule_name = :rule_name, severity = :severity, title = :title,
    message = :message, status = :status, no_data = :no_data, value_text = :value_text,
    pending_since = :pending_since, fired_at = :fired_at, resolved_at = :resolved_at,
    quiet_since = :quiet_since, notified_at = :notified_at, hush = :hush, hushed_by = :hushed_by,
    acked_by = :acked_by, acked_at = :acked_at, occurrences = :occurrences, value = :value
WHERE rule_id = :rule AND dedup_key = :key AND id = :id

-- name: alerts.drop
DELETE FROM alert_history WHERE id = :id AND dedup_key = :key AND fired_at = 0

-- name: alerts.remove_old
DELETE FROM alert_history WHERE id IN (
    SELECT id FROM alert_history
    WHERE resolved_at > 0 AND fired_at < :before ORDER BY fired_at LIMIT :limit)

-- name: silences.list
SELECT id, name, matchers, from_at, until_at, maintenance, excludes_budget, remind_before_ms,
    ends_when_resolved, reason, created_by, created_at, ended_at
FROM alert_silences WHERE until_at >= :since ORDER BY from_at, id

-- name: silences.to_remind
SELECT id, name, matchers, from_at, until_at, maintenance, excludes_budget, remind_before_ms,
    ends_when_resolved, reason, created_by, created_at, ended_at
FROM alert_silences
WHERE until_at > :now AND from_at <= :now AND ended_at = 0 AND reminded_at = 0
    AND remind_before_ms > 0 AND until_at - remind_before_ms <= :now
ORDER BY until_at

-- name: silences.insert
INSERT INTO alert_silences (name, matchers, from_at, until_at, maintenance, excludes_budget,
    remind_before_ms, ends_when_resolved, reason, created_by, created_at, ended_at, reminded_at)
VALUES (:name, :matchers, :from_at, :until_at, :maintenance, :excludes_budget, :remind_before,
    :ends_when_resolved, :reason, :by, :at, 0, 0)

-- name: silences.update
-- Who is reminded is reminded again when the end moved.
UPDATE alert_silences SET name = :name, matchers = :matchers, from_at = :from_at,
    reminded_at = CASE WHEN until_at = :until_at THEN reminded_at ELSE 0 END,
    until_at = :until_at, maintenance = :maintenance, excludes_budget = :excludes_budget,
    remind_before_ms = :remind_before, ends_when_resolved = :ends_when_resolved, reason = :reason
WHERE id = :id AND ended_at = 0

-- name: silences.end
UPDATE alert_silences SET ended_at = :at WHERE id = :id AND ended_at = 0

-- name: silences.reminded
UPDATE alert_silences SET reminded_at = :at WHERE id = :id

-- name: silences.excluding
-- What budgets leave out; ended_at 0: it lasted until its end.
SELECT matchers, from_at, until_at, ended_at FROM alert_silences
WHERE excludes_budget = 1 AND until_at > 0

-- name: alert_wishes.put
INSERT INTO alert_runbook_wishes (alert_id, rule_name, runbook, wished_at)
VALUES (:alert, :rule, :runbook, :at)

-- name: alert_wishes.list
SELECT id, alert_id, rule_name, runbook, wished_at FROM alert_runbook_wishes ORDER BY id

-- name: alert_wishes.remove
DELETE FROM alert_runbook_wishes WHERE id = :id
