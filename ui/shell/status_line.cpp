#include "ui/shell/status_line.h"

#include "core/console/task_board.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/time_selection.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kProgressSteps = 1'000;

QLabel *makeLabel(QHBoxLayout &layout)
{
    auto *label = new QLabel;
    label->setFont(smallFont());
    label->setTextFormat(Qt::PlainText);
    label->setProperty("tone", u"muted"_s);
    layout.addWidget(label);
    return label;
}

// Who was turned away at which limit, by lines; empty: nobody.
QString limitText(const console::LimitHits &hits)
{
    QStringList lines;
    const auto add = [&lines](const QString &words, std::uint64_t count) {
        if (count > 0)
            lines += words.arg(countText(static_cast<qint64>(count)));
    };
    add(StatusLine::tr("%1 with a malformed or too long head"), hits.heads);
    add(StatusLine::tr("%1 with a body over a limit"), hits.bodies);
    add(StatusLine::tr("%1 to a foreign host name or from a foreign page"), hits.hosts);
    add(StatusLine::tr("%1 connections too many"), hits.connections);
    return lines.join(u'\n');
}

// The newest snapshot of the current cluster, or of any.
Timestamp newestSnapshot(const console::EstateView &estate, const ClusterId &current)
{
    Timestamp newest{};
    for (const console::ClusterView &cluster : estate.clusters) {
        if (current.isEmpty() || cluster.id == current)
            newest = std::max(newest, cluster.times.lastSnapshot);
    }
    return newest;
}

} // namespace

StatusLine::StatusLine(console::TaskBoard &tasks, const TimeSelection &time, QWidget *parent)
    : QFrame(parent)
    , m_tasks(tasks)
    , m_time(time)
    , m_drawer(new QPushButton)
    , m_progress(new QProgressBar)
    , m_cancel(new QPushButton)
{
    setObjectName(u"statusLine"_s);
    setProperty("frame", u"bar"_s);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 1, 8, 1);
    layout->setSpacing(20);
    m_ingest = makeLabel(*layout);
    m_ingest->setObjectName(u"ingestRate"_s);
    m_listener = makeLabel(*layout);
    m_age = makeLabel(*layout);
    m_events = makeLabel(*layout);
    m_oldest = makeLabel(*layout);
    m_oldest->setObjectName(u"oldestEvent"_s);
    m_stalls = makeLabel(*layout);
    m_hint = makeLabel(*layout);
    layout->addStretch(1);
    m_drawer->setProperty("role", u"flat"_s);
    m_drawer->setFont(smallFont());
    m_drawer->setObjectName(u"taskButton"_s);
    m_progress->setFixedWidth(140);
    m_progress->setTextVisible(false);
    m_cancel->setProperty("role", u"flat"_s);
    m_cancel->setIcon(icon(u"close"_s));
    m_cancel->setIconSize({10, 10});
    m_cancel->setAccessibleName(tr("Cancel the running task"));
    m_cancel->setToolTip(tr("Cancel"));
    layout->addWidget(m_drawer);
    layout->addWidget(m_progress);
    layout->addWidget(m_cancel);
    connect(m_drawer, &QPushButton::clicked, this, &StatusLine::drawerRequested);
    connect(m_cancel, &QPushButton::clicked, this, [this] { m_tasks.cancel(m_running); });
    connect(&tasks, &console::TaskBoard::changed, this, &StatusLine::showTasks);
    setStalls(0, 0);
    showTasks();
}

void StatusLine::showEstate(
    const console::EstateView &estate, const ClusterId &current, Timestamp now)
{
    m_ingest->setText(tr("ingest %1").arg(rateText(estate.ingest.eventsPerSecond, tr("events"))));
    showIngestTip(estate.ingest);
    m_listener->setVisible(!estate.ingest.listenAddress.empty());
    m_listener->setText(tr("agents at %1", "host:port").arg(toText(estate.ingest.listenAddress)));
    m_listener->setToolTip(tr("Where this console listens for agents."));
    const Timestamp newest = newestSnapshot(estate, current);
    m_age->setText(
        isKnown(newest) ? tr("snapshot %1 old").arg(ageText(newest, now)) : tr("no snapshot yet"));
    m_events->setText(tr("events %1").arg(countText(estate.store.events)));
    m_events->setToolTip(tr("%1 on disk").arg(bytesText(estate.store.fileBytes)));
    EventQuery shown;
    if (!current.isEmpty())
        shown.cluster = current;
    const Timestamp oldest = reachOf(estate.store.reaches, shown);
    m_oldest->setVisible(isKnown(oldest));
    m_oldest->setText(tr("oldest %1").arg(m_time.timeText(oldest)));
    m_oldest->setToolTip(tr("The oldest event kept; older ones went with the retention."));
}

void StatusLine::showIngestTip(const console::IngestView &ingest)
{
    QString tip = tr("%1 snapshots/s, %2/s received, %3 rejected since start")
                      .arg(ingest.snapshotsPerSecond, 0, 'f', 1)
                      .arg(bytesText(static_cast<qint64>(ingest.bytesPerSecond)),
                          countText(static_cast<qint64>(ingest.rejected)));
    if (const QString limits = limitText(ingest.limitHits); !limits.isEmpty())
        tip += u'\n' + tr("Of these, at a limit of the listener:") + u'\n' + limits;
    if (ingest.limitHits.deadlines > 0)
        tip += u'\n'
            + tr("%1 connections were closed as too slow")
                  .arg(countText(static_cast<qint64>(ingest.limitHits.deadlines)));
    m_ingest->setToolTip(tip);
    m_ingest->setAccessibleDescription(tip);
}

void StatusLine::setStalls(int count, qint64 longestMs)
{
    m_stalls->setText(count == 0 ? tr("GUI smooth") : tr("GUI stalls %1").arg(countText(count)));
    m_stalls->setToolTip(count == 0
            ? tr("The window has always answered within 50 ms.")
            : tr("Times the window did not answer for more than 50 ms; longest %1 ms. The log has "
                 "each of them.")
                  .arg(longestMs));
}

void StatusLine::setHint(const QString &text)
{
    m_hint->setText(text.isEmpty() ? QString() : tr("%1 …", "keys typed so far").arg(text));
}

void StatusLine::showTasks()
{
    const std::vector<console::TaskView> tasks = m_tasks.tasks();
    const auto running
        = std::ranges::find(tasks, console::TaskState::Running, &console::TaskView::state);
    const bool isRunning = running != tasks.end();
    m_progress->setVisible(isRunning);
    m_cancel->setVisible(isRunning);
    m_running = isRunning ? running->id : 0;
    if (isRunning) {
        m_drawer->setIcon({});
        m_drawer->setText(running->title);
        m_progress->setRange(0, running->total == 0 ? 0 : kProgressSteps);
        if (running->total > 0)
            m_progress->setValue(static_cast<int>(static_cast<double>(running->done)
                / static_cast<double>(running->total) * kProgressSteps));
        return;
    }
    const auto failed = std::ranges::count_if(tasks, [](const console::TaskView &task) {
        return task.state == console::TaskState::Failed && !task.seen;
    });
    m_drawer->setIcon(icon(failed > 0 ? u"warning"_s : u"tasks"_s));
    m_drawer->setText(failed > 0 ? tr("Failed tasks: %1").arg(failed) : tr("Tasks"));
}

} // namespace binnacle::ui
