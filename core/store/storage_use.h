#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <cstdint>
#include <string>
#include <vector>

namespace binnacle::store {

class Connection;

// What one kind of history takes up in the file.
struct StoragePart
{
    std::string name; // "events", "traffic_raw", "traffic_hourly", "snapshots", "audit", "other"
    std::int64_t bytes = 0;
    std::int64_t rows = 0;
    Timestamp oldest{};
    double bytesPerDay = 0; // by the rows of the last 24 hours
};

// Reads the whole file once: about a second for a gigabyte. On a reader thread.
Result<std::vector<StoragePart>> readStorageUse(Connection &connection, Timestamp now);

} // namespace binnacle::store
