#include "ui/shell/notice_area.h"

#include "ui/widgets/banner.h"
#include "ui/widgets/cluster_status.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/time_selection.h"

#include <QVBoxLayout>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kStore = u"store"_s;
const QString kReadOnly = u"readonly"_s;
const QString kListener = u"listener"_s;
const QString kStale = u"stale"_s;
const QString kConflict = u"conflict"_s;
const QString kAsOf = u"asof"_s;

} // namespace

NoticeArea::NoticeArea(const TimeSelection &time, QWidget *parent)
    : QWidget(parent)
    , m_time(time)
    , m_layout(new QVBoxLayout(this))
{
    setObjectName(u"noticeArea"_s);
    m_layout->setContentsMargins(8, 8, 8, 0);
    m_layout->setSpacing(6);
    hide();
}

Banner *NoticeArea::banner(const QString &id)
{
    Banner *&result = m_banners[id];
    if (!result) {
        result = new Banner;
        m_layout->addWidget(result);
    }
    return result;
}

void NoticeArea::drop(const QString &id)
{
    if (Banner *gone = m_banners.take(id)) {
        m_layout->removeWidget(gone);
        gone->hide();
        gone->deleteLater();
    }
}

void NoticeArea::showAsOf(Timestamp now)
{
    const auto asOf = m_time.asOf();
    if (!asOf)
        return drop(kAsOf);
    const bool isNew = !m_banners.contains(kAsOf);
    Banner *shown = banner(kAsOf);
    shown->setHatched(true);
    shown->present(StatusKind::Warning,
        tr("The whole window is rewound: as of %1, %2 ago. Data keeps arriving behind it. Commands "
           "are disabled.")
            .arg(m_time.dateTimeText(*asOf), ageText(*asOf, now)));
    if (isNew)
        shown->setAction({.text = tr("Back to now"), .run = [this] { emit backToNowRequested(); }});
}

void NoticeArea::showStore(const console::StoreView &store)
{
    if (!store.health) {
        const Error &error = store.health.error();
        banner(kStore)->present(StatusKind::Critical,
            tr("The history cannot be written: %1 — %2 What is on the screen stays current, and "
               "agents keep what they could not deliver.")
                .arg(errorHeadline(error), toText(error.message)),
            errorCodeText(error));
    } else {
        drop(kStore);
    }
    if (!store.readOnlyReason.empty()) {
        banner(kReadOnly)->present(StatusKind::Warning,
            tr("This window only reads: %1. Everything stored can be seen and exported; nothing is "
               "changed here.")
                .arg(toText(store.readOnlyReason)),
            errorCodeText({.code = ErrorCode::ReadOnly, .message = {}}));
    } else {
        drop(kReadOnly);
    }
}

void NoticeArea::showCluster(const console::ClusterView *cluster, Timestamp now)
{
    if (cluster && isStale(*cluster) && cluster->snapshot) {
        const bool isNew = !m_banners.contains(kStale);
        const QString name = toText(cluster->name);
        const Timestamp since = cluster->times.lastSnapshot;
        const QString sinceText = m_time.timeText(since);
        banner(kStale)->present(
            cluster->status == AgentStatus::Offline ? StatusKind::Unknown : StatusKind::Warning,
            cluster->status == AgentStatus::Offline
                ? tr("%1 silent since %2 (%3). Showing the last snapshot; stored events are "
                     "complete up to then.")
                      .arg(name, sinceText, ageText(since, now))
                : tr("The agent of %1 is alive but has sent no snapshot since %2 (%3). Showing the "
                     "last one.")
                      .arg(name, sinceText, ageText(since, now)));
        if (isNew)
            banner(kStale)->setAction(
                {.text = tr("Why?"), .run = [this] { emit helpRequested(u"agents"_s); }});
    } else {
        drop(kStale);
    }
    if (cluster && cluster->conflict) {
        banner(kConflict)->present(StatusKind::Warning,
            tr("Two agents report as %1. What is shown switches between them; give each its own "
               "cluster id.")
                .arg(toText(cluster->name)),
            errorCodeText({.code = ErrorCode::Conflict, .message = {}}));
    } else {
        drop(kConflict);
    }
}

void NoticeArea::showEstate(
    const console::EstateView &estate, const ClusterId &current, Timestamp now)
{
    showAsOf(now);
    showStore(estate.store);
    // Where another console has the workspace, agents talk to that one: no problem of its own.
    if (!estate.ingest.listenProblem.empty() && estate.store.readOnlyReason.empty()) {
        banner(kListener)->present(StatusKind::Critical,
            tr("Agents cannot connect: %1. The stored history can still be searched.")
                .arg(toText(estate.ingest.listenProblem)),
            errorCodeText({.code = ErrorCode::Unavailable, .message = {}}));
    } else {
        drop(kListener);
    }
    const auto cluster = std::ranges::find(estate.clusters, current, &console::ClusterView::id);
    showCluster(cluster == estate.clusters.end() ? nullptr : &*cluster, now);
    setVisible(!m_banners.isEmpty());
}

QStringList NoticeArea::texts() const
{
    QStringList result;
    for (int i = 0; i < m_layout->count(); ++i) {
        if (const auto *one = qobject_cast<const Banner *>(m_layout->itemAt(i)->widget()))
            result << one->text();
    }
    return result;
}

} // namespace binnacle::ui
