#pragma once

#include "core/notify/channel_config.h"

#include <vector>

namespace binnacle::notify {

// What is wrong with the values of a configuration whose shape is right; added to `problems`.
void checkConfig(const ChannelConfig &config, std::vector<ConfigProblem> &problems);

} // namespace binnacle::notify
