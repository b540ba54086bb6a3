#include "core/runtime/alert_past.h"

#include "core/alerts/alert_repository.h"
#include "core/alerts/replay.h"
#include "core/alerts/replay_past.h"
#include "core/alerts/silence_repository.h"
#include "core/runtime/alert_keeper.h"
#include "core/runtime/ask_reader.h"
#include "core/runtime/runtime.h"
#include "core/runtime/workspace_settings.h"
#include "core/store/store_writer.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace binnacle::runtime {

namespace {

constexpr std::chrono::hours kReportEvery{24};

struct Question
{
    std::vector<AlertRule> rules; // that can be looked back at
    alerts::ReplayScene scene;
    TimeRange range;
    Duration offlineAfter{};
};

Question questionOf(Runtime &runtime, const AlertPast &past)
{
    Question question{.range = past.range};
    question.scene.silences = past.silences;
    for (const AlertRule &rule : runtime.alerts().state()->rules) {
        const auto condition = alerts::readCondition(rule.condition);
        if (rule.isEnabled && condition)
            question.rules.push_back(rule);
    }
    auto world = std::make_shared<alerts::EngineWorld>(runtime.alerts().world());
    question.offlineAfter = runtime.settings().current().agents.agentOfflineAfter;
    question.scene.world = [world = std::shared_ptr<const alerts::EngineWorld>(std::move(world))](
                               Timestamp) { return world; };
    return question;
}

using Histories = std::vector<std::unique_ptr<alerts::HistoryReadings>>;

Result<Histories> loadAll(
    store::Connection &connection, const Question &question, const std::stop_token &stop)
{
    Histories all;
    for (const AlertRule &rule : question.rules) {
        const auto condition = alerts::readCondition(rule.condition);
        auto history = alerts::HistoryReadings::load(
            connection, {.rule = rule, .variants = {*condition}, .range = question.range}, stop);
        if (history)
            all.push_back(*std::move(history));
        else if (history.error().code != ErrorCode::InvalidArgument) // cannot be looked back at
            return history.error();
    }
    return all;
}

// In the order in which they were over.
Result<std::vector<Alert>> play(const Histories &histories, const Question &question,
    const std::stop_token &stop, const Progress &progress)
{
    std::vector<alerts::HistoryReadings *> others;
    for (std::size_t i = 1; i < histories.size(); ++i)
        others.push_back(histories[i].get());
    alerts::Replay replay(*histories.front(), std::move(others), question.scene);
    std::vector<Alert> over;
    const auto days = static_cast<std::size_t>(question.range.length() / kReportEvery) + 1;
    std::size_t told = 0;
    const Status done
        = replay.run(0, question.range.to, stop, [&](const alerts::Replay::Instant &instant) {
              const auto day
                  = static_cast<std::size_t>((instant.at - question.range.from) / kReportEvery);
              if (progress && day > told)
                  progress(told = day, days);
              if (!instant.step)
                  return;
              for (const alerts::AlertChange &change : instant.step->changes) {
                  if (change.kind == alerts::AlertChange::Kind::Resolved
                      && isKnown(change.alert.firedAt))
                      over.push_back(change.alert);
              }
          });
    if (!done)
        return done.error();
    return over;
}

// Nothing: the workspace knows of that time already.
using Found = std::optional<std::vector<Alert>>;

Result<Found> look(store::Connection &connection, Question question, const std::stop_token &stop,
    const Progress &progress)
{
    const auto known
        = alerts::readAlerts(connection, AlertHistoryQuery{.range = question.range, .limit = 1});
    if (!known)
        return known.error();
    if (!known->empty())
        return Found();
    const Status taken
        = alerts::takePast(connection, question.range, question.offlineAfter, question.scene);
    if (!taken)
        return taken.error();
    const auto histories = loadAll(connection, question, stop);
    if (!histories)
        return histories.error();
    if (histories->empty())
        return Found(std::vector<Alert>());
    auto over = play(*histories, question, stop, progress);
    return over ? Result<Found>(Found(*std::move(over))) : Result<Found>(over.error());
}

} // namespace

Result<std::size_t> tellPastAlerts(
    Runtime &runtime, const AlertPast &past, const std::stop_token &stop, const Progress &progress)
{
    // Takes seconds: the views must not wait for it.
    store::ReaderPool reader(runtime.workspace().file(), 1);
    auto found = askReader<Found>(reader,
        [question = questionOf(runtime, past), stop, progress](
            store::Connection &connection) { return look(connection, question, stop, progress); });
    if (!found)
        return found.error();
    if (!*found)
        return std::size_t{0};
    std::vector<Alert> over = **std::move(found);
    std::ranges::sort(over, std::ranges::greater{}, &Alert::firedAt);
    const Status stored = runtime.workspace().writer().submitAndWait(
        [&over, &past](store::WriteContext &context) -> Status {
            for (const Silence &silence : past.silences) {
                if (auto saved = alerts::insertSilence(context, silence, silence.from); !saved)
                    return saved.error();
            }
            return alerts::insertPastAlerts(context, over);
        });
    if (!stored)
        return stored.error();
    return over.size();
}

} // namespace binnacle::runtime
