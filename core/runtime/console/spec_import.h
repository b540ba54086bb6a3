#pragma once

#include "core/console/slo_feed.h"

#include <string>

namespace binnacle::store {
class Connection;
}

namespace binnacle::runtime {

// Reads an OpenSLO or Sloth file and says which target each of its objectives would set: matched
// with the domains, service keys and services that the cluster had within a day of `now`. On a
// reader thread.
Result<console::SpecImport> proposeSpecs(store::Connection &connection, const std::string &file,
    const ClusterId &cluster, Timestamp now);

} // namespace binnacle::runtime
