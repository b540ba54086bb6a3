#pragma once

#include "core/kube/command_job.h"

#include <cstddef>

namespace binnacle::kube {

// What a hub accepts as one string of a result is 4 MiB of JSON; outputs stay below.
inline constexpr std::size_t kLongestOutput = 3U << 20;

// The actions of contract 01 §1.6 that only look. For commands of an assistant (`source=ai`)
// `dynamic` answers with text tables, for everybody else with the JSON of the API server.

// `container` (the first that is no sidecar of Linkerd), `tailLines` (100, at most 200),
// `sinceSeconds`, `timestamps`, `previous`. What is too long loses its beginning.
CommandAnswer readLogs(const CommandJob &job);
// {"key":"value"}; of a Secret decoded. Values that are no UTF-8 come as "base64:…".
CommandAnswer readConfigMap(const CommandJob &job);
CommandAnswer readSecret(const CommandJob &job);
// `command` get, list, describe or get_events. Never tells the values of a Secret: that is what
// get_secret is for, whose output nobody stores.
CommandAnswer readDynamic(const CommandJob &job);

} // namespace binnacle::kube
