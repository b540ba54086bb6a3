#include "ui/events/event_presenter.h"

#include "core/console/event_feed.h"
#include "core/console/on_answer.h"
#include "ui/events/event_table_model.h"
#include "ui/widgets/time_selection.h"

#include <algorithm>
#include <map>

namespace binnacle::ui {

namespace {

constexpr std::int64_t kEndOfTimeMs = 253'402'300'799'000; // the year 9999
constexpr int kHistogramEveryMs = 2000;
constexpr int kHistogramMovesMs = 15'000;
constexpr Duration kDefaultBucket{60'000};

// One histogram of all clusters. Buckets are aligned to the epoch, so starts agree.
std::vector<console::EventBar> sumOf(const std::vector<console::ClusterBars> &clusters)
{
    std::map<Timestamp, console::EventBar> sums;
    for (const console::ClusterBars &cluster : clusters) {
        for (const console::EventBar &bar : cluster.bars) {
            console::EventBar &sum = sums[bar.start];
            sum.start = bar.start;
            sum.normal += bar.normal;
            sum.warnings += bar.warnings;
        }
    }
    std::vector<console::EventBar> bars;
    bars.reserve(sums.size());
    for (const auto &[start, bar] : sums)
        bars.push_back(bar);
    return bars;
}

qint64 countOf(const std::vector<console::ClusterBars> &clusters)
{
    qint64 count = 0;
    for (const console::ClusterBars &cluster : clusters) {
        for (const console::EventBar &bar : cluster.bars)
            count += bar.normal + bar.warnings;
    }
    return count;
}

} // namespace

EventPresenter::EventPresenter(
    console::EventFeed &feed, TimeSelection &time, EventTableModel &model, QObject *parent)
    : QObject(parent)
    , m_feed(feed)
    , m_time(time)
    , m_model(model)
    , m_bucketFor([](const TimeRange &) { return kDefaultBucket; })
{
    m_histogramSoon.setSingleShot(true);
    m_histogramSoon.setInterval(kHistogramEveryMs);
    m_histogramMoves.setInterval(kHistogramMovesMs);
    connect(&m_histogramMoves, &QTimer::timeout, this, [this] {
        if (!m_isActive || !m_time.isLive())
            return;
        askHistogram();
        askTotal();
    });
    connect(&m_histogramSoon, &QTimer::timeout, this, &EventPresenter::askHistogram);
    connect(&m_time, &TimeSelection::changed, this, &EventPresenter::timeChanged);
    connect(&m_feed, &console::EventFeed::stored, this, [this] {
        if (m_isActive && m_time.isLive() && !m_histogramSoon.isActive())
            m_histogramSoon.start();
    });
    connect(&m_model, &EventTableModel::merged, this, [this] {
        if (m_matches) {
            m_matches = m_model.rowCount();
            emit countsChanged();
        }
    });
}

void EventPresenter::setFilter(const EventFilter &filter)
{
    m_filter = filter;
    emit filterChanged();
    reload();
}

void EventPresenter::setActive(bool active)
{
    m_isActive = active;
    if (active)
        m_histogramMoves.start();
    else
        m_histogramMoves.stop();
    if (!active)
        return;
    if (m_isStale)
        reload();
    else
        reindex(); // what was stored while nobody looked
}

void EventPresenter::timeChanged()
{
    // Pausing, resuming and another zone ask nothing new.
    const bool isSame = m_time.moving() == m_askedMoving
        && (m_askedMoving.count() > 0 || m_time.range() == m_askedRange);
    if (isSame)
        return;
    const TimeRange range = m_time.range();
    if (m_filter.brush && (m_filter.brush->from >= range.to || m_filter.brush->to <= range.from)) {
        m_filter.brush.reset();
        emit filterChanged();
    }
    reload();
}

TimeRange EventPresenter::askedRange() const
{
    TimeRange range = m_time.range();
    if (m_time.isLive())
        range.to = fromEpochMs(kEndOfTimeMs);
    return range;
}

EventQuery EventPresenter::tailQuery() const
{
    TimeRange range = m_time.range();
    if (m_time.moving().count() > 0)
        range.to = fromEpochMs(kEndOfTimeMs);
    return m_filter.query(range);
}

void EventPresenter::reload()
{
    m_isStale = !m_isActive;
    if (m_isStale)
        return;
    ++m_generation;
    m_stop.request_stop();
    m_stop = {};
    m_askedMoving = m_time.moving();
    m_askedRange = m_time.range();
    m_matches.reset();
    m_total.reset();
    setState(State::Loading);
    emit countsChanged();
    askPage();
    askIndex();
    askHistogram();
    askTotal();
}

void EventPresenter::reindex()
{
    if (m_isActive && m_state == State::Showing && m_matches)
        askIndex();
}

void EventPresenter::askPage()
{
    console::onAnswer(m_feed.page(query(), {}), this,
        [this, generation = m_generation](
            const Result<std::shared_ptr<const console::Events>> &page) {
            if (generation != m_generation || m_matches)
                return;
            if (!page) {
                fail(page.error());
                return;
            }
            m_model.restart(*page);
            setState(State::Showing);
            emit restarted();
        });
}

void EventPresenter::askIndex()
{
    console::onAnswer(m_feed.index(query(), m_stop.get_token()), this,
        [this, generation = m_generation](
            const Result<std::shared_ptr<const console::EventIndex>> &index) {
            if (generation != m_generation)
                return;
            if (!index) {
                if (m_state == State::Loading)
                    fail(index.error());
                else
                    emit partlyFailed(index.error());
                return;
            }
            if (m_state == State::Failed)
                return;
            if (m_state == State::Loading) { // quicker than the first page
                m_model.restart(std::make_shared<const console::Events>());
                m_model.showAll(*index);
                m_matches = m_model.rowCount();
                setState(State::Showing);
                emit restarted();
            } else {
                m_model.showAll(*index);
                m_matches = m_model.rowCount();
            }
            emit countsChanged();
            emit completed();
        });
}

void EventPresenter::askHistogram()
{
    m_histogramSoon.stop();
    if (!m_isActive)
        return;
    EventFilter filter = m_filter;
    filter.brush.reset(); // the brush shows on it
    const TimeRange range = m_time.range();
    const Duration bucket = m_bucketFor(range);
    console::onAnswer(m_feed.histogram(filter.query(askedRange()), range, bucket), this,
        [this, range, bucket, question = ++m_histogramQuestion](
            const Result<std::shared_ptr<const std::vector<console::ClusterBars>>> &answer) {
            if (question != m_histogramQuestion)
                return;
            if (answer)
                emit histogramLoaded(sumOf(**answer), bucket, range);
            else
                emit partlyFailed(answer.error());
        });
}

std::optional<qint64> EventPresenter::total() const
{
    return m_total ? std::optional(std::max(*m_total, m_matches.value_or(0))) : std::nullopt;
}

void EventPresenter::askTotal()
{
    EventFilter everything;
    everything.cluster = m_filter.cluster;
    const TimeRange range = m_time.range();
    const Duration whole = std::max(range.length(), Duration{1});
    console::onAnswer(m_feed.histogram(everything.query(askedRange()), range, whole), this,
        [this, generation = m_generation](
            const Result<std::shared_ptr<const std::vector<console::ClusterBars>>> &answer) {
            if (generation != m_generation || !answer)
                return; // the histogram of the same range reports the failure
            m_total = countOf(**answer);
            emit countsChanged();
        });
}

void EventPresenter::countLooser()
{
    const TimeRange range = m_time.range();
    for (const LooserFilter &looser : looserFilters(m_filter, m_feed)) {
        const TimeRange asked = looser.filter.brush.value_or(range);
        console::onAnswer(m_feed.histogram(looser.filter.query(askedRange()), asked,
                              std::max(asked.length(), Duration{1})),
            this,
            [this, looser, generation = m_generation](
                const Result<std::shared_ptr<const std::vector<console::ClusterBars>>> &answer) {
                if (generation == m_generation && answer)
                    emit looserCounted(looser, countOf(**answer));
            });
    }
}

void EventPresenter::setState(State state)
{
    m_state = state;
    emit stateChanged();
}

void EventPresenter::fail(const Error &error)
{
    ++m_generation; // no other answer to this question can help
    m_stop.request_stop();
    m_error = error;
    setState(State::Failed);
}

} // namespace binnacle::ui
