-- Settings of a connection, transactions and the version table.

-- name: connection.writer
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA journal_size_limit = 67108864;
PRAGMA cache_size = -32768;
PRAGMA temp_store = MEMORY;

-- name: connection.reader
PRAGMA query_only = ON;
PRAGMA cache_size = -16384;
PRAGMA temp_store = MEMORY;

-- name: transaction.begin
BEGIN IMMEDIATE

-- name: transaction.begin_read
BEGIN

-- name: transaction.commit
COMMIT

-- name: transaction.rollback
ROLLBACK

-- name: full_text.api
SELECT fts5(:api)

-- name: wal.checkpoint
PRAGMA wal_checkpoint(PASSIVE)

-- name: wal.truncate
PRAGMA wal_checkpoint(TRUNCATE)

-- name: schema.application_id
PRAGMA application_id

-- name: schema.mark_application
PRAGMA application_id = 1112429137

-- name: schema.table_count
SELECT count(*) FROM sqlite_schema

-- name: schema.has_versions
SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'schema_version'

-- name: schema.create_versions
CREATE TABLE IF NOT EXISTS schema_version (
    version INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    hash TEXT NOT NULL,
    applied_at INTEGER NOT NULL
) STRICT

-- name: schema.versions
SELECT version, name, hash FROM schema_version ORDER BY version

-- name: schema.record_version
INSERT INTO schema_version (version, name, hash, applied_at) VALUES (:version, :name, :hash, :at)

-- name: schema.backup
VACUUM INTO :file

-- name: state.get
SELECT value FROM store_state WHERE key = :key

-- name: state.set
INSERT INTO store_state (key, value) VALUES (:key, :value)
ON CONFLICT (key) DO UPDATE SET value = excluded.value
