#include "events_view_rig.h"

#include <chrono>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

Timestamp EventsViewRig::now()
{
    return std::chrono::floor<Duration>(std::chrono::system_clock::now());
}

void EventsViewRig::setUp()
{
    if (!m_theme)
        m_theme = std::make_unique<Theme>(*qApp);
    // Menus pop up, which the offscreen platform cannot do in full.
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    m_feed = std::make_unique<FakeEventFeed>();
    m_feed->history = makeIncident(now());
    m_feed->ownership = {{{"StatefulSet", "data", "payments-db"}, 0, 3, 0, false},
        {{"Pod", "data", "payments-db-0"}, 1, 9, 6, true},
        {{"Node", "", "node-5"}, 2, 14, 14, false}};
    m_feed->state = {{"phase", "CrashLoopBackOff"}, {"restarts", "5"},
        {"node", "node-5 · DiskPressure"}, {"image", "postgres:15.8"}};
    m_estate = std::make_unique<FakeEstateFeed>();
    m_estate->view = {.asOf = now()};
    m_estate->view.store.events = 900;
    const Timestamp oldest = now() - Duration{24 * 3'600'000};
    m_estate->view.store.reaches = {{ClusterId{"prod-eu"}, {oldest, oldest}}};
    m_desk = std::make_unique<FakeTransferDesk>();
    m_memory = std::make_unique<FakeUiMemory>();
    m_time = std::make_unique<TimeSelection>();
    open();
    m_view->refresh();
    QTRY_COMPARE(model().rowCount(), 900);
}

void EventsViewRig::takeDown()
{
    m_view.reset();
    m_time.reset();
}

QString EventsViewRig::shots()
{
    return qEnvironmentVariable("BINNACLE_SHOTS", QDir::temp().filePath(u"shots"_s));
}

void EventsViewRig::open()
{
    m_view = std::make_unique<EventsView>(
        EventsView::Feeds{*m_feed, *m_estate, *m_desk, *m_memory, *m_time});
    m_view->resize(1280, 800);
}

qint64 EventsViewRig::id(int row) const
{
    return model().index(row, 0).data(EventTableModel::IdRole).toLongLong();
}

void EventsViewRig::select(int row)
{
    (void)model().index(row, 1).data(EventTableModel::EventRole); // has it fetched
    QTRY_VERIFY(model().index(row, 1).data(EventTableModel::EventRole).isValid());
    table().setCurrentIndex(model().index(row, EventColumns::Reason));
    QTRY_VERIFY(find<QPushButton>(u"eventObjectLink"_s));
}

bool EventsViewRig::hasText(const QString &text) const
{
    const QList<QLabel *> labels = m_view->findChildren<QLabel *>();
    return std::ranges::any_of(labels, [&](QLabel *label) { return label->text() == text; });
}

QStringList EventsViewRig::chips() const
{
    QStringList texts;
    for (const Chip *chip : m_view->findChildren<Chip *>()) {
        if (!chip->isHidden())
            texts.append(chip->text());
    }
    return texts;
}

QPushButton *EventsViewRig::button(const QString &start) const
{
    for (QPushButton *candidate : m_view->findChildren<QPushButton *>()) {
        if (candidate->text().startsWith(start))
            return candidate;
    }
    return nullptr;
}

QMenu *EventsViewRig::cellMenu(int row, int column)
{
    delete find<QMenu>(u"eventCellMenu"_s);
    emit table().cellMenuRequested(model().index(row, column), {});
    return find<QMenu>(u"eventCellMenu"_s);
}

void EventsViewRig::choose(QMenu &menu, QStringList path)
{
    const QString title = path.takeFirst();
    for (QAction *action : menu.actions()) {
        if (action->text() != title)
            continue;
        if (path.isEmpty())
            action->trigger();
        else
            choose(*action->menu(), path);
        return;
    }
    QFAIL(qPrintable(title));
}

} // namespace binnacle::ui
