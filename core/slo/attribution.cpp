#include "core/slo/attribution.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>

namespace binnacle::slo {

namespace {

constexpr int kDeepestCalls = 32; // of chains of calls; beyond it and in circles an approximation
constexpr double kRounding = 1e-9;

struct Part
{
    BudgetShare share; // without numbers
    double errors = 0;
};

void append(std::vector<BudgetShare> &shares, std::vector<Part> parts, double whole)
{
    double sum = 0;
    for (const Part &part : parts)
        sum += part.errors;
    const double scale = sum > whole ? whole / sum : 1;
    for (Part &part : parts) {
        if (part.errors * scale < 0.5) // less than one
            continue;
        part.share.errors = std::llround(part.errors * scale);
        part.share.share = part.errors * scale / whole;
        shares.push_back(std::move(part.share));
    }
}

// Follows errors along the calls of one input, from the services nobody called inwards.
class EdgeErrors
{
public:
    explicit EdgeErrors(const std::vector<std::pair<EdgeRef, Traffic>> &edges)
    {
        for (const auto &[edge, traffic] : edges) {
            if (traffic.errors <= 0 || edge.source == edge.target)
                continue;
            const auto errors = static_cast<double>(traffic.errors);
            m_edges[edge].counted += errors;
            m_services[edge.source].out += errors;
            m_services[edge.target].in += errors;
        }
        for (auto &[edge, errors] : m_edges)
            errors.seen = errors.counted;
        for (int i = 0; i < kDeepestCalls && follow(); ++i) {}
    }

    std::vector<Part> own() const
    {
        std::vector<Part> parts;
        for (const auto &[edge, errors] : m_edges) {
            const Service &target = m_services.at(edge.target);
            const double passedOn = std::min(1.0, target.out / target.in);
            parts.push_back(
                {.share = {.by = BudgetShare::By::Edge, .name = TrafficKey::of(edge).text()},
                    .errors = errors.seen * (1 - passedOn)});
        }
        return parts;
    }

private:
    struct Errors
    {
        double counted = 0;
        double seen = 0; // of these, by the subject
    };
    struct Service
    {
        double in = 0;  // counted by its callers
        double out = 0; // counted at its own calls
        double seen = 0;
    };

    // One step further from what the subject saw; whether that changed anything. Where more calls
    // failed than a service failed itself, it made the others good.
    bool follow()
    {
        for (auto &[ref, service] : m_services)
            service.seen = 0;
        for (const auto &[edge, errors] : m_edges)
            m_services[edge.target].seen += errors.seen;
        bool hasChanged = false;
        for (auto &[edge, errors] : m_edges) {
            const Service &source = m_services[edge.source];
            if (source.in <= 0)
                continue;
            const double seen = errors.counted * source.seen / std::max(source.in, source.out);
            hasChanged |= std::abs(seen - errors.seen) > kRounding * errors.counted;
            errors.seen = seen;
        }
        return hasChanged;
    }

    std::map<EdgeRef, Errors> m_edges;
    std::map<ServiceRef, Service> m_services;
};

std::vector<Part> byStatus(const Traffic &whole)
{
    std::map<std::string_view, std::int64_t> errors;
    std::int64_t serverErrors = 0;
    std::int64_t told = 0;
    for (const RequestIncrement &row : whole.breakdown) {
        if (!row.failure)
            continue;
        errors[row.code] += row.count;
        told += row.count;
        serverErrors += statusClassOf(row.code) == Traffic::S5xx ? row.count : 0;
    }
    // Rolled-up rows may know the class of a status only.
    const std::int64_t rest
        = std::min(whole.errors - told, whole.byStatus[Traffic::S5xx] - serverErrors);
    if (rest > 0)
        errors[statusClassName(Traffic::S5xx)] += rest;

    std::vector<Part> parts;
    for (const auto &[code, count] : errors)
        parts.push_back({.share = {.by = BudgetShare::By::StatusCode, .name = std::string(code)},
            .errors = static_cast<double>(count)});
    return parts;
}

} // namespace

std::vector<BudgetShare> attribute(const AttributionInput &input)
{
    std::vector<BudgetShare> shares;
    const auto whole = static_cast<double>(input.whole.traffic.errors);
    if (whole <= 0)
        return shares;
    append(shares, EdgeErrors(input.edges).own(), whole);

    std::vector<Part> routes;
    for (const auto &[name, traffic] : input.routes)
        routes.push_back({.share = {.by = BudgetShare::By::Route, .name = name},
            .errors = static_cast<double>(traffic.errors)});
    append(shares, std::move(routes), whole);
    append(shares, byStatus(input.whole.traffic), whole);

    std::vector<Part> intervals;
    for (const Measured &interval : input.intervals)
        intervals.push_back({.share = {.by = BudgetShare::By::Interval, .interval = interval.range},
            .errors = static_cast<double>(interval.traffic.errors)});
    append(shares, std::move(intervals), whole);
    std::ranges::stable_sort(
        shares, [](const BudgetShare &a, const BudgetShare &b) { return a.share > b.share; });
    return shares;
}

} // namespace binnacle::slo
