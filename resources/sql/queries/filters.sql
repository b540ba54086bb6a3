-- Fragments that core/store/predicate_sql composes. :v is the value, always bound; {column} one of
-- the column.* entries. A list walks the time index and tests each row ("ordered") or collects the
-- rows by another index and sorts ("selective"): {plus} becomes '+' in the first case, so that the
-- planner cannot leave the time index, and nothing in the second. An entry that ends in .selective
-- replaces the one without in the second case.

-- name: filter.all
TRUE

-- name: filter.none
FALSE

-- name: filter.and
({left} AND {right})

-- name: filter.or
({left} OR {right})

-- name: filter.not
NOT ({left})

-- name: column.reason
e.reason_id

-- name: column.namespace
e.ns_id

-- name: column.node
e.host_id

-- name: column.source
e.component_id

-- name: column.kind
e.kind_id

-- name: column.count
e.count

-- name: column.first
e.first_ms

-- name: column.last
e.last_ms

-- name: column.message
e.message

-- name: column.name
o.name

-- name: column.uid
uid_text(e.uid)

-- name: filter.word.equal
{column} IS (SELECT id FROM word WHERE text = :v)

-- name: filter.word.not_equal
{column} IS NOT (SELECT id FROM word WHERE text = :v)

-- name: filter.word.in
{plus}{column} IN (SELECT id FROM word WHERE text IN (SELECT value FROM json_each(:v)))

-- name: filter.word.contains
{plus}{column} IN (SELECT id FROM word WHERE contains_ci(text, :v))

-- name: filter.word.starts_with
{plus}{column} IN (SELECT id FROM word WHERE starts_with(text, :v))

-- name: filter.word.matches
{plus}{column} IN (SELECT id FROM word WHERE regex_matches(text, :v))

-- name: filter.kind.equal
{plus}e.kind_id IN (SELECT id FROM word WHERE text = :v COLLATE NOCASE)

-- name: filter.kind.in
{plus}e.kind_id IN (SELECT w.id FROM word w JOIN json_each(:v) j ON w.text = j.value COLLATE NOCASE)

-- name: filter.cluster.equal
e.cluster_no IS (SELECT cluster_no FROM clusters WHERE cluster_uid = :v)

-- name: filter.cluster.tested
-- The same, but never the way to find rows.
+e.cluster_no IS (SELECT cluster_no FROM clusters WHERE cluster_uid = :v)

-- name: filter.cluster.not_equal
e.cluster_no IS NOT (SELECT cluster_no FROM clusters WHERE cluster_uid = :v)

-- name: filter.cluster.in
{plus}e.cluster_no IN (SELECT cluster_no FROM clusters
    WHERE cluster_uid IN (SELECT value FROM json_each(:v)))

-- name: filter.cluster.contains
{plus}e.cluster_no IN (SELECT cluster_no FROM clusters WHERE contains_ci(cluster_uid, :v))

-- name: filter.cluster.starts_with
{plus}e.cluster_no IN (SELECT cluster_no FROM clusters WHERE starts_with(cluster_uid, :v))

-- name: filter.cluster.matches
{plus}e.cluster_no IN (SELECT cluster_no FROM clusters WHERE regex_matches(cluster_uid, :v))

-- name: filter.type.warning
e.type = 1

-- name: filter.type.normal
e.type = 0

-- name: filter.text.equal
{column} = :v

-- name: filter.text.not_equal
{column} <> :v

-- name: filter.text.in
{column} IN (SELECT value FROM json_each(:v))

-- name: filter.text.contains
contains_ci({column}, :v)

-- name: filter.text.starts_with
starts_with({column}, :v)

-- name: filter.text.matches
regex_matches({column}, :v)

-- name: filter.name.equal.selective
e.object_id IN (SELECT id FROM object WHERE name = :v)

-- name: filter.name.in.selective
e.object_id IN (SELECT id FROM object WHERE name IN (SELECT value FROM json_each(:v)))

-- name: filter.name.contains.selective
e.object_id IN (SELECT id FROM object WHERE contains_ci(name, :v))

-- name: filter.name.starts_with.selective
e.object_id IN (SELECT id FROM object WHERE starts_with(name, :v))

-- name: filter.name.matches.selective
e.object_id IN (SELECT id FROM object WHERE regex_matches(name, :v))

-- name: filter.uid.equal
e.uid = pack_uid(:v)

-- name: filter.words
has_words((SELECT text FROM word WHERE id = e.reason_id), e.message, :v)

-- name: filter.words.selective
-- The text index, and the events behind it that are not in it yet. :m is the match expression.
e.id IN (SELECT rowid FROM event_text WHERE event_text MATCH :m
    UNION ALL
    SELECT t.id FROM event t JOIN word w ON w.id = t.reason_id
    WHERE t.id > (SELECT value FROM store_state WHERE key = 'text_indexed_to')
        AND has_words(w.text, t.message, :v))

-- name: filter.number.equal
{column} = :v

-- name: filter.number.not_equal
{column} <> :v

-- name: filter.number.less
{column} < :v

-- name: filter.number.less_or_equal
{column} <= :v

-- name: filter.number.greater
{column} > :v

-- name: filter.number.greater_or_equal
{column} >= :v

-- name: filter.object
e.object_id = :v

-- name: filter.objects
{plus}e.object_id IN (SELECT value FROM json_each(:v))

-- name: filter.host
e.host_id IS (SELECT id FROM word WHERE text = :v)
