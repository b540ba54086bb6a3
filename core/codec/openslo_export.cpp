#include "core/codec/bounded_yaml.h"
#include "core/codec/slo_spec.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace binnacle::codec {

namespace {

// OpenSLO wants the names of Kubernetes objects: lower case, digits, '-', at most 63 of them.
std::string objectName(std::string_view text)
{
    constexpr std::size_t kLongest = 63;
    std::string name;
    for (const char c : text) {
        const bool isUpper = c >= 'A' && c <= 'Z';
        const bool isPlain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (isPlain || isUpper)
            name += isUpper ? static_cast<char>(c - 'A' + 'a') : c;
        else if (!name.empty() && name.back() != '-')
            name += '-';
    }
    name.resize(std::min(name.size(), kLongest));
    while (name.ends_with('-'))
        name.pop_back();
    return name.empty() ? "slo" : name;
}

// Percent as a ratio: the decimal point moved by two digits, so that 99.9 is 0.999.
std::string ratioText(double percent)
{
    std::array<char, 64> buffer{};
    constexpr int kDigits = 12;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), percent / 100,
        std::chars_format::general, kDigits)
                         .ptr;
    return {buffer.data(), end};
}

std::string metric(std::string_view name, const SloTarget &target, std::string_view counted)
{
    return "        " + std::string(name) + ":\n          metricSource:\n"
        + "            type: Binnacle\n            spec:\n              cluster: "
        + yamlQuoted(target.cluster.value) + "\n              " + std::string(counted)
        + "Of: " + yamlQuoted(target.host) + '\n';
}

std::string document(const SloTarget &target)
{
    const std::string window(sloWindowName(target.window));
    const std::string name = objectName(window + '-' + target.host);
    std::string text = "apiVersion: openslo/v1\nkind: SLO\nmetadata:\n";
    text += "  name: " + yamlQuoted(name)
        + "\n  displayName: " + yamlQuoted(target.host + ", availability over " + window) + '\n';
    text += "  annotations:\n    binnacle/cluster: " + yamlQuoted(target.cluster.value)
        + "\n    binnacle/host: " + yamlQuoted(target.host)
        + "\n    binnacle/type: " + std::string(sloTargetTypeName(target.type))
        + "\n    binnacle/p95-latency-ms: \"" + std::to_string(target.p95Latency) + "\"\n";
    text += "spec:\n  service: " + yamlQuoted(target.host) + '\n';
    text += "  indicator:\n    metadata:\n      name: " + yamlQuoted(name)
        + "\n    spec:\n      ratioMetric:\n        counter: true\n";
    text += metric("bad", target, "errors") + metric("total", target, "requests");
    text += "  timeWindow:\n  - duration: " + window + "\n    isRolling: true\n";
    text += "  budgetingMethod: Occurrences\n  objectives:\n  - displayName: Availability\n"
            "    target: "
        + ratioText(target.availability) + '\n';
    return text;
}

} // namespace

std::string writeOpenSlo(const std::vector<SloTarget> &targets)
{
    std::string text;
    for (const SloTarget &target : targets)
        text += (text.empty() ? "" : "---\n") + document(target);
    return text;
}

} // namespace binnacle::codec
