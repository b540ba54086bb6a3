#include "core/store/traffic_dictionary.h"

#include "core/store/bucket_codec.h"
#include "core/store/dictionary.h"
#include "core/store/sqlite/connection.h"

#include <array>

namespace binnacle::store {

namespace {

constexpr std::size_t kMaxSeries = 200'000; // some 30 MB
constexpr std::size_t kMaxBounds = 1'000;

void appendNumber(std::string &key, std::uint64_t number)
{
    key.append(reinterpret_cast<const char *>(&number), sizeof number);
}

} // namespace

TrafficDictionary::TrafficDictionary(Connection &connection, Dictionary &words)
    : m_connection(connection)
    , m_words(words)
{}

void TrafficDictionary::forget()
{
    m_series.clear();
    m_bounds.clear();
}

void TrafficDictionary::setKey(std::int64_t cluster, const TrafficKey &key)
{
    m_key.clear();
    appendNumber(
        m_key, static_cast<std::uint64_t>(cluster) * 4 + static_cast<std::uint64_t>(key.kind));
    for (const std::string *part :
        {&key.service.ns, &key.service.name, &key.target.ns, &key.target.name, &key.serviceKey}) {
        appendNumber(m_key, part->size());
        m_key += *part;
    }
}

Result<std::int64_t> TrafficDictionary::series(
    std::int64_t cluster, const TrafficKey &key, Timestamp at)
{
    setKey(cluster, key);
    const std::int64_t atMs = toEpochMs(at);
    auto known = m_series.find(m_key);
    if (known == m_series.end()) {
        const Result<Series> found = findSeries(cluster, key, atMs);
        if (!found)
            return found.error();
        if (m_series.size() >= kMaxSeries)
            m_series.clear();
        known = m_series.emplace(m_key, *found).first;
    }
    if (atMs < known->second.firstMs) {
        Result<Statement> move = m_connection.prepare("traffic.move_first_seen");
        if (!move)
            return move.error();
        if (const Status moved = move->bind(atMs, known->second.id).run(); !moved)
            return moved.error();
        known->second.firstMs = atMs;
    }
    return known->second.id;
}

Result<TrafficDictionary::Series> TrafficDictionary::findSeries(
    std::int64_t cluster, const TrafficKey &key, std::int64_t atMs)
{
    const bool isIngress = key.kind == TrafficKind::Ingress;
    const std::array<const std::string *, 4> names{&key.service.ns,
        isIngress ? &key.serviceKey : &key.service.name, &key.target.ns, &key.target.name};
    std::array<std::int64_t, 4> words{};
    for (std::size_t i = 0; i < names.size(); ++i) {
        const Result<std::int64_t> word = m_words.word(*names[i]);
        if (!word)
            return word.error();
        words[i] = *word;
    }
    const int kind = static_cast<int>(key.kind);
    Result<Statement> find = m_connection.prepare("traffic.find_series");
    if (!find)
        return find.error();
    const Result<bool> found
        = find->bind(cluster, kind, words[0], words[1], words[2], words[3]).step();
    if (!found)
        return found.error();
    if (*found)
        return Series{.id = find->number(0), .firstMs = find->number(1)};
    Result<Statement> insert = m_connection.prepare("traffic.insert_series");
    if (!insert)
        return insert.error();
    insert->bind(cluster, kind, words[0], words[1], words[2], words[3], atMs);
    if (const Status done = insert->run(); !done)
        return done.error();
    return Series{.id = m_connection.lastInsertId(), .firstMs = atMs};
}

Result<std::int64_t> TrafficDictionary::bounds(std::span<const double> bounds)
{
    if (bounds.empty())
        return std::int64_t{0};
    const std::string_view bytes(
        reinterpret_cast<const char *>(bounds.data()), bounds.size_bytes());
    m_key.assign(bytes);
    if (const auto known = m_bounds.find(m_key); known != m_bounds.end())
        return known->second;
    Result<Statement> find = m_connection.prepare("traffic.find_bounds");
    if (!find)
        return find.error();
    const Result<bool> found = find->bind(Blob{bytes}).step();
    if (!found)
        return found.error();
    std::int64_t id = *found ? find->number(0) : 0;
    if (!*found) {
        Result<Statement> insert = m_connection.prepare("traffic.insert_bounds");
        if (!insert)
            return insert.error();
        if (const Status done = insert->bind(Blob{bytes}).run(); !done)
            return done.error();
        id = m_connection.lastInsertId();
    }
    if (m_bounds.size() >= kMaxBounds)
        m_bounds.clear();
    m_bounds.emplace(m_key, id);
    return id;
}

Result<std::int64_t> TrafficDictionary::boot(std::int64_t cluster, const std::string &bootId)
{
    if (bootId.empty())
        return std::int64_t{0};
    Result<Statement> find = m_connection.prepare("traffic.find_boot");
    if (!find)
        return find.error();
    const Result<bool> found = find->bind(cluster, bootId).step();
    if (!found)
        return found.error();
    if (*found)
        return find->number(0);
    Result<Statement> insert = m_connection.prepare("traffic.insert_boot");
    if (!insert)
        return insert.error();
    if (const Status done = insert->bind(cluster, bootId).run(); !done)
        return done.error();
    return m_connection.lastInsertId();
}

} // namespace binnacle::store
