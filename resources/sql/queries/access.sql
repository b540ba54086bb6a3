-- name: users.list
SELECT id, username, password_hash, display_name, email, role, scope, status, created_at,
    updated_at, last_login_at, last_login_ip
FROM users ORDER BY username

-- name: users.insert
INSERT INTO users (username, password_hash, display_name, email, role, scope, status, created_at,
    updated_at)
VALUES (:username, :password, :display, :email, :role, :scope, :status, :at, :at)

-- name: users.update
UPDATE users SET display_name = :display, email = :email, role = :role, scope = :scope,
    status = :status, updated_at = :at
WHERE id = :id

-- name: users.set_password
UPDATE users SET password_hash = :password, updated_at = :at WHERE id = :id

-- name: users.logged_in
UPDATE users SET last_login_at = :at, last_login_ip = :ip WHERE id = :id

-- name: users.admins
-- 1 is an admin.
SELECT count(*) FROM users WHERE role = 1 AND status = 1

-- name: users.remove
DELETE FROM users WHERE id = :id

-- name: tokens.list
SELECT id, user_id, token_hash, name, kind, permissions, expires_at, last_used_at, created_at
FROM tokens ORDER BY id DESC

-- name: tokens.insert
INSERT INTO tokens (user_id, token_hash, name, kind, permissions, expires_at, created_at)
VALUES (:user, :hash, :name, :kind, :permissions, :expires, :at)

-- name: tokens.used
UPDATE tokens SET last_used_at = max(last_used_at, :at) WHERE id = :id

-- name: tokens.remove
DELETE FROM tokens WHERE id = :id

-- name: tokens.remove_of_user
DELETE FROM tokens WHERE user_id = :user

-- name: tokens.remove_sessions
-- 1 is a session.
DELETE FROM tokens WHERE user_id = :user AND kind = 1

-- name: tokens.remove_expired
DELETE FROM tokens WHERE expires_at > 0 AND expires_at < :before

-- name: audit.head
SELECT row_id, rows, hash FROM audit_head

-- name: audit.last
SELECT id, (SELECT count(*) FROM audit_logs), hash FROM audit_logs ORDER BY id DESC LIMIT 1

-- name: audit.set_head
INSERT INTO audit_head (only, row_id, rows, hash) VALUES (1, :row, :rows, :hash)
ON CONFLICT (only) DO UPDATE SET row_id = excluded.row_id, rows = excluded.rows,
    hash = excluded.hash

-- name: audit.insert
INSERT INTO audit_logs (id, at, user_id, username, role, source, action, resource, method,
    request_body, before, after, reason, status_code, success, error_message, ip, user_agent,
    trace_id, duration_ms, previous_hash, hash)
VALUES (:id, :at, :user, :username, :role, :source, :action, :resource, :method, :body, :before,
    :after, :reason, :status, :success, :error, :ip, :agent, :trace, :duration, :previous, :hash)

-- name: audit.columns
SELECT id, at, user_id, username, role, source, action, resource, method, request_body, before,
    after, reason, status_code, success, error_message, ip, user_agent, trace_id, duration_ms,
    previous_hash, hash
FROM audit_logs ORDER BY id

-- name: audit.page
-- Absent conditions are null or empty.
SELECT id, at, user_id, username, role, source, action, resource, method, request_body, before,
    after, reason, status_code, success, error_message, ip, user_agent, trace_id, duration_ms,
    previous_hash, hash
FROM audit_logs
WHERE (:user IS NULL OR user_id = :user) AND (:source = '' OR source = :source)
    AND (:action = '' OR action = :action) AND at >= :from AND at < :to
    AND (:text = '' OR contains_ci(resource, :text) OR contains_ci(username, :text)
        OR contains_ci(error_message, :text) OR contains_ci(request_body, :text)
        OR contains_ci(after, :text) OR contains_ci(before, :text))
ORDER BY id DESC LIMIT :limit OFFSET :offset

-- name: audit.lines
-- Without bodies, for queries. Absent conditions are empty.
SELECT id, at, user_id, username, role, source, action, resource, method, '', '', '', reason,
    status_code, success, error_message, ip, '', '', duration_ms, x'', x''
FROM audit_logs
WHERE at >= :from AND at < :to AND (:username = '' OR username = :username)
    AND (:source = '' OR source = :source) AND (:action = '' OR action = :action)
ORDER BY id DESC LIMIT :limit

-- name: audit.count
SELECT count(*)
FROM audit_logs
WHERE (:user IS NULL OR user_id = :user) AND (:source = '' OR source = :source)
    AND (:action = '' OR action = :action) AND at >= :from AND at < :to
    AND (:text = '' OR contains_ci(resource, :text) OR contains_ci(username, :text)
        OR contains_ci(error_message, :text) OR contains_ci(request_body, :text)
        OR contains_ci(after, :text) OR contains_ci(before, :text))

-- name: security.insert
INSERT INTO security_events (at, event_type, severity, ip, user_id, token_id, resource, details,
    count)
VALUES (:at, :type, :severity, :ip, :user, :token, :resource, :details, :count)

-- name: security.grow
UPDATE security_events SET count = :count, severity = max(severity, :severity) WHERE id = :id

-- name: security.resolve
UPDATE security_events SET resolved = 1, resolved_at = :at, resolved_by = :by
WHERE id = :id AND resolved = 0

-- name: security.page
SELECT id, at, event_type, severity, ip, user_id, token_id, resource, details, count, resolved,
    resolved_at, resolved_by
FROM security_events
WHERE (:type = '' OR event_type = :type) AND (:unresolved = 0 OR resolved = 0)
ORDER BY id DESC LIMIT :limit OFFSET :offset

-- name: security.count
SELECT count(*) FROM security_events
WHERE (:type = '' OR event_type = :type) AND (:unresolved = 0 OR resolved = 0)

-- name: security.expire
DELETE FROM security_events WHERE at < :before
