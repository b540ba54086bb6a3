#include "core/notify/recipients.h"

#include <algorithm>

namespace binnacle::notify {

namespace {

bool wants(const Channel &channel, const Message &message)
{
    const bool isOfCluster = channel.clusters.empty() || message.cluster.value.empty()
        || std::ranges::find(channel.clusters, message.cluster) != channel.clusters.end();
    return channel.isEffective() && isOfCluster && message.severity >= channel.minSeverity;
}

} // namespace

std::vector<const Channel *> recipients(
    std::span<const Channel> channels, std::span<const std::int64_t> wanted, const Message &message)
{
    std::vector<const Channel *> told;
    for (const Channel &channel : channels) {
        const bool isNamed
            = wanted.empty() || std::ranges::find(wanted, channel.id) != wanted.end();
        if (isNamed && wants(channel, message))
            told.push_back(&channel);
    }
    return told;
}

} // namespace binnacle::notify
