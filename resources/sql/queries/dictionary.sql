-- name: word.find
SELECT id FROM word WHERE text = :text

-- name: word.insert
INSERT INTO word (text) VALUES (:text)

-- name: cluster.find
SELECT cluster_no FROM clusters WHERE cluster_uid = :uid

-- name: cluster.insert
INSERT INTO clusters (cluster_uid, name, environment, created_at, updated_at)
VALUES (:uid, :uid, :environment, :at, :at)

-- name: object.find
SELECT id, owner_id IS NOT NULL FROM object
WHERE cluster_no = :cluster AND kind_id = :kind AND ns_id = :ns AND name = :name

-- name: object.insert
INSERT INTO object (cluster_no, kind_id, ns_id, name) VALUES (:cluster, :kind, :ns, :name)

-- name: object.set_owner
UPDATE object SET owner_id = :owner WHERE id = :id AND owner_id IS NOT :owner

-- name: object.unused
-- The object, when neither an event is about it nor an object owned by it. Not the newest one: its
-- number would be given to the next, and readers hold numbers.
SELECT o.cluster_no, o.kind_id, o.ns_id, o.name, o.owner_id FROM object o
WHERE o.id = :id AND o.id < (SELECT max(id) FROM object)
    AND NOT EXISTS (SELECT 1 FROM event e WHERE e.object_id = o.id)
    AND NOT EXISTS (SELECT 1 FROM object below WHERE below.owner_id = o.id)

-- name: object.delete
DELETE FROM object WHERE id = :id

-- name: object.by_ref
SELECT o.id, o.cluster_no FROM object o
WHERE o.kind_id = (SELECT id FROM word WHERE text = :kind)
    AND o.ns_id = (SELECT id FROM word WHERE text = :ns) AND o.name = :name
    AND o.cluster_no IN (SELECT cluster_no FROM clusters
        WHERE :cluster = '' OR cluster_uid = :cluster)

-- name: object.nodes_named
SELECT o.id FROM object o
WHERE o.kind_id = (SELECT id FROM word WHERE text = 'Node') AND o.name = :name
    AND o.cluster_no IN (SELECT cluster_no FROM clusters
        WHERE :cluster = '' OR cluster_uid = :cluster)

-- name: object.tree
-- The objects of a JSON array of numbers and everything below them; owners never form deep chains,
-- the bound is against rings. One that is both a root and below another comes twice: looking for
-- that would cost more than all the rest.
WITH RECURSIVE tree (id, depth) AS (
    SELECT value, 0 FROM json_each(:roots)
    UNION ALL
    SELECT o.id, t.depth + 1 FROM tree t JOIN object o ON o.owner_id = t.id WHERE t.depth < 8
)
SELECT id FROM tree

-- name: object.ownerless
-- Candidates for a tree by name. :from and :to bound the name.
SELECT o.id, o.name, k.text FROM object o JOIN word k ON k.id = o.kind_id
WHERE o.owner_id IS NULL
    AND o.cluster_no IN (SELECT cluster_no FROM clusters
        WHERE :cluster = '' OR cluster_uid = :cluster)
    AND o.kind_id IN (SELECT id FROM word WHERE text IN ('Pod', 'ReplicaSet'))
    AND o.ns_id = (SELECT id FROM word WHERE text = :ns)
    AND o.name >= :from AND o.name < :to

-- name: object.detail
SELECT k.text, n.text, o.name, o.owner_id FROM object o
JOIN word k ON k.id = o.kind_id JOIN word n ON n.id = o.ns_id
WHERE o.id = :id

-- name: object.children
SELECT id FROM object WHERE owner_id = :owner ORDER BY name LIMIT :limit

-- name: object.event_count
SELECT count(*), coalesce(sum(type), 0) FROM event WHERE object_id = :object

-- name: cluster.names
SELECT cluster_no, cluster_uid FROM clusters
