#include "core/collect/route_match.h"
#include "tests/fuzz/require.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

using namespace binnacle;
using test::require;

// Any rule gives an error that says why or ways that differ; printed as rules they give themselves.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const std::string_view rule(reinterpret_cast<const char *>(data), size);
    const auto targets = collect::parseRouteMatch(rule);
    if (!targets) {
        require(!targets.error().message.empty());
        return 0;
    }
    for (std::size_t i = 0; i < targets->size(); ++i) {
        const collect::RouteTarget &target = (*targets)[i];
        for (std::size_t j = 0; j < i; ++j)
            require(!((*targets)[j] == target));
        const bool isQuotable = target.domain.find('`') == std::string::npos
            && target.pathPrefix.find('`') == std::string::npos;
        if (!isQuotable)
            continue;
        const std::string printed = std::string(target.isDomainPattern ? "HostRegexp" : "Host")
            + "(`" + target.domain + "`) && PathPrefix(`" + target.pathPrefix + "`)";
        const auto again = collect::parseRouteMatch(printed);
        require(again || printed.size() > size);
        require(!again || (again->size() == 1 && again->front() == target));
    }
    return 0;
}
