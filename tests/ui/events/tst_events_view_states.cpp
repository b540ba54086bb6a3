// What the events view says when there is little to show, and how it looks.
#include "events_view_rig.h"
#include "tests/support/paint_count.h"
#include "ui/events/event_toolbar.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/event_histogram.h"
#include "ui/widgets/state_panel.h"

#include <QHeaderView>
#include <QSignalSpy>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

class TestEventsViewStates : public QObject, private EventsViewRig
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { takeDown(); }
    void cleanupTestCase() { m_theme.reset(); }

    void saysWhatTheFilterHidesAndOffersLess()
    {
        auto *toolbar = m_view->findChild<EventToolbar *>();
        emit toolbar->typePicked(EventType::Normal);
        m_view->applyFilter(u"reason = BackOff"_s);
        auto *state = m_view->findChild<StatePanel *>();
        QTRY_COMPARE(state->title(), u"0 of 900 events match"_s);
        QPushButton *loosen = nullptr;
        QTRY_VERIFY((loosen = button(u"Loosen"_s)));
        QVERIFY(loosen->text().contains(u"100"_s));
        loosen->click();
        QTRY_COMPARE(model().rowCount(), 100);
    }

    void saysThatNothingWasEverCollected()
    {
        m_feed->history.clear();
        m_estate->view.store = {};
        m_view->refresh();
        QTRY_COMPARE(m_view->findChild<StatePanel *>()->title(), u"No events yet"_s);
    }

    void saysHowFarTheHistoryReaches()
    {
        QVERIFY(find<QLabel>(u"eventReach"_s)->text().contains(u"reaches back to"_s));
        const Timestamp oldest = m_estate->view.store.reaches.at({"prod-eu"}).oldest;
        m_time->setAbsolute({oldest - Duration{7'200'000}, oldest - Duration{3'600'000}});
        QTRY_COMPARE(m_view->findChild<StatePanel *>()->title(), u"Before the oldest event kept"_s);
        QSignalSpy settings(m_view.get(), &View::settingsActivated);
        button(u"Change retention"_s)->click();
        QCOMPARE(settings.size(), 1);
        QCOMPARE(settings.front().front().toString(), u"storage"_s);
        button(u"Go to oldest"_s)->click();
        QCOMPARE(m_time->range().from, oldest);
    }

    void theReachIsThatOfTheClusterAndTypeShown()
    {
        const auto ago = [](int hours) { return now() - Duration{hours * 3'600'000}; };
        const Timestamp old = ago(24);
        const Timestamp oldNormal = ago(5);
        const Timestamp young = ago(2);
        m_estate->view.clusters = {{.id = ClusterId{"prod-eu"}}, {.id = ClusterId{"staging-us"}}};
        m_estate->view.store.reaches
            = {{ClusterId{"prod-eu"}, {old, oldNormal}}, {ClusterId{"staging-us"}, {young, young}}};
        emit m_estate->changed();
        const auto reachesTo = [this](Timestamp oldest) {
            return find<QLabel>(u"eventReach"_s)->text().contains(m_time->dateTimeText(oldest));
        };
        QVERIFY(reachesTo(old));
        m_view->setCluster(ClusterId{"staging-us"});
        QVERIFY(reachesTo(young));
        m_view->setCluster(ClusterId{"prod-eu"});
        QVERIFY(reachesTo(old));
        auto *toolbar = m_view->findChild<EventToolbar *>();
        emit toolbar->typePicked(EventType::Normal);
        QVERIFY(reachesTo(oldNormal));
        emit toolbar->typePicked(EventType::Warning);
        QVERIFY(reachesTo(old));
    }

    void theOldestOfTheChosenClusterIsGoneTo()
    {
        const Timestamp young = now() - Duration{2 * 3'600'000};
        m_estate->view.clusters = {{.id = ClusterId{"imported"}}}; // no agent was ever heard
        m_estate->view.store.reaches[ClusterId{"imported"}] = {young, young};
        m_view->setCluster(ClusterId{"imported"});
        m_time->setAbsolute({young - Duration{7'200'000}, young - Duration{3'600'000}});
        QTRY_COMPARE(m_view->findChild<StatePanel *>()->title(), u"Before the oldest event kept"_s);
        button(u"Go to oldest"_s)->click();
        QCOMPARE(m_time->range().from, young);
        // Its history was imported, so something was collected.
        m_time->setAbsolute({young + Duration{60'000}, young + Duration{120'000}});
        QTRY_COMPARE(m_view->findChild<StatePanel *>()->title(), u"No events in this time"_s);
    }

    void theNewsOfNowPaintNothingOfThePast()
    {
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        m_time->setAsOf(now() - Duration{600'000});
        testkit::PaintCount painted(*m_view);
        m_view->update();
        QVERIFY(painted.settle());
        const int before = painted.count();
        QVERIFY(before > 0); // it counts
        emit m_estate->changed();
        QVERIFY(painted.settle());
        QCOMPARE(painted.count(), before);
    }

    void saysThatTheClusterIsSilent()
    {
        console::ClusterView cluster{.id = ClusterId{"prod-eu"}, .name = "prod-eu"};
        cluster.times = {now() - Duration{96'000}, now() - Duration{96'000}};
        m_estate->view.clusters = {cluster};
        m_view->setCluster(cluster.id);
        QTRY_COMPARE(model().rowCount(), 675);
        QVERIFY(find<Banner>(u"eventSilence"_s)->text().contains(u"silent since"_s));
        QSignalSpy help(m_view.get(), &View::helpActivated);
        button(u"Why?"_s)->click();
        QCOMPARE(help.size(), 1);
        QCOMPARE(help.front().front().toString(), u"agents"_s);
        QVERIFY(table().isColumnHidden(EventColumns::Cluster));
    }

    void aFailureSaysWhatIsStillFine()
    {
        m_feed->isManual = true;
        m_view->refresh();
        m_feed->pages.back().fail({ErrorCode::Corrupt, "database disk image is malformed"});
        auto *state = m_view->findChild<StatePanel *>();
        QTRY_VERIFY(state->code().contains(u"BN-"_s));
    }

    void viewsAreKeptUnderAName()
    {
        auto *toolbar = m_view->findChild<EventToolbar *>();
        emit toolbar->typePicked(EventType::Warning);
        m_view->applyFilter(u"reason = Evicted"_s);
        QTRY_COMPARE(model().rowCount(), 100);
        emit toolbar->saveRequested(u"evictions"_s);
        open(); // another day
        m_view->refresh();
        QTRY_COMPARE(model().rowCount(), 900);
        emit m_view->findChild<EventToolbar *>()->savedPicked(u"evictions"_s);
        QTRY_COMPARE(model().rowCount(), 100);
        QCOMPARE(chips(), QStringList{u"type = Warning"_s});
    }

    void columnsAreChosenAndRemembered()
    {
        emit table().horizontalHeader()->customContextMenuRequested({});
        auto *menu = find<QMenu>(u"eventColumnMenu"_s);
        choose(*menu, {u"Source"_s});
        QVERIFY(!table().isColumnHidden(EventColumns::Source));
        QTRY_VERIFY(!m_memory->value(u"events/columns"_s).isEmpty());
        open();
        QVERIFY(!table().isColumnHidden(EventColumns::Source));
    }

    void everyPartHasAName()
    {
        for (QWidget *widget : m_view->findChildren<QWidget *>()) {
            if (qobject_cast<QTableView *>(widget))
                QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
        }
        QVERIFY(m_view->keyHelp().size() > 10);
    }

    void looksLikeThePicture_data()
    {
        QTest::addColumn<int>("themeName");
        QTest::addColumn<QSize>("size");
        QTest::newRow("dark-1280") << static_cast<int>(ThemeName::Dark) << QSize(1280, 800);
        QTest::newRow("dark-1920") << static_cast<int>(ThemeName::Dark) << QSize(1920, 1080);
        QTest::newRow("light-1280") << static_cast<int>(ThemeName::Light) << QSize(1280, 800);
        QTest::newRow("light-1920") << static_cast<int>(ThemeName::Light) << QSize(1920, 1080);
    }

    void looksLikeThePicture()
    {
        QFETCH(int, themeName);
        QFETCH(QSize, size);
        m_theme->setName(static_cast<ThemeName>(themeName));
        m_view->resize(size);
        select(1);
        auto *toolbar = m_view->findChild<EventToolbar *>();
        emit toolbar->kindsPicked({u"Pod"_s, u"Node"_s, u"Deployment"_s});
        auto *histogram = find<EventHistogram>(u"eventHistogram"_s);
        (void)m_view->grab();
        m_view->refresh();
        emit histogram->brushed({now() - Duration{5'400'000}, now() - Duration{1'000'000}});
        QTest::qWait(150);
        const QImage shot = m_view->grab().toImage();
        QDir().mkpath(shots());
        const QString name = QString::fromUtf8(QTest::currentDataTag());
        QVERIFY(shot.save(shots() + u"/events-"_s + name + u".png"_s));
        QCOMPARE(shot.size(), size);
    }

    void looksLikeItsEmptyStates()
    {
        m_theme->setName(ThemeName::Dark);
        m_view->resize(1280, 800);
        auto *toolbar = m_view->findChild<EventToolbar *>();
        emit toolbar->typePicked(EventType::Normal);
        m_view->applyFilter(u"reason = BackOff"_s);
        QTRY_VERIFY(button(u"Loosen"_s));
        QDir().mkpath(shots());
        QVERIFY(m_view->grab().save(shots() + u"/events-filtered-out.png"_s));
    }
};

QTEST_MAIN(TestEventsViewStates)
#include "tst_events_view_states.moc"
