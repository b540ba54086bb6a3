#include "core/slo/subject_history.h"

#include "core/store/traffic_hours.h"

#include <algorithm>
#include <utility>

namespace binnacle::slo {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr Duration kFine = minutes{5};
// How far back the five minutes go: a whole window of one day. Raw rows are kept for two, but what
// began to fire yesterday needs no more than the hour.
constexpr Duration kRawReach = days{1};
constexpr Duration kLongestBurnWindow = days{3};

BudgetStep stepOf(const Measured &measured)
{
    return {.range = measured.range,
        .covered = measured.covered,
        .requests = measured.traffic.requests,
        .errors = measured.traffic.errors,
        .excluded = measured.excluded};
}

std::vector<BudgetStep> stepsBetween(std::span<const Measured> steps, Timestamp from, Timestamp to)
{
    std::vector<BudgetStep> between;
    for (const Measured &step : steps) {
        if (step.range.from >= from && step.range.to <= to)
            between.push_back(stepOf(step));
    }
    return between;
}

} // namespace

Result<std::vector<Measured>> readSteps(store::Connection &connection, const SubjectParts &subject,
    const TimeRange &range, Duration step, const std::stop_token &stop)
{
    std::vector<Measured> steps;
    for (const SubjectPart &part : subject.parts) {
        const auto window = readWindow(connection,
            {.cluster = subject.subject.cluster,
                .kind = part.key.kind,
                .range = range,
                .only = part.key,
                .step = step,
                .excluded = subject.excluded},
            stop);
        if (!window)
            return window.error();
        const bool isFirst = steps.empty();
        for (std::size_t i = 0; i < window->covered.size(); ++i) {
            if (isFirst)
                steps.push_back(window->measured(part.key, i));
            else
                addPart(steps[i], *window, part.key, i);
        }
    }
    return steps;
}

Result<std::vector<Measured>> readTrend(store::Connection &connection, const SubjectParts &subject,
    const TimeRange &range, Duration step, const std::stop_token &stop)
{
    auto steps = readSteps(connection, subject, range, step, stop);
    if (!steps || steps->empty())
        return steps;
    Measured &last = steps->back();
    if (last.excluded > Duration{0}) // maintenance took a part of the increments out
        return steps;
    const auto counted = countedTime(connection, subject.subject.cluster, last.range, last.covered);
    if (!counted)
        return counted.error();
    last.covered = *counted;
    return steps;
}

Result<RowWindows> readRowWindows(store::Connection &connection, const SubjectParts &subject,
    RowQuery query, const std::stop_token &stop)
{
    query.excluded = subject.excluded;
    std::optional<RowWindows> all;
    for (const SubjectPart &part : subject.parts) {
        query.only = part.key;
        auto windows = RowWindows::read(connection, query, stop);
        if (!windows)
            return windows.error();
        if (const Status done = windows->readSixHours(connection, query, stop); !done)
            return done.error();
        if (all)
            all->merge(*std::move(windows));
        else
            all = *std::move(windows);
    }
    return *std::move(all);
}

Result<BudgetHistory> readBudgetHistory(store::Connection &connection, const SubjectParts &subject,
    Timestamp now, SloWindow window, const std::stop_token &stop)
{
    const Timestamp from = now - sloWindowLength(window);
    const Timestamp firstHour = floorToHour(from);
    const auto hourly
        = readSteps(connection, subject, {firstHour - kLongestBurnWindow, now}, hours{1}, stop);
    const auto raw = rawSince(connection, subject.subject.cluster, {now - kRawReach, now});
    if (!hourly || !raw)
        return hourly ? raw.error() : hourly.error();
    BudgetHistory history;
    history.burns = stepsBetween(*hourly, {}, *raw);
    // Fine steps end at the instant and rarely begin at an hour: one short step fills the gap.
    const Timestamp fineFrom = *raw < now ? now - (now - *raw) / kFine * kFine : now;
    if (*raw < fineFrom) {
        const auto bridge = readSteps(connection, subject, {*raw, fineFrom}, Duration{0}, stop);
        if (!bridge)
            return bridge.error();
        history.burns.push_back(stepOf(bridge->front()));
    }
    if (fineFrom < now) {
        const auto fine = readSteps(connection, subject, {fineFrom, now}, kFine, stop);
        if (!fine)
            return fine.error();
        for (const Measured &step : *fine)
            history.burns.push_back(stepOf(step));
        if (window == SloWindow::OneDay && *raw <= from)
            history.window = stepsBetween(*fine, from, now);
    }
    if (history.window.empty())
        history.window = stepsBetween(*hourly, firstHour, now);
    return history;
}

Result<Timestamp> rawSince(
    store::Connection &connection, const ClusterId &cluster, const TimeRange &range)
{
    const auto number = store::clusterNumber(connection, cluster);
    if (!number)
        return number.error();
    if (!*number)
        return range.from;
    const auto hourAt
        = [](Timestamp at) { return std::chrono::floor<hours>(at).time_since_epoch().count(); };
    const auto marks = store::readHours(
        connection, **number, hourAt(range.from), hourAt(range.to - Duration{1}) + 1);
    if (!marks)
        return marks.error();
    const auto last = std::ranges::find(
        marks->rbegin(), marks->rend(), store::HourState::Final, &store::HourMark::state);
    if (last == marks->rend())
        return range.from;
    return std::max(range.from, Timestamp{hours{last->hour + 1}});
}

Result<bool> isStored(store::Connection &connection, const SubjectParts &subject, Timestamp now,
    const std::stop_token &stop)
{
    if (!subject.routes.empty())
        return true;
    const auto oldest = store::oldestTraffic(connection, subject.subject.cluster);
    if (!oldest)
        return oldest.error();
    if (!isKnown(*oldest) || *oldest >= now)
        return false;
    SubjectParts all = subject;
    all.excluded.reset();
    const auto ever = readSteps(connection, all, {floorToHour(*oldest), now}, Duration{0}, stop);
    if (!ever)
        return ever.error();
    return ever->front().traffic.samples > 0;
}

Duration trendStep(Duration length)
{
    if (length <= hours{6})
        return minutes{1};
    if (length <= days{1})
        return kFine;
    if (length <= days{7})
        return hours{1};
    constexpr std::int64_t kPoints = 120;
    return std::max<Duration>(
        hours{1}, std::chrono::ceil<hours>(Duration{(length.count() + kPoints - 1) / kPoints}));
}

} // namespace binnacle::slo
