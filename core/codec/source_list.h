#pragma once

#include "core/base/result.h"
#include "core/domain/metrics_source.h"

#include <string>
#include <vector>

namespace binnacle::codec {

// The metrics sources of a workspace as the JSON of its setting.
std::string encodeSources(const std::vector<MetricsSource> &sources);
// Errors: MalformedBody, InvalidArgument naming the field.
Result<std::vector<MetricsSource>> decodeSources(const std::string &json);

} // namespace binnacle::codec
