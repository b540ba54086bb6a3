#include "core/codec/slo_spec_parts.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <span>

namespace binnacle::codec::slo_spec {

namespace {

struct Matcher
{
    std::string label;
    std::string value;
};

bool isLabelCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// The text of the quoted string that begins at `at`, and `at` behind it. An escaped character
// stands for itself, which is all that names need.
std::optional<std::string> quotedAt(std::string_view query, std::size_t &at)
{
    if (at >= query.size() || (query[at] != '"' && query[at] != '\'' && query[at] != '`'))
        return std::nullopt;
    const char quote = query[at++];
    std::string value;
    for (; at < query.size() && query[at] != quote; ++at) {
        if (query[at] == '\\' && quote != '`' && at + 1 < query.size())
            ++at;
        value += query[at];
    }
    ++at;
    return value;
}

// The matchers of a PromQL query that name one value: label="value".
std::vector<Matcher> matchersOf(std::string_view query)
{
    constexpr std::string_view kSpace = " \t\r\n";
    std::vector<Matcher> matchers;
    for (std::size_t at = 0; at < query.size();) {
        std::size_t skipped = at;
        if (quotedAt(query, skipped)) {
            at = skipped;
            continue;
        }
        if (!isLabelCharacter(query[at])) {
            ++at;
            continue;
        }
        const std::size_t start = at;
        while (at < query.size() && isLabelCharacter(query[at]))
            ++at;
        const std::string_view label = query.substr(start, at - start);
        std::size_t next = std::min(query.find_first_not_of(kSpace, at), query.size());
        if (next == query.size() || query[next] != '=')
            continue;
        next = std::min(query.find_first_not_of(kSpace, next + 1), query.size());
        if (auto value = quotedAt(query, next)) {
            matchers.push_back({std::string(label), *std::move(value)});
            at = next;
        }
    }
    return matchers;
}

// The value of the first of `labels` that has one.
std::string valueOf(const std::vector<Matcher> &matchers, std::span<const std::string_view> labels)
{
    for (const std::string_view label : labels) {
        const auto found = std::ranges::find(matchers, label, &Matcher::label);
        if (found != matchers.end() && !found->value.empty())
            return found->value;
    }
    return {};
}

constexpr std::array<std::string_view, 6> kDomainLabels{
    "host", "domain", "vhost", "authority", "server_name", "http_host"};
constexpr std::array<std::string_view, 5> kNamespaceLabels{"namespace", "exported_namespace",
    "destination_workload_namespace", "destination_service_namespace", "k8s_namespace_name"};
constexpr std::array<std::string_view, 7> kWorkloadLabels{"deployment", "statefulset", "daemonset",
    "destination_workload", "workload", "destination_service_name", "app"};
constexpr std::array<std::string_view, 3> kServiceLabels{"service", "exported_service", "job"};

std::string hostHintOf(const std::vector<Matcher> &matchers)
{
    if (std::string domain = valueOf(matchers, kDomainLabels); !domain.empty())
        return domain;
    const std::string ns = valueOf(matchers, kNamespaceLabels);
    const std::string workload = valueOf(matchers, kWorkloadLabels);
    if (!ns.empty() && !workload.empty())
        return ns + '/' + workload;
    const std::string service = valueOf(matchers, kServiceLabels);
    return service.substr(0, service.find('@')); // "shop-web-80@kubernetes"
}

// Milliseconds of the bucket that a query counts: requests up to le="0.3".
std::optional<double> bucketOf(std::string_view query, const std::vector<Matcher> &matchers)
{
    static constexpr std::array<std::string_view, 1> kBucketLabel{"le"};
    const std::string bound = valueOf(matchers, kBucketLabel);
    double value = 0;
    const auto [end, failure] = std::from_chars(bound.data(), bound.data() + bound.size(), value);
    if (failure != std::errc() || end != bound.data() + bound.size() || !std::isfinite(value))
        return std::nullopt;
    const bool isSeconds = query.find("_ms_bucket") == std::string_view::npos
        && query.find("milliseconds_bucket") == std::string_view::npos;
    return isSeconds ? value * 1000 : value;
}

} // namespace

void keepQueries(SloSpec &spec, std::string errors, std::string total)
{
    std::vector<Matcher> matchers = matchersOf(errors);
    std::ranges::move(matchersOf(total), std::back_inserter(matchers));
    spec.hostHint = hostHintOf(matchers);
    if (const auto bucket = bucketOf(errors, matchers); bucket && *bucket >= 1 && *bucket < 6e5) {
        spec.p95Latency = static_cast<int>(std::lround(*bucket));
        spec.notes.push_back("requests over " + std::to_string(spec.p95Latency)
            + " ms count as errors: kept as the limit of the 95th percentile");
    }
    const bool hasWindow = errors.find("window}}") != std::string::npos
        || errors.find("window }}") != std::string::npos;
    if (!errors.empty() && !hasWindow)
        spec.notes.push_back("the query has no {{.window}}: rules made of it use the same range in "
                             "every window");
    spec.errorQuery = std::move(errors);
    spec.totalQuery = std::move(total);
}

} // namespace binnacle::codec::slo_spec
