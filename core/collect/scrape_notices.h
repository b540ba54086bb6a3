#pragma once

#include "core/domain/increments.h"

#include <cstddef>
#include <set>
#include <string>
#include <vector>

namespace binnacle::collect {

// What a scrape showed that a person should know before relying on its numbers.
struct ScrapeFindings
{
    std::size_t unreadable = 0; // counters whose value no counter can have
    bool hasCluster = false;    // routes can be looked up
    std::set<std::string> ingressKeys;
    std::vector<IngressRoute> routes;
};

// Appends a sentence for each kind of finding.
void addNotices(std::vector<std::string> &notices, const ScrapeFindings &findings);

} // namespace binnacle::collect
