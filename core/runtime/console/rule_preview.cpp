#include "core/runtime/console/rule_preview.h"

#include "core/alerts/condition.h"
#include "core/alerts/live_readings.h"
#include "core/runtime/ask_reader.h"
#include "core/runtime/workspace_queries.h"

#include <algorithm>
#include <utility>

namespace binnacle::runtime {

namespace {

constexpr std::int64_t kItself = 1; // of the one rule that is looked at
constexpr std::size_t kMostShown = 50;

using Readings = std::vector<alerts::RuleReadings>;

bool concerns(const AlertRule &rule, const ClusterId &cluster)
{
    return rule.cluster.isEmpty() || rule.cluster == cluster;
}

Status readHistory(alerts::LiveReadings &live, const AlertRule &rule, alerts::ConditionKind kind,
    const hub::HubState &state, store::ReaderPool &readers, Timestamp now)
{
    const auto read
        = askReader<Readings>(readers, [&](store::Connection &connection) -> Result<Readings> {
              if (kind == alerts::ConditionKind::Event)
                  return live.loadEvents(connection, now);
              for (const hub::ClusterState &cluster : state.clusters) {
                  if (!concerns(rule, cluster.id))
                      continue;
                  if (auto levels = live.onIncrements(connection, cluster.id, now); !levels)
                      return levels.error();
              }
              return Readings{};
          });
    return read ? Status(Done{}) : Status(read.error());
}

void readState(
    alerts::LiveReadings &live, const AlertRule &rule, const hub::HubState &state, Timestamp now)
{
    std::vector<alerts::LiveReadings::AgentSeen> agents;
    for (const hub::ClusterState &cluster : state.clusters) {
        agents.emplace_back(cluster.id, cluster.times);
        if (cluster.snapshot && concerns(rule, cluster.id))
            live.onSnapshot(cluster.snapshot, now);
    }
    live.onAgents(agents, now);
}

} // namespace

Result<RulePreview> previewRule(const AlertRule &rule, const hub::HubState &state,
    store::ReaderPool &readers, WorkspaceQueries &queries, Timestamp now,
    const std::stop_token &stop)
{
    const auto condition = alerts::readCondition(rule.condition);
    if (!condition)
        return condition.error();
    AlertRule looked = rule;
    looked.id = kItself;
    looked.isEnabled = true;
    alerts::LiveReadings live;
    if (const auto problems = live.setRules({looked}); !problems.empty())
        return problems.front().error;
    switch (condition->kind) {
    case alerts::ConditionKind::Event:
    case alerts::ConditionKind::Level:
        if (Status read = readHistory(live, looked, condition->kind, state, readers, now); !read)
            return read.error();
        break;
    case alerts::ConditionKind::Resource:
    case alerts::ConditionKind::Absent:
        readState(live, looked, state, now);
        break;
    case alerts::ConditionKind::Query:
        for (const alerts::LiveReadings::Ask &ask : live.queriesDue(now))
            live.onAnswer(ask.rule, queries.runHere(ask.request, stop));
        break;
    }
    if (stop.stop_requested())
        return Error{ErrorCode::Cancelled, "nobody waits for it any more"};
    alerts::RuleReadings found = live.readingsOf(kItself);
    RulePreview preview{.subjects = found.subjects,
        .active
        = static_cast<std::size_t>(std::ranges::count_if(found.active, &RuleReading::isTrue)),
        .hasNoData = found.hasNoData,
        .conditionText = alerts::conditionText(*condition)};
    preview.readings = std::move(found.active);
    std::stable_partition(preview.readings.begin(), preview.readings.end(),
        [](const RuleReading &reading) { return reading.isTrue; });
    if (preview.readings.size() > kMostShown)
        preview.readings.resize(kMostShown);
    return preview;
}

} // namespace binnacle::runtime
