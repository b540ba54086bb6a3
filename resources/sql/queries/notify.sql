-- name: channels.list
SELECT id, type, name, enabled, config, min_severity, cluster_filter, language, template,
    created_at, updated_at, last_test_at, last_test_status, last_test_message
FROM notify_channels ORDER BY name

-- name: channels.one
SELECT id, type, name, enabled, config, min_severity, cluster_filter, language, template,
    created_at, updated_at, last_test_at, last_test_status, last_test_message
FROM notify_channels WHERE id = :id

-- name: channels.of_name
SELECT id FROM notify_channels WHERE name = :name

-- name: channels.insert
-- The configuration follows: it is sealed with the row's number.
INSERT INTO notify_channels (type, name, enabled, config, min_severity, cluster_filter, language,
    template, created_at, updated_at)
VALUES (:type, :name, 0, '{}', :severity, :clusters, :language, :template, :at, :at)

-- name: channels.update
UPDATE notify_channels SET name = :name, enabled = :enabled, config = :config,
    min_severity = :severity, cluster_filter = :clusters, language = :language,
    template = :template, updated_at = :at
WHERE id = :id

-- name: channels.tested
UPDATE notify_channels SET last_test_at = :at, last_test_status = :succeeded,
    last_test_message = :message
WHERE id = :id

-- name: channels.remove
DELETE FROM notify_channels WHERE id = :id

-- name: outbox.insert
-- Once for each change and channel, however often it is written.
INSERT INTO notify_outbox (alert_id, channel_id, channel_name, source_key, delivery_key, title,
    severity, status, cluster_id, payload, state, is_digest, digest_id, attempts, next_at,
    last_error, created_at, ended_at)
VALUES (:alert, :channel, :channel_name, :source_key, :delivery_key, :title, :severity, :status,
    :cluster, :payload, 'pending', :is_digest, 0, 0, :at, '', :at, 0)
ON CONFLICT (source_key, channel_id) DO NOTHING

-- name: outbox.queues
SELECT channel_id, min(id), count(*) FROM notify_outbox WHERE state = 'pending'
GROUP BY channel_id

-- name: outbox.head
SELECT id, alert_id, channel_id, channel_name, delivery_key, payload, is_digest, attempts, next_at
FROM notify_outbox WHERE id = :id

-- name: outbox.waiting
SELECT count(*) FROM notify_outbox WHERE state = 'pending'

-- name: outbox.begin
UPDATE notify_outbox SET attempts = attempts + 1 WHERE id = :id AND state = 'pending'

-- name: outbox.settle
-- What was given up meanwhile can still turn out to have arrived, but is not tried again.
UPDATE notify_outbox SET state = :state, next_at = :next, last_error = :error, ended_at = :ended
WHERE id = :id AND (state = 'pending' OR :state = 'sent')

-- name: outbox.give_up
UPDATE notify_outbox SET state = 'dead', last_error = :error, ended_at = :at
WHERE channel_id = :channel AND state = 'pending'

-- name: outbox.again
UPDATE notify_outbox SET state = 'pending', attempts = 0, next_at = :at, last_error = '',
    ended_at = 0
WHERE id = :id AND state IN ('failed', 'dead')

-- name: outbox.told
-- The alerts that a delivery told of, itself or as a digest.
SELECT alert_id FROM notify_outbox WHERE id = :id AND alert_id > 0
UNION
SELECT alert_id FROM notify_outbox WHERE digest_id = :id AND alert_id > 0

-- name: digest.counts
SELECT severity, status, count(*), max(id) FROM notify_outbox
WHERE channel_id = :channel AND state = 'pending' AND is_digest = 0
GROUP BY severity, status

-- name: digest.clusters
SELECT count(DISTINCT cluster_id) FROM notify_outbox
WHERE channel_id = :channel AND state = 'pending' AND is_digest = 0 AND cluster_id <> ''

-- name: digest.first
-- The worst first, what is over last.
SELECT title, severity, status, cluster_id FROM notify_outbox
WHERE channel_id = :channel AND state = 'pending' AND is_digest = 0
ORDER BY CASE status WHEN 'resolved' THEN 1 ELSE 0 END,
    CASE severity WHEN 'critical' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, id
LIMIT :limit

-- name: digest.take
UPDATE notify_outbox SET state = 'digested', digest_id = :digest, ended_at = :at
WHERE channel_id = :channel AND state = 'pending' AND is_digest = 0 AND id <= :last

-- name: attempts.begin
INSERT INTO notify_attempts (delivery_id, at, is_open, took_ms, status, succeeded, answer)
VALUES (:delivery, :at, 1, 0, 0, 0, '')

-- name: attempts.end
UPDATE notify_attempts SET is_open = 0, took_ms = :took, status = :status,
    succeeded = :succeeded, answer = :answer
WHERE id = :id

-- name: attempts.interrupted
UPDATE notify_attempts SET is_open = 0, answer = :answer WHERE is_open = 1

-- name: attempts.recent_channels
SELECT DISTINCT o.channel_id FROM notify_attempts a JOIN notify_outbox o ON o.id = a.delivery_id
WHERE a.id > (SELECT coalesce(max(id), 0) - 1000 FROM notify_attempts) AND a.at >= :since

-- name: attempts.of
SELECT at, took_ms, status, succeeded, answer, is_open FROM notify_attempts
WHERE delivery_id = :delivery ORDER BY id

-- name: deliveries.columns
SELECT id, channel_id, channel_name, alert_id, title, state, digest_id, attempts, created_at,
    next_at, ended_at, last_error
FROM notify_outbox

-- name: deliveries.all
WHERE id < :before AND (:unsent = 0 OR state IN ('pending', 'failed', 'dead'))
ORDER BY id DESC LIMIT :limit

-- name: deliveries.of_channel
WHERE channel_id = :channel AND id < :before
    AND (:unsent = 0 OR state IN ('pending', 'failed', 'dead'))
ORDER BY id DESC LIMIT :limit

-- name: deliveries.of_alert
WHERE alert_id = :alert AND id < :before
    AND (:unsent = 0 OR state IN ('pending', 'failed', 'dead'))
    AND (:channel = 0 OR channel_id = :channel)
ORDER BY id DESC LIMIT :limit

-- name: notify_retention.attempts
DELETE FROM notify_attempts WHERE delivery_id IN (
    SELECT id FROM notify_outbox WHERE created_at < :before AND state <> 'pending'
    ORDER BY created_at LIMIT :limit)

-- name: notify_retention.outbox
DELETE FROM notify_outbox WHERE id IN (
    SELECT id FROM notify_outbox WHERE created_at < :before AND state <> 'pending'
    ORDER BY created_at LIMIT :limit)
