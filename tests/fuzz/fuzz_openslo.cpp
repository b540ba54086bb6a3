#include "core/codec/bounded_yaml.h"
#include "core/codec/slo_spec.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

// Any text is refused with a reason or gives objectives within their range, out of which come rules
// and documents that are readable again.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    using namespace binnacle;
    const std::string_view yaml(reinterpret_cast<const char *>(data), size);
    const auto specs = codec::readSloSpecs(yaml);
    if (!specs) {
        if (specs.error().message.empty())
            std::abort();
        return 0;
    }
    std::vector<codec::RuleSource> sources;
    std::vector<SloTarget> targets;
    for (const codec::SloSpec &spec : specs->specs) {
        if (spec.name.empty() || !(spec.objective > 0) || spec.objective > 100
            || spec.p95Latency < 0)
            std::abort();
        SloTarget target = defaultTarget(spec.window);
        target.host = spec.name;
        target.availability = spec.objective;
        sources.push_back({target, spec.errorQuery, spec.totalQuery});
        targets.push_back(target);
    }
    // Large inputs may well become more than what is read in one go.
    const std::string rules = codec::writePrometheusRules(sources);
    const auto readRules = codec::readYaml(rules);
    if (!readRules && readRules.error().code != ErrorCode::TooLarge)
        std::abort();
    const auto again = codec::readSloSpecs(codec::writeOpenSlo(targets));
    if (!targets.empty() && !again && again.error().code != ErrorCode::TooLarge)
        std::abort();
    if (again && again->specs.size() != targets.size())
        std::abort();
    return 0;
}
