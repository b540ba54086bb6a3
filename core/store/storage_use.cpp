#include "core/store/storage_use.h"

#include "core/store/sqlite/connection.h"
#include "core/store/sqlite/rows.h"

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
    Status read = forEachRow(*bytes,
        [&parts](Statement &row) { partNamed(parts, partOf(row.text(0))).bytes += row.number(1); });
    if (!read)
        return read.error();
    auto spans = connection.prepare("storage.spans");
    if (!spans)
        return spans.error();
    spans->bind(toEpochMs(now - std::chrono::hours{24}));
    read = forEachRow(*spans, [&parts](Statement &row) {
        StoragePart &part = partNamed(parts, row.text(0));
        part.rows = row.number(1);
        if (row.number(2) > 0)
            part.oldest = fromEpochMs(row.number(2));
        if (part.rows > 0)
            part.bytesPerDay = static_cast<double>(part.bytes) * static_cast<double>(row.number(3))
                / static_cast<double>(part.rows);
    });
    if (!read)
        return read.error();
    return parts;
}

} // namespace binnacle::store
