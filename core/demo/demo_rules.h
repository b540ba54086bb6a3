#pragma once

#include "core/domain/alert.h"
#include "core/domain/notification.h"

#include <cstdint>
#include <string>
#include <vector>

namespace binnacle::demo {

// What the people of the estate want to be told of, beside the rules every console has. In a real
// console these are settings, so the demo makes them as settings.
std::vector<AlertRule> demoRules();

// What they wanted to hear nothing of, before `now`: the maintenance of the databases.
std::vector<Silence> demoSilences(Timestamp now);

// Where they are told: the demo's inbox on this port of loopback, see DemoInbox.
std::vector<Channel> demoChannels(std::uint16_t inboxPort);

} // namespace binnacle::demo
