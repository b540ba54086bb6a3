#include "core/store/storage_use.h"

#include "core/store/sqlite/connection.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <string_view>

namespace binnacle::store {

namespace {

struct Belonging
{
    std::string_view prefix; // of a table's name
    std::string_view part;
};
// The first that fits.
constexpr std::array<Belonging, 9> kBelongings{
    {{"event", "events"}, {"object", "events"}, {"word", "events"}, {"traffic_raw", "traffic_raw"},
        {"traffic_", "traffic_hourly"}, {"snapshot_", "snapshots"},
        {"cluster_snapshot", "snapshots"}, {"audit_", "audit"}, {"", "other"}}};

std::string_view partOf(std::string_view table)
{
    return std::ranges::find_if(kBelongings, [table](const Belonging &one) {
        return table.starts_with(one.prefix);
    })->part;
}

StoragePart &partNamed(std::vector<StoragePart> &parts, std::string_view name)
{
    const auto known = std::ranges::find(parts, name, &StoragePart::name);
    return known != parts.end() ? *known : parts.emplace_back(StoragePart{std::string(name)});
}

} // namespace

Result<std::vector<StoragePart>> readStorageUse(Connection &connection, Timestamp now)
{
    std::vector<StoragePart> parts;
    for (const std::string_view name :
        {"events", "traffic_raw", "traffic_hourly", "snapshots", "audit", "other"})
        partNamed(parts, name);
    auto bytes = connection.prepare("storage.bytes");
    if (!bytes)
        return bytes.error();
    while (true) {
        const auto row = bytes->step();
        if (!row)
            return row.error();
        if (!*row)
            break;
        partNamed(parts, partOf(bytes->text(0))).bytes += bytes->number(1);
    }
    auto spans = connection.prepare("storage.spans");
    if (!spans)
        return spans.error();
    spans->bind(toEpochMs(now - std::chrono::hours{24}));
    while (true) {
        const auto row = spans->step();
        if (!row)
            return row.error();
        if (!*row)
            return parts;
        StoragePart &part = partNamed(parts, spans->text(0));
        part.rows = spans->number(1);
        if (spans->number(2) > 0)
            part.oldest = fromEpochMs(spans->number(2));
        if (part.rows > 0)
            part.bytesPerDay = static_cast<double>(part.bytes)
                * static_cast<double>(spans->number(3)) / static_cast<double>(part.rows);
    }
}

} // namespace binnacle::store
