#include "core/collect/scrape_notices.h"

#include <algorithm>

namespace binnacle::collect {

namespace {

// "3 ingress services", "1 ingress service"
std::string counted(std::size_t count, const std::string &what)
{
    return std::to_string(count) + ' ' + what + (count == 1 ? "" : "s");
}

std::set<std::string> withoutRoute(const ScrapeFindings &findings)
{
    std::set<std::string> left = findings.ingressKeys;
    for (const IngressRoute &route : findings.routes)
        left.erase(route.serviceKey);
    return left;
}

std::set<std::string> approximate(const ScrapeFindings &findings)
{
    std::set<std::string> keys;
    for (const IngressRoute &route : findings.routes) {
        if (route.isApproximate && findings.ingressKeys.contains(route.serviceKey))
            keys.insert(route.serviceKey);
    }
    return keys;
}

} // namespace

void addNotices(std::vector<std::string> &notices, const ScrapeFindings &findings)
{
    if (findings.unreadable > 0)
        notices.push_back(counted(findings.unreadable, "counter")
            + " left out: not a number, infinite or below zero");
    if (!findings.hasCluster) {
        if (!findings.ingressKeys.empty())
            notices.push_back("the cluster has told nothing of its routes yet: "
                + counted(findings.ingressKeys.size(), "ingress service")
                + " shown by key instead of by domain");
        return;
    }
    if (const auto left = withoutRoute(findings); !left.empty())
        notices.push_back(counted(left.size(), "ingress service")
            + " shown by key, no route of the cluster leads there; the first: " + *left.begin());
    if (const auto keys = approximate(findings); !keys.empty())
        notices.push_back(counted(keys.size(), "ingress service")
            + " counted for several rules of one route object, which cannot be told apart; the "
              "first: "
            + *keys.begin());
}

} // namespace binnacle::collect
