#include "ui/mesh/mesh_presenter.h"

#include "core/console/on_answer.h"
#include "ui/mesh/mesh_text.h"
#include "ui/widgets/cluster_status.h"

#include <algorithm>
#include <utility>

namespace binnacle::ui {

namespace {

constexpr int kSoonMs = 0;
constexpr int kLiveMs = 1'000;
// While the cursor is dragged a quick answer is shown rather than dropped for the next question.
constexpr qint64 kPatienceMs = 150;
constexpr qint64 kTimelineMs = 10'000; // bars move on slowly
constexpr Duration kHour{3'600'000};

// Those that are heard before those that are not, then the worse, then production.
int urgency(const console::ClusterView &cluster)
{
    const int heard = isStale(cluster) ? 0 : 100;
    const int production = cluster.environment == Environment::Production ? 1 : 0;
    return heard + 10 * severity(clusterStatus(cluster)) + production;
}

} // namespace

MeshPresenter::MeshPresenter(const Feeds &feeds, QObject *parent)
    : QObject(parent)
    , m_feeds(feeds)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoonMs);
    connect(&m_soon, &QTimer::timeout, this, &MeshPresenter::ask);
    m_live.setSingleShot(true);
    m_live.setInterval(kLiveMs);
    connect(&m_live, &QTimer::timeout, this, &MeshPresenter::askSoon);
    connect(&m_feeds.mesh, &console::MeshFeed::changed, this, &MeshPresenter::dataChanged);
    connect(&m_feeds.time, &TimeSelection::changed, this, &MeshPresenter::timeChanged);
    connect(&m_feeds.estate, &console::EstateFeed::changed, this, [this] {
        if (m_active)
            pickCluster();
    });
}

MeshPresenter::~MeshPresenter()
{
    m_stop.request_stop();
}

void MeshPresenter::setActive(bool active)
{
    if (std::exchange(m_active, active) == active)
        return;
    if (active)
        return refresh();
    m_soon.stop();
    m_live.stop();
    cancel();
}

void MeshPresenter::cancel()
{
    m_stop.request_stop();
    ++m_pictureGeneration;
    m_asksAgain = false;
    if (std::exchange(m_isAsking, false))
        emit loadingChanged(false);
}

void MeshPresenter::setCluster(const ClusterId &cluster)
{
    m_cluster = cluster;
    if (m_active)
        pickCluster();
}

void MeshPresenter::refresh()
{
    m_timelineIsOld = true;
    pickCluster();
    askIncident();
    ask();
}

void MeshPresenter::setScope(const MeshScope &scope)
{
    if (scope == m_scope)
        return;
    // Another selection of services is another drawing; other numbers are not.
    m_relayout = scope.isGrouped != m_scope.isGrouped;
    m_scope = scope;
    emit scopeChanged();
    cancel();
    askSoon();
}

void MeshPresenter::relayout()
{
    m_relayout = true;
    askSoon();
}

void MeshPresenter::select(const MeshSelection &selection)
{
    if (selection == m_selection)
        return;
    m_selection = selection;
    m_detail.reset();
    emit selectionChanged();
    askDetail();
}

// The window may be about all clusters; a mesh is about one. Then it is the worst of those that
// are heard, until that is no longer there.
void MeshPresenter::pickCluster()
{
    const auto estate = m_feeds.estate.estate();
    const auto &clusters = estate->clusters;
    const auto isThere = [&](const ClusterId &id) {
        return std::ranges::find(clusters, id, &console::ClusterView::id) != clusters.end();
    };
    ClusterId shown = m_cluster;
    if (shown.isEmpty() && isThere(m_shown))
        shown = m_shown;
    if (shown.isEmpty() && !clusters.empty())
        shown = std::ranges::max_element(clusters, {}, urgency)->id;
    if (shown == m_shown) {
        emit clusterShown(); // its age or name
        return;
    }
    const bool isFirst = m_shown.isEmpty();
    m_shown = std::move(shown);
    cancel();
    m_picture.reset();
    m_timeline.reset();
    m_detail.reset();
    m_error.reset();
    m_likelyStart = {};
    m_timelineIsOld = true;
    if (!isFirst) { // names of one cluster mean nothing in another
        m_scope.ns.clear();
        m_scope.focus = {};
        m_scope.folded.clear();
        m_scope.unfolded.clear();
        m_selection = {};
    }
    emit scopeChanged();
    emit clusterShown();
    emit selectionChanged();
    emit pictureChanged();
    emit timelineChanged();
    askIncident();
    askSoon();
}

std::optional<console::ClusterView> MeshPresenter::clusterView() const
{
    const auto estate = m_feeds.estate.estate();
    const auto &clusters = estate->clusters;
    const auto found = std::ranges::find(clusters, m_shown, &console::ClusterView::id);
    return found == clusters.end() ? std::nullopt : std::optional(*found);
}

bool MeshPresenter::isSilent() const
{
    const auto cluster = clusterView();
    return cluster && m_feeds.time.isLive() && isStale(*cluster)
        && isKnown(cluster->times.lastSnapshot);
}

TimeRange MeshPresenter::window() const
{
    Timestamp end = m_feeds.time.instant();
    // A silent cluster has no traffic now; the last that is known of it is worth more than nothing.
    if (isSilent())
        end = std::min(end, clusterView()->times.lastSnapshot);
    return {end - windowLength(m_scope.window, m_feeds.time), end};
}

std::optional<TimeRange> MeshPresenter::compareWindow() const
{
    const TimeRange now = window();
    const auto ending = [&now](Timestamp end) { return TimeRange{end - now.length(), end}; };
    switch (m_scope.compare.kind) {
    case MeshCompare::Kind::None:
        break;
    case MeshCompare::Kind::HourBefore:
        return ending(now.to - kHour);
    case MeshCompare::Kind::DayBefore:
        return ending(now.to - kHour * 24);
    case MeshCompare::Kind::WeekBefore:
        return ending(now.to - kHour * 24 * 7);
    case MeshCompare::Kind::Instant:
        return ending(m_scope.compare.instant);
    case MeshCompare::Kind::IncidentStart:
        if (isKnown(m_likelyStart))
            return ending(m_likelyStart);
        break;
    }
    return std::nullopt;
}

void MeshPresenter::timeChanged()
{
    if (!m_active)
        return;
    const TimeRange axis = m_feeds.time.axis();
    if (!m_timeline || m_timeline->range.to != axis.to || m_timeline->range.from != axis.from)
        m_timelineIsOld = true;
    askSoon();
}

void MeshPresenter::dataChanged()
{
    if (!m_active || !m_feeds.time.isLive() || m_live.isActive())
        return;
    if (!m_timelineAge.isValid() || m_timelineAge.hasExpired(kTimelineMs))
        m_timelineIsOld = true;
    m_live.start();
}

void MeshPresenter::askSoon()
{
    if (m_active && !m_soon.isActive())
        m_soon.start();
}

console::MeshQuestion MeshPresenter::question() const
{
    return {.cluster = m_shown,
        .range = window(),
        .compare = compareWindow(),
        .ns = m_scope.ns,
        .focus = m_scope.focus,
        .hops = m_scope.hops,
        .groupByNamespace = m_scope.isGrouped,
        .folded = m_scope.folded,
        .unfolded = m_scope.unfolded,
        .relayout = m_relayout};
}

void MeshPresenter::ask()
{
    m_soon.stop();
    if (!m_active || m_shown.isEmpty())
        return;
    if (m_timelineIsOld)
        askTimeline();
    if (m_isAsking && m_asked.elapsed() < kPatienceMs) {
        m_asksAgain = true;
        return;
    }
    m_stop.request_stop();
    m_stop = {};
    m_asksAgain = false;
    m_asked.start();
    if (!std::exchange(m_isAsking, true))
        emit loadingChanged(true);
    const int generation = ++m_pictureGeneration;
    console::onAnswer(m_feeds.mesh.picture(question(), m_stop.get_token()), this,
        [this, generation](const Result<std::shared_ptr<const console::MeshPicture>> &answer) {
            if (generation == m_pictureGeneration)
                accept(answer);
        });
}

void MeshPresenter::accept(const Result<std::shared_ptr<const console::MeshPicture>> &answer)
{
    m_isAsking = false;
    const bool asksAgain = std::exchange(m_asksAgain, false);
    if (answer) {
        m_picture = *answer;
        m_error.reset();
        m_relayout = false;
    } else if (answer.error().code != ErrorCode::Cancelled) {
        m_error = answer.error();
    }
    if (!asksAgain)
        emit loadingChanged(false);
    emit pictureChanged();
    if (m_error)
        emit failed(*m_error);
    askDetail();
    if (asksAgain)
        askSoon();
}

void MeshPresenter::askTimeline()
{
    m_timelineIsOld = false;
    m_timelineAge.start();
    const int generation = ++m_timelineGeneration;
    console::onAnswer(m_feeds.mesh.timeline(m_shown, m_feeds.time.axis()), this,
        [this, generation](const Result<std::shared_ptr<const console::MeshTimeline>> &answer) {
            if (generation != m_timelineGeneration)
                return; // of another cluster or range
            if (!answer) {
                emit failed(answer.error());
                return;
            }
            m_timeline = *answer;
            emit timelineChanged();
        });
}

void MeshPresenter::askDetail()
{
    const int generation = ++m_detailGeneration;
    if (!m_active || !m_selection.isService())
        return;
    console::onAnswer(m_feeds.mesh.detail(m_shown, m_selection.service,
                          {std::min(m_feeds.time.range().from, window().from), window().to}),
        this,
        [this, generation](
            const Result<std::shared_ptr<const console::MeshServiceDetail>> &answer) {
            if (generation != m_detailGeneration)
                return;
            if (answer)
                m_detail = *answer;
            else
                emit failed(answer.error());
            emit detailChanged();
        });
}

// When it began, for "compare with the start of the incident".
void MeshPresenter::askIncident()
{
    if (!m_active || m_shown.isEmpty())
        return;
    console::onAnswer(m_feeds.events.timeline(m_shown, m_feeds.time.axis()), this,
        [this, cluster = m_shown](const Result<std::shared_ptr<const console::Timeline>> &answer) {
            if (answer && cluster == m_shown && (*answer)->likelyStart != m_likelyStart) {
                m_likelyStart = (*answer)->likelyStart;
                emit clusterShown();
            }
        });
}

MeshState MeshPresenter::state() const
{
    if (m_shown.isEmpty())
        return MeshState::NoCluster;
    if (!m_picture)
        return m_error ? MeshState::Failed : MeshState::Loading;
    if (!m_picture->graph.nodes.empty())
        return MeshState::Showing;
    if (m_picture->graph.covered > Duration::zero())
        return MeshState::NoTraffic;
    const bool wasMeasured = m_timeline
        && std::ranges::any_of(
            m_timeline->bars, [](const console::MeshTimeBar &bar) { return !bar.isGap; });
    return wasMeasured ? MeshState::NothingMeasured : MeshState::NeverCollected;
}

} // namespace binnacle::ui
