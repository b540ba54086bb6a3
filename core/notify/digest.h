#pragma once

#include "core/base/result.h"
#include "core/domain/notification.h"

#include <cstdint>
#include <string>
#include <vector>

namespace binnacle::store {
class Connection;
}

namespace binnacle::notify {

// What waits for a channel, to be told in one message.
struct DigestSummary
{
    std::int64_t total = 0;
    std::int64_t last = 0; // newest row in it
    std::int64_t resolved = 0;
    std::int64_t critical = 0; // of what fires or informs
    std::int64_t warning = 0;
    std::int64_t info = 0;
    std::int64_t clusters = 0;
    struct Item
    {
        std::string title;
        AlertSeverity severity = AlertSeverity::Info;
        MessageStatus status = MessageStatus::Firing;
        std::string cluster;
    };
    std::vector<Item> first; // 20, the worst
};

Result<DigestSummary> summarise(store::Connection &connection, std::int64_t channel);
Message digestMessage(const DigestSummary &summary, Timestamp now);

} // namespace binnacle::notify
