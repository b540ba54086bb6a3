#pragma once

#include "core/base/result.h"
#include "core/domain/traffic.h"

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>

namespace binnacle::store {

class Connection;
class Dictionary;

// The numbers of series, sets of bounds and runs of agents, with those in recent use in memory.
// Part of Dictionary: on the writer's thread, inside the running transaction.
class TrafficDictionary
{
public:
    // Both must outlive it.
    TrafficDictionary(Connection &connection, Dictionary &words);

    // Finds the number or makes one. `at`: end of an interval with traffic, for "first seen".
    Result<std::int64_t> series(std::int64_t cluster, const TrafficKey &key, Timestamp at);
    Result<std::int64_t> bounds(std::span<const double> bounds);                // 0 for none
    Result<std::int64_t> boot(std::int64_t cluster, const std::string &bootId); // 0 for ""

    void forget();

private:
    struct Series
    {
        std::int64_t id = 0;
        std::int64_t firstMs = 0;
    };
    Result<Series> findSeries(std::int64_t cluster, const TrafficKey &key, std::int64_t atMs);
    void setKey(std::int64_t cluster, const TrafficKey &key);

    Connection &m_connection;
    Dictionary &m_words;
    std::unordered_map<std::string, Series> m_series;
    std::unordered_map<std::string, std::int64_t> m_bounds;
    std::string m_key; // scratch
};

} // namespace binnacle::store
