#include "core/store/dictionary.h"

#include "core/domain/agent_state.h"
#include "core/store/sqlite/connection.h"
#include "core/store/wall_clock.h"

namespace binnacle::store {

namespace {

// Some 15 MB; a cluster of 10 000 pods with its history of a day fits.
constexpr std::size_t kMaxObjects = 100'000;
constexpr std::size_t kMaxWords = 50'000;

void appendNumber(std::string &key, std::int64_t number)
{
    key.append(reinterpret_cast<const char *>(&number), sizeof number);
}

} // namespace

Dictionary::Dictionary(Connection &connection)
    : m_connection(connection)
    , m_traffic(connection, *this)
{}

Result<std::int64_t> Dictionary::word(std::string_view text)
{
    if (text.empty())
        return std::int64_t{0};
    if (const auto known = m_words.find(text); known != m_words.end())
        return known->second;
    Result<Statement> find = m_connection.prepare("word.find");
    if (!find)
        return find.error();
    const Result<bool> found = find->bind(text).step();
    if (!found)
        return found.error();
    std::int64_t id = *found ? find->number(0) : 0;
    if (!*found) {
        Result<Statement> insert = m_connection.prepare("word.insert");
        if (!insert)
            return insert.error();
        if (const Status done = insert->bind(text).run(); !done)
            return done.error();
        id = m_connection.lastInsertId();
    }
    if (m_words.size() >= kMaxWords)
        m_words.clear();
    m_words.emplace(text, id);
    return id;
}

Result<std::int64_t> Dictionary::cluster(const ClusterId &id)
{
    if (const auto known = m_clusters.find(id.value); known != m_clusters.end())
        return known->second;
    Result<Statement> find = m_connection.prepare("cluster.find");
    if (!find)
        return find.error();
    const Result<bool> found = find->bind(id.value).step();
    if (!found)
        return found.error();
    std::int64_t number = *found ? find->number(0) : 0;
    if (!*found) {
        Result<Statement> insert = m_connection.prepare("cluster.insert");
        if (!insert)
            return insert.error();
        insert->bind(
            id.value, environmentName(environmentGuess(id.value)), toEpochMs(wallClockNow()));
        if (const Status done = insert->run(); !done)
            return done.error();
        number = m_connection.lastInsertId();
    }
    m_clusters.emplace(id.value, number);
    return number;
}

void Dictionary::makeKey(
    std::int64_t cluster, std::int64_t kind, std::int64_t ns, std::string_view name)
{
    m_key.clear();
    appendNumber(m_key, cluster);
    appendNumber(m_key, kind);
    appendNumber(m_key, ns);
    m_key += name;
}

Result<const Dictionary::Object *> Dictionary::cachedObject(
    std::int64_t cluster, const ResourceRef &ref)
{
    const Result<std::int64_t> kind = word(ref.kind);
    const Result<std::int64_t> ns = word(ref.ns);
    if (!kind || !ns)
        return kind ? ns.error() : kind.error();
    makeKey(cluster, *kind, *ns, ref.name);
    if (const auto known = m_objects.find(m_key); known != m_objects.end())
        return &known->second;

    Result<Statement> find = m_connection.prepare("object.find");
    if (!find)
        return find.error();
    const Result<bool> found = find->bind(cluster, *kind, *ns, ref.name).step();
    if (!found)
        return found.error();
    Object object;
    if (*found) {
        object = {.id = find->number(0), .hasOwner = find->number(1) != 0};
    } else {
        Result<Statement> insert = m_connection.prepare("object.insert");
        if (!insert)
            return insert.error();
        if (const Status done = insert->bind(cluster, *kind, *ns, ref.name).run(); !done)
            return done.error();
        object.id = m_connection.lastInsertId();
    }
    if (m_objects.size() >= kMaxObjects)
        m_objects.clear();
    return &m_objects.emplace(m_key, object).first->second;
}

Result<Dictionary::Object> Dictionary::object(std::int64_t cluster, const ResourceRef &ref)
{
    const Result<const Object *> found = cachedObject(cluster, ref);
    if (!found)
        return found.error();
    return **found;
}

Status Dictionary::setOwner(
    std::int64_t cluster, const ResourceRef &owned, const ResourceRef &owner)
{
    const Result<Object> above = object(cluster, owner);
    if (!above)
        return above.error();
    const Result<Object> below = object(cluster, owned);
    if (!below)
        return below.error();
    if (below->id == above->id)
        return Done{};
    Result<Statement> update = m_connection.prepare("object.set_owner");
    if (!update)
        return update.error();
    if (Status done = update->bind(above->id, below->id).run(); !done)
        return done;
    if (const auto cached = m_objects.find(m_key); cached != m_objects.end())
        cached->second.hasOwner = true; // m_key still names `owned`
    return Done{};
}

void Dictionary::forgetObject(
    std::int64_t cluster, std::int64_t kind, std::int64_t ns, std::string_view name)
{
    makeKey(cluster, kind, ns, name);
    m_objects.erase(m_key);
}

void Dictionary::forget()
{
    m_words.clear();
    m_clusters.clear();
    m_objects.clear();
    m_traffic.forget();
}

} // namespace binnacle::store
