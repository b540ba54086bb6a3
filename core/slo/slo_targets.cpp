#include "core/slo/slo_service.h"
#include "core/slo/subject_parts.h"

namespace binnacle::slo {

SloTarget targetFor(
    const std::vector<SloTarget> &targets, const SloSubject &subject, SloWindow window)
{
    std::vector<std::string> hosts{subject.text()};
    // "shop.example.com/checkout" is a route of a domain; it falls back on the domain's target.
    if (const auto slash = hosts.front().find('/');
        subject.kind == SloSubject::Kind::Domain && slash != std::string::npos)
        hosts.push_back(hosts.front().substr(0, slash));
    return targetInForce(targets, subject, hosts, window);
}

} // namespace binnacle::slo
