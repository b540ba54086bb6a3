#pragma once

#include "core/base/result.h"
#include "core/domain/ids.h"
#include "core/domain/resource_ref.h"
#include "core/store/traffic_dictionary.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace binnacle::store {

class Connection;

// The small integers that stand for words, clusters and objects in the database, with those in
// recent use kept in memory. Lives on the writer's thread beside the writing connection.
class Dictionary
{
public:
    struct Object
    {
        std::int64_t id = 0;
        bool hasOwner = false;
    };

    // `connection` must outlive the dictionary.
    explicit Dictionary(Connection &connection);

    // Each finds the number or makes one, inside the running transaction.
    Result<std::int64_t> word(std::string_view text);
    Result<std::int64_t> cluster(const ClusterId &id);
    Result<Object> object(std::int64_t cluster, const ResourceRef &ref);

    // Links `owned` to its owner; a later owner replaces an earlier one.
    Status setOwner(std::int64_t cluster, const ResourceRef &owned, const ResourceRef &owner);

    // The object was deleted; all but its name by their numbers.
    void forgetObject(
        std::int64_t cluster, std::int64_t kind, std::int64_t ns, std::string_view name);

    // Numbers of the SLO tables.
    TrafficDictionary &traffic() { return m_traffic; }

    // A transaction was rolled back or a cluster removed: numbers may be void.
    void forget();

private:
    struct Hash
    {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const
        {
            return std::hash<std::string_view>{}(text);
        }
    };
    template<typename Value>
    using Cache = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;

    Result<const Object *> cachedObject(std::int64_t cluster, const ResourceRef &ref);
    // Into m_key.
    void makeKey(std::int64_t cluster, std::int64_t kind, std::int64_t ns, std::string_view name);

    Connection &m_connection;
    Cache<std::int64_t> m_words;
    Cache<std::int64_t> m_clusters;
    Cache<Object> m_objects;
    TrafficDictionary m_traffic;
    std::string m_key; // scratch
};

} // namespace binnacle::store
