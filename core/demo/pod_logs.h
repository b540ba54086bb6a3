#pragma once

#include "core/demo/cluster_model.h"

#include <string>
#include <string_view>

namespace binnacle::demo {

// The last lines a container would have written by `now`: the same for the same arguments, fitting
// the kind of program and the state it is in.
std::string podLogs(const PodModel &pod, std::string_view container, int lines, Timestamp now);

} // namespace binnacle::demo
