#include "core/slo/burn_rate.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace binnacle::slo {

namespace {

constexpr std::size_t kRules = kBurnRules.size();

// Requests and errors of one window.
struct Counts
{
    std::int64_t requests = 0;
    std::int64_t errors = 0;

    // Compared as the rules that Sloth generates are evaluated, to the last bit. A window without
    // requests is over nothing.
    bool isOver(double threshold, double budget) const
    {
        return requests > 0
            && static_cast<double>(errors) / static_cast<double>(requests) > threshold * budget;
    }
};

double budgetOf(double target)
{
    return (100 - target) / 100;
}

std::optional<double> burnOf(double target, const Counts &counts)
{
    Traffic traffic;
    traffic.requests = counts.requests;
    traffic.errors = counts.errors;
    return burnRate(target, traffic);
}

enum class Verdict { Quiet, Guarded, Firing };

Verdict judge(const BurnRule &rule, double budget, const std::pair<Counts, Counts> &longAndShort,
    const LowTrafficGuard &guard)
{
    const auto &[whole, recent] = longAndShort;
    if (!whole.isOver(rule.threshold, budget) || !recent.isOver(rule.threshold, budget))
        return Verdict::Quiet;
    return whole.errors < guard.leastErrors ? Verdict::Guarded : Verdict::Firing;
}

// The windows of all rules over a history, moved on step by step.
class SlidingWindows
{
public:
    explicit SlidingWindows(std::span<const BudgetStep> steps)
        : m_steps(steps)
    {}

    // Takes the next step in. REQUIRES: there is one.
    void advance()
    {
        const BudgetStep &step = m_steps[m_next++];
        for (std::size_t i = 0; i < kRules; ++i) {
            m_long[i].take(step);
            m_long[i].dropBefore(step.range.to - kBurnRules[i].longWindow, m_steps, m_next);
            m_short[i].take(step);
            m_short[i].dropBefore(step.range.to - kBurnRules[i].shortWindow, m_steps, m_next);
        }
    }

    std::pair<Counts, Counts> of(std::size_t rule) const
    {
        return {m_long[rule].counts, m_short[rule].counts};
    }

private:
    struct Window
    {
        Counts counts;
        std::size_t first = 0;

        void take(const BudgetStep &step)
        {
            counts.requests += step.requests;
            counts.errors += step.errors;
        }

        // Keeps the newest step, `next - 1`, in any case.
        void dropBefore(Timestamp from, std::span<const BudgetStep> steps, std::size_t next)
        {
            for (; first + 1 < next && steps[first].range.from < from; ++first) {
                counts.requests -= steps[first].requests;
                counts.errors -= steps[first].errors;
            }
        }
    };

    std::span<const BudgetStep> m_steps;
    std::size_t m_next = 0;
    std::array<Window, kRules> m_long;
    std::array<Window, kRules> m_short;
};

// The span of one severity that is open while its conditions fire.
class SpanRecorder
{
public:
    SpanRecorder(BurnSeverity severity, std::vector<BurnSpan> &spans)
        : m_severity(severity)
        , m_spans(spans)
    {}

    void fires(Timestamp at, double burn)
    {
        if (!m_open) {
            m_open = m_spans.size();
            m_spans.push_back({.severity = m_severity, .range = {at, at}, .worstBurn = burn});
        }
        BurnSpan &span = m_spans[*m_open];
        span.range.to = at;
        span.worstBurn = std::max(span.worstBurn, burn);
    }
    void isQuiet() { m_open.reset(); }

private:
    BurnSeverity m_severity;
    std::vector<BurnSpan> &m_spans;
    std::optional<std::size_t> m_open;
};

} // namespace

std::vector<BurnCondition> evaluate(
    double target, const TrafficOver &traffic, const LowTrafficGuard &guard)
{
    // 6 h is a window of two rules; asking may cost a query.
    std::vector<std::pair<Duration, Counts>> asked;
    const auto countsOver = [&](Duration window) {
        const auto known = std::ranges::find(asked, window, &std::pair<Duration, Counts>::first);
        if (known != asked.end())
            return known->second;
        const Traffic answer = traffic(window);
        asked.emplace_back(window, Counts{answer.requests, answer.errors});
        return asked.back().second;
    };
    std::vector<BurnCondition> conditions;
    for (const BurnRule &rule : kBurnRules) {
        const Counts whole = countsOver(rule.longWindow);
        const Counts recent = countsOver(rule.shortWindow);
        const Verdict verdict = judge(rule, budgetOf(target), {whole, recent}, guard);
        conditions.push_back({.severity = rule.severity,
            .longWindow = rule.longWindow,
            .shortWindow = rule.shortWindow,
            .threshold = rule.threshold,
            .longBurn = burnOf(target, whole),
            .shortBurn = burnOf(target, recent),
            .isFiring = verdict == Verdict::Firing,
            .isGuarded = verdict == Verdict::Guarded});
    }
    return conditions;
}

std::vector<BurnSpan> burnSpans(
    double target, std::span<const BudgetStep> steps, const LowTrafficGuard &guard)
{
    std::vector<BurnSpan> spans;
    const double budget = budgetOf(target);
    SlidingWindows windows(steps);
    std::array<SpanRecorder, 2> recorders{
        SpanRecorder(BurnSeverity::Page, spans), SpanRecorder(BurnSeverity::Ticket, spans)};
    for (const BudgetStep &step : steps) {
        windows.advance();
        std::array<std::optional<double>, 2> worst;
        for (std::size_t i = 0; i < kRules; ++i) {
            const BurnRule &rule = kBurnRules[i];
            const std::pair<Counts, Counts> counts = windows.of(i);
            if (judge(rule, budget, counts, guard) != Verdict::Firing)
                continue;
            auto &mine = worst[rule.severity == BurnSeverity::Page ? 0 : 1];
            mine = std::max(mine.value_or(0), burnOf(target, counts.first).value_or(0));
        }
        for (std::size_t i = 0; i < recorders.size(); ++i) {
            if (worst[i])
                recorders[i].fires(step.range.to, *worst[i]);
            else
                recorders[i].isQuiet();
        }
    }
    return spans;
}

std::vector<Timestamp> firingSince(
    double target, std::span<const BudgetStep> steps, const LowTrafficGuard &guard)
{
    std::vector<Timestamp> since(kRules);
    SlidingWindows windows(steps);
    for (const BudgetStep &step : steps) {
        windows.advance();
        for (std::size_t i = 0; i < kRules; ++i) {
            if (judge(kBurnRules[i], budgetOf(target), windows.of(i), guard) != Verdict::Firing)
                since[i] = {};
            else if (!isKnown(since[i]))
                since[i] = step.range.to;
        }
    }
    return since;
}

} // namespace binnacle::slo
