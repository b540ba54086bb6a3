#pragma once

#include "core/domain/notification.h"

#include <cstdint>
#include <span>
#include <vector>

namespace binnacle::notify {

// Which of `channels` are told of `message`: those in `wanted`, or without any all of them, as far
// as they are effective and neither its severity nor its cluster is filtered out.
std::vector<const Channel *> recipients(std::span<const Channel> channels,
    std::span<const std::int64_t> wanted, const Message &message);

} // namespace binnacle::notify
