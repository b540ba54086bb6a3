#include "core/alerts/history_sources.h"

#include "core/store/contact_gaps.h"
#include "core/store/event_repository.h"
#include "core/store/traffic_repository.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace binnacle::alerts {

namespace {

using std::chrono::minutes;

constexpr int kEventPage = 2'000;
constexpr std::size_t kMostEvents = 250'000;

void takeOlder(Timestamp &since, Timestamp at)
{
    if (isKnown(at) && (!isKnown(since) || at < since))
        since = at;
}

// Whether all windows begin and end at looks, so that what lies between two looks may be added up.
Duration gridOf(const HistoryReadings::Question &question)
{
    const auto isOnGrid = [&question](const Condition &condition) {
        const auto isTermOnGrid = [&question](const LevelTree &tree, const auto &self) -> bool {
            if (tree.kind == LevelTree::Kind::Term)
                return tree.term.window % question.step == Duration{0};
            return std::ranges::all_of(
                tree.children, [&self](const LevelTree &child) { return self(child, self); });
        };
        return isTermOnGrid(condition.levels, isTermOnGrid);
    };
    const bool isFine = Duration{minutes{5}} % question.step == Duration{0};
    return isFine && std::ranges::all_of(question.variants, isOnGrid) ? question.step : Duration{0};
}

// The first instant within the oldest hour that anything was told at. Before it the rule was not
// without data: it was not there.
Timestamp beginOfData(Timestamp oldestHour, Timestamp firstTold)
{
    const bool isWithin = isKnown(firstTold) && firstTold - oldestHour <= std::chrono::hours{1};
    return isWithin ? std::max(oldestHour, firstTold) : oldestHour;
}

// No look before there is something to see.
Timestamp nextLook(const HistoryReadings::Question &question, Timestamp dataSince, Timestamp after)
{
    if (!isKnown(dataSince))
        return {};
    return nextStep(
        {std::max(question.range.from, dataSince), question.range.to}, question.step, after);
}

} // namespace

LevelHistoryReadings::LevelHistoryReadings(Question question)
    : HistoryReadings(std::move(question))
{}

Status LevelHistoryReadings::read(store::Connection &connection, const std::stop_token &stop)
{
    const auto clusters = clustersOf(connection, rule());
    if (!clusters)
        return clusters.error();
    std::vector<LevelNeed> needs;
    for (const Condition &variant : m_question.variants)
        needs.push_back(needOf(variant));
    for (const ClusterId &id : *clusters) {
        Cluster &cluster = m_clusters[id];
        cluster.history = std::make_unique<LevelHistory>(id, needs, gridOf(m_question));
        if (Status read = cluster.history->load(connection, m_question.range, stop); !read)
            return read;
        cluster.subjects = cluster.history->matching(condition().level, condition().target);
        const auto oldest = store::oldestTraffic(connection, id);
        if (!oldest)
            return oldest.error();
        cluster.since = beginOfData(*oldest, cluster.history->told().first());
        takeOlder(m_dataSince, cluster.since);
    }
    return Done{};
}

Timestamp LevelHistoryReadings::next(Timestamp at) const
{
    return nextLook(m_question, m_dataSince, at);
}

std::optional<RuleReadings> LevelHistoryReadings::at(Timestamp now)
{
    bool isNews = false;
    for (const auto &[id, cluster] : m_clusters) {
        if (!isKnown(cluster.since) || now < cluster.since)
            continue;
        isNews = m_view.put(
                     id, levelReadings(condition(), cluster.subjects, cluster.history->told(), now))
            || isNews;
    }
    return isNews ? std::optional(m_view.whole(rule().id)) : std::nullopt;
}

AbsentHistoryReadings::AbsentHistoryReadings(Question question)
    : HistoryReadings(std::move(question))
{}

// Whatever is no gap is a sign of life.
Result<ToldTimes> AbsentHistoryReadings::readGaps(
    store::Connection &connection, const ClusterId &cluster)
{
    const auto sign = condition().absent == AbsentWhat::Heartbeat ? store::SignOfLife::Heartbeat
                                                                  : store::SignOfLife::Snapshot;
    const TimeRange &range = m_question.range;
    const auto since = store::contactRecordSince(connection, cluster, sign);
    const auto gaps = store::contactGaps(connection, cluster, sign, range);
    if (!since || !gaps)
        return since ? gaps.error() : since.error();
    ToldTimes signs;
    if (!isKnown(*since))
        return signs;
    Timestamp heard = *since - Duration{1}; // what a sign ends a gap with is a span of its own
    for (const store::ContactGap &gap : *gaps) {
        signs.addSpan({heard, gap.from});
        const Timestamp until = isKnown(gap.until) ? gap.until : Timestamp::max();
        heard = std::max(heard, isKnown(gap.until) ? until - Duration{1} : until);
        for (const Condition &variant : m_question.variants)
            m_changes.push_back(gap.from + absentAfter(variant));
        if (isKnown(gap.until))
            m_changes.push_back(gap.until);
    }
    signs.addSpan({heard, std::max(range.to, heard)});
    return signs;
}

Status AbsentHistoryReadings::readCluster(store::Connection &connection, const ClusterId &cluster)
{
    ToldTimes signs;
    if (condition().absent == AbsentWhat::Increments) {
        LevelHistory history(cluster, {});
        if (Status read = history.load(connection, m_question.range); !read)
            return read;
        signs = history.told();
    } else {
        auto gaps = readGaps(connection, cluster);
        if (!gaps)
            return gaps.error();
        signs = *std::move(gaps);
    }
    takeOlder(m_dataSince, signs.first());
    m_signs.emplace(cluster, std::move(signs));
    return Done{};
}

Status AbsentHistoryReadings::read(store::Connection &connection, const std::stop_token &stop)
{
    const auto clusters = clustersOf(connection, rule());
    if (!clusters)
        return clusters.error();
    for (const ClusterId &cluster : *clusters) {
        if (stop.stop_requested())
            return Error{ErrorCode::Cancelled, "the backtest was cancelled"};
        if (Status read = readCluster(connection, cluster); !read)
            return read;
    }
    std::ranges::sort(m_changes);
    return Done{};
}

Timestamp AbsentHistoryReadings::next(Timestamp at) const
{
    const Timestamp look = nextLook(m_question, m_dataSince, at);
    const TimeRange &range = m_question.range;
    const auto change = std::ranges::lower_bound(m_changes, std::max(range.from, at + Duration{1}));
    if (change == m_changes.end() || *change >= range.to)
        return look;
    return isKnown(look) ? std::min(look, *change) : *change;
}

std::optional<RuleReadings> AbsentHistoryReadings::at(Timestamp now)
{
    bool isNews = false;
    for (const auto &[cluster, signs] : m_signs) {
        if (!isKnown(signs.first()) || now < signs.first())
            continue;
        isNews
            = m_view.put(cluster, absentReadings(condition(), cluster, signs.lastUntil(now), now))
            || isNews;
    }
    return isNews ? std::optional(m_view.whole(rule().id)) : std::nullopt;
}

EventHistoryReadings::EventHistoryReadings(Question question)
    : HistoryReadings(std::move(question))
{}

Status EventHistoryReadings::read(store::Connection &connection, const std::stop_token &stop)
{
    store::EventReader reader(connection);
    const Condition &condition = m_question.variants.front();
    EventQuery query{
        .lastSeen = TimeRange{m_question.range.from - condition.within, Timestamp::max()}};
    query.where = condition.where;
    if (!rule().cluster.isEmpty())
        query.cluster = rule().cluster;
    const auto oldest = reader.oldest(query.cluster);
    if (!oldest)
        return oldest.error();
    m_dataSince = *oldest;
    EventPageRequest page{.limit = kEventPage};
    for (bool isMore = true; isMore;) {
        if (stop.stop_requested())
            return Error{ErrorCode::Cancelled, "the backtest was cancelled"};
        auto events = reader.page(query, page);
        if (!events)
            return events.error();
        isMore = events->size() == kEventPage;
        if (!events->empty())
            page.before = {.lastMs = toEpochMs(events->back().last), .id = events->back().id};
        for (ClusterEvent &event : *events) {
            if (event.first < m_question.range.to)
                m_events.push_back(std::move(event));
        }
        if (m_events.size() > kMostEvents)
            return Error{ErrorCode::TooLarge,
                "more than 250 000 events match: look back over a shorter time"};
    }
    std::ranges::stable_sort(m_events, {}, &ClusterEvent::first);
    return Done{};
}

void EventHistoryReadings::begun()
{
    m_counts.emplace(rule().id, condition());
    m_seen = 0;
    m_view = {};
}

Timestamp EventHistoryReadings::next(Timestamp at) const
{
    return nextStep(m_question.range, m_question.step, at);
}

std::optional<RuleReadings> EventHistoryReadings::at(Timestamp now)
{
    for (; m_seen < m_events.size() && m_events[m_seen].first <= now; ++m_seen)
        m_counts->see(m_events[m_seen]);
    RuleReadings readings = m_counts->at(now);
    const bool isNews
        = m_view.put({}, {.active = std::move(readings.active), .subjects = readings.subjects});
    return isNews ? std::optional(m_view.whole(rule().id)) : std::nullopt;
}

} // namespace binnacle::alerts
