#include "core/alerts/decision_trace.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

namespace binnacle::alerts {

namespace {

using std::chrono::days;

constexpr Duration kFirstReach = days{1};

using Source = std::unique_ptr<HistoryReadings>;

struct Look
{
    DecisionTrace trace;
    bool wasTrueBefore = false; // when it began: the beginning of its story is further back
    Timestamp dataSince{};
};

bool tellsThatItFires(const AlertPage &page)
{
    return page.kind == AlertPage::Kind::Firing || page.kind == AlertPage::Kind::Repeat;
}

class TraceReplay
{
public:
    TraceReplay(store::Connection &connection, const TraceQuery &query, const std::stop_token &stop)
        : m_connection(connection)
        , m_query(query)
        , m_stop(stop)
    {}

    Result<Look> look(Duration reach);

private:
    Result<Source> load(const AlertRule &rule, const TimeRange &range)
    {
        const auto condition = readCondition(rule.condition);
        if (!condition)
            return condition.error();
        return HistoryReadings::load(m_connection,
            {.rule = rule, .variants = {*condition}, .range = range, .step = m_query.step}, m_stop);
    }
    Status loadOthers(const TimeRange &range, std::vector<Source> &others);

    store::Connection &m_connection;
    const TraceQuery &m_query;
    const std::stop_token &m_stop;
};

Status TraceReplay::loadOthers(const TimeRange &range, std::vector<Source> &others)
{
    for (const AlertRule &rule : m_query.scene.others) {
        if (rule.id == m_query.rule.id || !rule.isEnabled)
            continue;
        auto other = load(rule, range);
        if (other)
            others.push_back(*std::move(other));
        else if (other.error().code != ErrorCode::InvalidArgument) // cannot be looked back at
            return other.error();
    }
    return Done{};
}

Result<Look> TraceReplay::look(Duration reach)
{
    const TimeRange range{m_query.at - reach, m_query.at + Duration{1}};
    auto main = load(m_query.rule, range);
    if (!main)
        return main.error();
    std::vector<Source> others;
    if (const Status loaded = loadOthers(range, others); !loaded)
        return loaded.error();
    std::vector<HistoryReadings *> pointers;
    for (const Source &other : others)
        pointers.push_back(other.get());
    Replay replay(**main, std::move(pointers), m_query.scene);

    Look look{.trace = {.rule = m_query.rule, .subject = m_query.subject, .at = m_query.at},
        .dataSince = (*main)->dataSince()};
    const std::string key = alertDedupKey(m_query.rule.id, m_query.subject);
    bool isFirst = true;
    const auto explain = [&] {
        look.trace.steps = replay.engine().explain(
            m_query.rule.id, m_query.subject, (*main)->seen(m_query.subject));
    };
    // The engine explains its last step: one step later what it told is "told before". That it is
    // over, or flaps, does not hide that it was told to fire.
    const auto takeStep = [&](const EngineStep &step) {
        for (const AlertPage &page : step.pages) {
            if (std::ranges::find(page.dedupKeys, key) == page.dedupKeys.end())
                continue;
            look.trace.paged = true;
            if (look.trace.steps.empty() || tellsThatItFires(page))
                explain();
        }
    };
    const Status played = replay.run(0, m_query.at, m_stop, [&](const Replay::Instant &instant) {
        if (instant.readings && std::exchange(isFirst, false)) {
            look.wasTrueBefore = std::ranges::find(instant.readings->active, m_query.subject,
                                     &RuleReading::subject)
                != instant.readings->active.end();
        }
        if (instant.step && instant.at > m_query.at - m_query.step)
            takeStep(*instant.step);
    });
    if (!played)
        return played.error();
    takeStep(replay.engine().step(m_query.at, {}));
    if (look.trace.steps.empty())
        explain();
    return look;
}

} // namespace

Result<DecisionTrace> explainAt(
    store::Connection &connection, const TraceQuery &query, const std::stop_token &stop)
{
    TraceReplay replay(connection, query, stop);
    for (Duration reach = kFirstReach;; reach = std::min<Duration>(reach * 4, kLongestTrace)) {
        auto look = replay.look(reach);
        if (!look)
            return look.error();
        const bool isAllThereIs = !isKnown(look->dataSince) || query.at - reach <= look->dataSince
            || reach >= kLongestTrace;
        if (!look->wasTrueBefore || isAllThereIs)
            return std::move(look->trace);
    }
}

} // namespace binnacle::alerts
