#include "ui/overview/timeline_lanes.h"
#include "ui/overview/timeline_widget.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QTableView>
#include <QTest>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

console::TimelineMark burn(const char *domain, int from, int to, bool pages)
{
    return {.from = fromEpochMs(from * 60'000LL),
        .to = fromEpochMs(to * 60'000LL),
        .critical = pages,
        .label = domain};
}

console::Timeline timelineOf(std::vector<console::TimelineMark> burns)
{
    console::Timeline timeline{.range = {fromEpochMs(0), fromEpochMs(100 * 60'000LL)}};
    timeline.lanes.push_back({.kind = console::LaneKind::BurnRates, .marks = std::move(burns)});
    timeline.lanes.push_back({.kind = console::LaneKind::Deploys,
        .marks = {{.from = fromEpochMs(5 * 60'000LL),
            .to = fromEpochMs(6 * 60'000LL),
            .label = "fraud-check 1.4.0"}}});
    return timeline;
}

} // namespace

class TestTimelineLanes : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void everyDomainThatBurnsHasALaneTheWorstFirst()
    {
        const auto lanes = drawnLanes(timelineOf({burn("api.example.com", 1, 60, false),
            burn("shop.example.com", 10, 14, true), burn("api.example.com", 70, 71, false)}));
        QCOMPARE(lanes.size(), 3);
        QCOMPARE(laneTitle(lanes[0]), u"Burn shop.example.com"_s); // pages, however shortly
        QCOMPARE(laneTitle(lanes[1]), u"Burn api.example.com"_s);
        QCOMPARE(lanes[1].marks.size(), 2);
        QCOMPARE(lanes[2].kind, console::LaneKind::Deploys);
        QCOMPARE(markText(lanes[0], lanes[0].marks[0]), u"pages"_s);
        QCOMPARE(markText(lanes[1], lanes[1].marks[0]), u"ticket"_s);
        QCOMPARE(markText(lanes[2], lanes[2].marks[0]), u"fraud-check 1.4.0"_s);
    }

    void ofManyThatBurnTheLastLaneHoldsTheRest()
    {
        const auto lanes = drawnLanes(timelineOf({burn("a", 1, 90, true), burn("b", 1, 80, true),
            burn("c", 1, 70, true), burn("d", 9, 60, true), burn("e", 2, 50, true),
            burn("shop/checkout", 1, 40, true)}));
        QCOMPARE(lanes.size(), 6); // four of their own, the rest, deploys
        QCOMPARE(laneTitle(lanes[4]), u"Burn, others"_s);
        QCOMPARE(lanes[4].marks.size(), 2);
        QCOMPARE(markText(lanes[4], lanes[4].marks[0]), u"shop/checkout"_s); // the earlier one
        QCOMPARE(lanes[2].name, std::string("c"));
    }

    void controlTListsTheMarksNewestFirst()
    {
        TimeSelection time;
        TimelineWidget widget(time);
        const auto timeline = std::make_shared<const console::Timeline>(
            timelineOf({burn("shop", 10, 14, true), burn("shop", 200, 210, true)}));
        widget.setRange(timeline->range);
        widget.setTimeline(timeline);
        widget.resize(600, 240);
        widget.show();
        QVERIFY(QTest::qWaitForWindowExposed(&widget));
        QTest::keyClick(&widget, Qt::Key_T, Qt::ControlModifier);
        auto *table = widget.findChild<QTableView *>(u"chartNumbers"_s);
        QVERIFY(table && table->isVisible());
        QCOMPARE(table->model()->rowCount(), 2); // one lies outside of the range
        QCOMPARE(table->model()->index(0, 2).data().toString(), u"Burn shop"_s);
        QCOMPARE(table->model()->index(1, 3).data().toString(), u"fraud-check 1.4.0"_s);
        widget.setTimeline(nullptr);
        QCOMPARE(table->model()->rowCount(), 0);
    }

private:
    std::unique_ptr<Theme> m_theme;
};

QTEST_MAIN(TestTimelineLanes)
#include "tst_timeline_lanes.moc"
