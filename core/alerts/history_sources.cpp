#include "core/alerts/history_sources.h"

#include "core/store/contact_gaps.h"
#include "core/store/event_repository.h"
#include "core/store/traffic_repository.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace binnacle::alerts {

namespace {

constexpr int kEventPage = 2'000;
constexpr std::size_t kMostEvents = 250'000;

void takeOlder(Timestamp &since, Timestamp at)
{
    if (isKnown(at) && (!isKnown(since) || at < since))
        since = at;
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

// The sooner of a look and the first of `instants` within the range and after `after`.
Timestamp orSooner(
    Timestamp look, const std::vector<Timestamp> &instants, const TimeRange &range, Timestamp after)
{
    const auto next = std::ranges::lower_bound(instants, std::max(range.from, after + Duration{1}));
    if (next == instants.end() || *next >= range.to)
        return look;
    return isKnown(look) ? std::min(look, *next) : *next;
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
        cluster.history = std::make_unique<LevelHistory>(id, needs);
        if (Status read = cluster.history->load(connection, m_question.range, stop); !read)
            return read;
        cluster.subjects = cluster.history->matching(condition().level, condition().target);
        const auto oldest = store::oldestTraffic(connection, id);
        if (!oldest)
            return oldest.error();
        cluster.since = beginOfData(*oldest, cluster.history->told().first());
        takeOlder(m_dataSince, cluster.since);
        const std::vector<Timestamp> &arrivals = cluster.history->arrivals();
        m_arrivals.insert(m_arrivals.end(), arrivals.begin(), arrivals.end());
    }
    std::ranges::sort(m_arrivals);
    return Done{};
}

void LevelHistoryReadings::begun()
{
    m_view = {};
    for (auto &[id, cluster] : m_clusters)
        cluster.arrived = 0;
}

// As live: when increments arrive, and every so often.
Timestamp LevelHistoryReadings::next(Timestamp at) const
{
    return orSooner(nextLook(m_question, m_dataSince, at), m_arrivals, m_question.range, at);
}

std::optional<RuleReadings> LevelHistoryReadings::at(Timestamp now)
{
    bool isNews = false;
    const bool isForAll = now.time_since_epoch() % m_question.step == Duration{0};
    for (auto &[id, cluster] : m_clusters) {
        if (!isKnown(cluster.since) || now < cluster.since)
            continue;
        const std::vector<Timestamp> &arrivals = cluster.history->arrivals();
        const std::size_t before = cluster.arrived;
        while (cluster.arrived < arrivals.size() && arrivals[cluster.arrived] <= now)
            ++cluster.arrived;
        if (!isForAll && cluster.arrived == before)
            continue;
        cluster.lookedAt = now;
        isNews = m_view.put(
                     id, levelReadings(condition(), cluster.subjects, cluster.history->told(), now))
            || isNews;
    }
    return isNews ? std::optional(m_view.whole(rule().id)) : std::nullopt;
}

std::string LevelHistoryReadings::seen(const AlertSubject &subject) const
{
    const auto cluster = m_clusters.find(subject.cluster);
    if (cluster == m_clusters.end() || !isKnown(cluster->second.lookedAt))
        return {};
    const std::vector<const LevelSubject *> &subjects = cluster->second.subjects;
    const auto found = std::ranges::find(subjects, subject, &LevelSubject::subject);
    if (found == subjects.end())
        return {};
    const std::string text = valueText(condition().levels, **found, cluster->second.lookedAt);
    return text.empty() ? "without requests" : text;
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

// Looks where silence between arrivals begins to count and where it ends.
void AbsentHistoryReadings::addSilences(const std::vector<Timestamp> &arrivals)
{
    for (std::size_t i = 0; i < arrivals.size(); ++i) {
        const bool isLast = i + 1 == arrivals.size();
        for (const Condition &variant : m_question.variants) {
            const Timestamp counts = arrivals[i] + absentAfter(variant);
            if (!isLast && counts > arrivals[i + 1])
                continue;
            m_changes.push_back(counts);
            if (!isLast)
                m_changes.push_back(arrivals[i + 1]);
        }
    }
}

Status AbsentHistoryReadings::readCluster(store::Connection &connection, const ClusterId &cluster)
{
    ToldTimes signs;
    if (condition().absent == AbsentWhat::Increments) {
        LevelHistory history(cluster, {});
        if (Status read = history.load(connection, m_question.range); !read)
            return read;
        signs = history.told().asTheyArrived();
        addSilences(history.arrivals());
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
    return orSooner(nextLook(m_question, m_dataSince, at), m_changes, m_question.range, at);
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
    m_lookedAt = now;
    RuleReadings readings = m_counts->at(now);
    const bool isNews
        = m_view.put({}, {.active = std::move(readings.active), .subjects = readings.subjects});
    return isNews ? std::optional(m_view.whole(rule().id)) : std::nullopt;
}

std::string EventHistoryReadings::seen(const AlertSubject &subject) const
{
    return m_counts->valueText(subject, m_lookedAt);
}

} // namespace binnacle::alerts
