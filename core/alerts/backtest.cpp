#include "core/alerts/backtest.h"

#include "core/alerts/backtest_record.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

namespace binnacle::alerts {

namespace {

using Source = std::unique_ptr<HistoryReadings>;
// Of a look back that only reports progress now and then.
constexpr std::size_t kInstantsBetweenReports = 4'096;

// History of the rule that is asked about and of those that may inhibit it.
struct Histories
{
    Source main;
    std::vector<Source> others;

    std::vector<HistoryReadings *> otherPointers() const
    {
        std::vector<HistoryReadings *> pointers;
        for (const Source &other : others)
            pointers.push_back(other.get());
        return pointers;
    }
};

Result<Source> loadOne(store::Connection &connection, const AlertRule &rule,
    const BacktestQuery &query, std::vector<Condition> variants, const std::stop_token &stop,
    const Progress &progress)
{
    return HistoryReadings::load(connection,
        {.rule = rule, .variants = std::move(variants), .range = query.range, .step = query.step},
        stop, progress);
}

Result<Histories> loadAll(store::Connection &connection, const BacktestQuery &query,
    std::vector<Condition> variants, const std::stop_token &stop, const Progress &progress)
{
    Histories all;
    auto main = loadOne(connection, query.rule, query, std::move(variants), stop, progress);
    if (!main)
        return main.error();
    all.main = *std::move(main);
    for (const AlertRule &rule : query.scene.others) {
        const auto condition = readCondition(rule.condition);
        if (rule.id == query.rule.id || !rule.isEnabled || !condition)
            continue;
        auto other = loadOne(connection, rule, query, {*condition}, stop, {});
        if (other)
            all.others.push_back(*std::move(other));
        else if (other.error().code != ErrorCode::InvalidArgument) // cannot be looked back at
            return other.error();
    }
    return all;
}

Result<Backtest> replayed(Histories &histories, const BacktestQuery &query, std::size_t variant,
    const std::stop_token &stop, const Progress &progress)
{
    Replay replay(*histories.main, histories.otherPointers(), query.scene);
    const Condition condition = [&] {
        histories.main->begin(variant);
        return histories.main->condition();
    }();
    BacktestRecord record(query, condition);
    std::size_t played = 0;
    const auto total = static_cast<std::size_t>(query.range.length() / query.step);
    const Status done
        = replay.run(variant, query.range.to, stop, [&](const Replay::Instant &instant) {
              record.take(instant, histories.main->worst());
              if (progress && ++played % kInstantsBetweenReports == 0)
                  progress(std::min(played, total), total);
          });
    if (!done)
        return done.error();
    Backtest backtest = record.finish();
    backtest.dataSince = histories.main->dataSince();
    return backtest;
}

double millisecondsSince(std::chrono::steady_clock::time_point begun)
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun)
        .count();
}

} // namespace

Result<Backtest> runBacktest(store::Connection &connection, const BacktestQuery &query,
    const std::stop_token &stop, const Progress &progress)
{
    const auto begun = std::chrono::steady_clock::now();
    const auto condition = readCondition(query.rule.condition);
    if (!condition)
        return condition.error();
    auto histories = loadAll(connection, query, {*condition}, stop, progress);
    if (!histories)
        return histories.error();
    auto backtest = replayed(*histories, query, 0, stop, progress);
    if (backtest)
        backtest->milliseconds = millisecondsSince(begun);
    return backtest;
}

Result<std::vector<SweepRow>> runSweep(store::Connection &connection, const BacktestQuery &query,
    std::span<const double> thresholds, const std::stop_token &stop, const Progress &progress)
{
    const auto condition = readCondition(query.rule.condition);
    if (!condition)
        return condition.error();
    const auto current = thresholdOf(*condition);
    if (!current)
        return Error{ErrorCode::InvalidArgument, "the condition has no threshold to change"};
    std::vector<Condition> variants{*condition};
    for (const double threshold : thresholds)
        variants.push_back(withThreshold(*condition, threshold));
    auto histories = loadAll(connection, query, std::move(variants), stop, {});
    if (!histories)
        return histories.error();
    std::vector<SweepRow> rows;
    for (std::size_t i = 0; i < thresholds.size(); ++i) {
        const auto backtest = replayed(*histories, query, i + 1, stop, {});
        if (!backtest)
            return backtest.error();
        int pages = 0;
        for (const Backtest::ChannelPages &channel : backtest->pages)
            pages += channel.pages;
        rows.push_back({.threshold = thresholds[i],
            .firings = static_cast<int>(backtest->firings.size()),
            .pages = pages,
            .falseAlarms = backtest->falseAlarms,
            .caught = static_cast<int>(backtest->caught.size()),
            .detectedAfter = detectedAfter(*backtest),
            .isCurrent = thresholds[i] == *current});
        if (progress)
            progress(i + 1, thresholds.size());
    }
    return rows;
}

} // namespace binnacle::alerts
