#include "core/alerts/history_readings.h"

#include "core/alerts/history_sources.h"
#include "core/store/cluster_repository.h"

#include <utility>

namespace binnacle::alerts {

namespace {

template<typename Source>
Result<std::unique_ptr<HistoryReadings>> loaded(
    HistoryReadings::Question question, const auto &read)
{
    auto source = std::make_unique<Source>(std::move(question));
    if (const Status done = read(*source); !done)
        return done.error();
    source->begin(0);
    return std::unique_ptr<HistoryReadings>(std::move(source));
}

} // namespace

Timestamp nextStep(const TimeRange &range, Duration step, Timestamp after)
{
    const Timestamp from = std::max(range.from, after + Duration{1});
    const Duration over = from.time_since_epoch() % step;
    const Timestamp next = over.count() == 0 ? from : from + (step - over);
    return next < range.to ? next : Timestamp{};
}

Result<std::vector<ClusterId>> clustersOf(store::Connection &connection, const AlertRule &rule)
{
    if (!rule.cluster.isEmpty())
        return std::vector{rule.cluster};
    const auto records = store::readClusters(connection, false);
    if (!records)
        return records.error();
    std::vector<ClusterId> clusters;
    for (const store::ClusterRecord &record : *records)
        clusters.push_back(record.id);
    return clusters;
}

Result<std::unique_ptr<HistoryReadings>> HistoryReadings::load(store::Connection &connection,
    Question question, const std::stop_token &stop, const Progress &progress)
{
    if (question.variants.empty() || question.step <= Duration{0}
        || question.range.to <= question.range.from)
        return Error{ErrorCode::InvalidArgument, "the range to look back over is empty"};
    const auto read = [&](auto &source) { return source.read(connection, stop); };
    switch (question.variants.front().kind) {
    case ConditionKind::Level:
        return loaded<LevelHistoryReadings>(std::move(question), read);
    case ConditionKind::Event:
        return loaded<EventHistoryReadings>(std::move(question), read);
    case ConditionKind::Absent:
        return loaded<AbsentHistoryReadings>(std::move(question), read);
    case ConditionKind::Resource:
    case ConditionKind::Query:
        break;
    }
    return loaded<StateHistoryReadings>(std::move(question),
        [&](StateHistoryReadings &source) { return source.read(connection, stop, progress); });
}

std::string HistoryReadings::seen(const AlertSubject & /*subject*/) const
{
    return {};
}

void HistoryReadings::begin(std::size_t variant)
{
    m_variant = variant;
    begun();
}

} // namespace binnacle::alerts
