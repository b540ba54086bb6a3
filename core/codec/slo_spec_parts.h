#pragma once

// Internal to the readers of slo_spec.h.

#include "core/codec/bounded_yaml.h"
#include "core/codec/slo_spec.h"

#include <map>
#include <optional>

namespace binnacle::codec::slo_spec {

// Indicators (kind SLI) of the file by name, for SLOs that refer to them.
using Indicators = std::map<std::string, const YamlNode *, std::less<>>;

// Add the SLOs of one document to `specs`. Errors: InvalidArgument naming the field.
Status readOpenSlo(const YamlNode &document, const Indicators &indicators, SloSpecs &specs);
Status readSloth(const YamlNode &document, SloSpecs &specs); // both of its spellings

std::string textOf(const YamlNode &node); // of a scalar, without white space around; else empty
std::optional<double> numberOf(const YamlNode &node);
// A text of the file as one short line for a note or an error.
std::string shown(std::string_view text);

// Sets the window and what is lost by it. `length` is unset where `written` is no duration.
void keepWindow(SloSpec &spec, std::string written, std::optional<Duration> length);
// "30d", "2w", "1M", "1Q", "1Y".
std::optional<Duration> lengthOf(std::string_view shorthand);

// Sets the queries, and what their selectors and buckets tell: hostHint and p95Latency.
void keepQueries(SloSpec &spec, std::string errors, std::string total);

} // namespace binnacle::codec::slo_spec
