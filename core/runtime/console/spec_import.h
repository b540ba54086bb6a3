#pragma once

#include "core/console/slo_feed.h"

#include <string>

namespace binnacle::store {
class Connection;
}

namespace binnacle::runtime {

// Reads an OpenSLO or Sloth file and says which target each of its objectives would set: matched
// with the domains, service keys and services the cluster is known to have. On a reader thread.
Result<console::SpecImport> proposeSpecs(
    store::Connection &connection, const std::string &file, const ClusterId &cluster);

} // namespace binnacle::runtime
