#include "tests/support/fake_mesh_feed.h"
#include "ui/mesh/mesh_scrubber.h"
#include "ui/mesh/mesh_time_marks.h"
#include "ui/theme/theme.h"

#include <QSignalSpy>
#include <QTest>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class TestMeshScrubber : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        qRegisterMetaType<Timestamp>("binnacle::Timestamp");
        m_theme = std::make_unique<Theme>(*qApp);
    }

    void init()
    {
        m_mesh = std::make_unique<fake::MeshFeed>();
        m_time = std::make_unique<TimeSelection>();
        m_scrubber = std::make_unique<MeshScrubber>(*m_time);
        m_scrubber->resize(1'024, 104);
        m_timeline = *m_mesh->timeline({}, m_time->axis()).result();
        m_scrubber->setTimeline(m_timeline);
        // As the view does, at once.
        connect(m_scrubber.get(), &MeshScrubber::rewound, m_time.get(), &TimeSelection::setAsOf);
        connect(m_scrubber.get(), &MeshScrubber::left, m_time.get(), &TimeSelection::leaveAsOf);
    }
    void cleanup() { m_scrubber.reset(); }

    void draggingRewindsTheWindow()
    {
        QTest::mousePress(m_scrubber.get(), Qt::LeftButton, {}, {512, 60});
        QVERIFY(m_time->asOf().has_value());
        const Duration middle = m_time->axis().to - *m_time->asOf();
        QVERIFY(middle > 2h + 55min && middle < 3h + 5min); // of six hours
        QTest::mouseMove(m_scrubber.get(), {262, 60});
        QVERIFY(m_time->axis().to - *m_time->asOf() > 4h + 20min);
        QTest::mouseRelease(m_scrubber.get(), Qt::LeftButton, {}, {262, 60});
        QVERIFY(m_time->asOf().has_value()); // and stays there
    }

    void beyondTheRightEndIsNow()
    {
        m_time->setAsOf(m_mesh->incident());
        QSignalSpy left(m_scrubber.get(), &MeshScrubber::left);
        QTest::mousePress(m_scrubber.get(), Qt::LeftButton, {}, {1'023, 60});
        QCOMPARE(left.size(), 1);
        QVERIFY(!m_time->asOf());
        QVERIFY(m_time->isLive());
    }

    void aDoubleClickAndEscapeLeadBack()
    {
        m_time->setAsOf(m_mesh->incident());
        QTest::keyClick(m_scrubber.get(), Qt::Key_Escape);
        QVERIFY(m_time->isLive());
        QTest::mouseClick(m_scrubber.get(), Qt::LeftButton, {}, {512, 60});
        QVERIFY(m_time->asOf().has_value());
        QTest::mouseDClick(m_scrubber.get(), Qt::LeftButton, {}, {512, 60});
        QVERIFY(m_time->isLive());
    }

    void keysMoveByOneBarOrTen()
    {
        m_time->setAsOf(m_mesh->incident());
        const Timestamp from = *m_time->asOf();
        QTest::keyClick(m_scrubber.get(), Qt::Key_Left);
        QCOMPARE(from - *m_time->asOf(), m_timeline->step);
        QTest::keyClick(m_scrubber.get(), Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(*m_time->asOf() - from, m_timeline->step * 9);
        QVERIFY(!m_scrubber->accessibleDescription().isEmpty());
        const Timestamp first = m_time->axis().from;
        QTest::keyClick(m_scrubber.get(), Qt::Key_Home);
        QCOMPARE(*m_time->asOf(), first); // the axis moves on, so Home goes further back
        QTest::keyClick(m_scrubber.get(), Qt::Key_End);
        QVERIFY(!m_time->asOf());
    }

    void whilePickingAClickChoosesAndNothingIsRewound()
    {
        QSignalSpy picked(m_scrubber.get(), &MeshScrubber::instantPicked);
        QSignalSpy cancelled(m_scrubber.get(), &MeshScrubber::pickingCancelled);
        m_scrubber->setPicking(true);
        QTest::mouseClick(m_scrubber.get(), Qt::LeftButton, {}, {512, 60});
        QCOMPARE(picked.size(), 1);
        QVERIFY(!m_time->asOf());
        QTest::keyClick(m_scrubber.get(), Qt::Key_Escape);
        QCOMPARE(cancelled.size(), 1);
    }

    void tooltipsTellBarsGapsAndMarks()
    {
        const auto &bars = m_timeline->bars;
        QVERIFY(timeBarText(*m_timeline, *m_time, bars[5].start).contains(u"rps"_s));
        QVERIFY(timeBarText(*m_timeline, *m_time, bars[31].start)
                    .contains(u"nothing was measured"_s)); // a gap, not zero
        const QString marks = timeMarksText(*m_timeline, *m_time, m_mesh->incident() + 12min, 30s);
        QVERIFY(marks.contains(u"fraud-check 1.4.0"_s));
        QVERIFY(timeMarksText(*m_timeline, *m_time, m_mesh->incident() - 3h, 30s).isEmpty());
    }

    void paintsWithAndWithoutATimeline()
    {
        m_scrubber->setCompare(TimeRange{m_mesh->incident() - 5min, m_mesh->incident()});
        m_time->setAsOf(m_mesh->incident() + 20min);
        const QImage full = m_scrubber->grab().toImage();
        m_scrubber->setTimeline(nullptr);
        const QImage empty = m_scrubber->grab().toImage();
        QVERIFY(full != empty);
    }

private:
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<fake::MeshFeed> m_mesh;
    std::unique_ptr<TimeSelection> m_time;
    std::unique_ptr<MeshScrubber> m_scrubber;
    std::shared_ptr<const console::MeshTimeline> m_timeline;
};

QTEST_MAIN(TestMeshScrubber)
#include "tst_mesh_scrubber.moc"
