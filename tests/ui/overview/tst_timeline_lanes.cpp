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

    void inLittleRoomTheFewestWarningsShareALane()
    {
        console::Timeline timeline = timelineOf({burn("shop", 10, 14, true)});
        for (const char *name : {"shop", "pay", "ml"}) {
            timeline.lanes.push_back({.kind = console::LaneKind::NamespaceWarnings,
                .name = name,
                .marks
                = {{.from = fromEpochMs(timeline.lanes.size() == 3 ? 2 : 1), .label = name}}});
        }
        timeline.lanes.push_back({.kind = console::LaneKind::Nodes, .marks = {{}}});
        const auto titles = [&](std::size_t most) {
            QStringList shown;
            for (const console::TimelineLane &lane : fittedLanes(drawnLanes(timeline), most))
                shown << laneTitle(lane);
            return shown.join(u", "_s);
        };
        const QString all
            = u"Burn shop, Deploys, Warnings shop, Warnings pay, Warnings ml, Nodes"_s;
        QCOMPARE(titles(6), all);
        QCOMPARE(titles(5), u"Burn shop, Deploys, Warnings shop, Warnings, several, Nodes"_s);
        QCOMPARE(titles(4), u"Burn shop, Deploys, Warnings, several, Nodes"_s);
        QCOMPARE(titles(1), titles(4)); // nothing of another kind goes
        const auto shared = fittedLanes(drawnLanes(timeline), 5)[3].marks;
        QCOMPARE(shared.size(), 2);
        QCOMPARE(shared[0].label, std::string("ml")); // the earlier one
        QCOMPARE(fittedLanes({}, 3).size(), 0);
    }

    void lanesAreFittedToTheHeight()
    {
        TimeSelection time;
        TimelineWidget widget(time);
        console::Timeline timeline = timelineOf({});
        timeline.lanes.clear();
        for (const char *name : {"a", "b", "c", "d", "e", "f"}) {
            timeline.lanes.push_back({.kind = console::LaneKind::NamespaceWarnings,
                .name = name,
                .marks = {{.from = timeline.range.from, .to = timeline.range.from}}});
        }
        widget.setRange(timeline.range);
        widget.resize(600, 400);
        widget.setTimeline(std::make_shared<const console::Timeline>(timeline));
        QCOMPARE(widget.lanes(), 6);
        widget.resize(600, 110);
        widget.show();
        QVERIFY(QTest::qWaitForWindowExposed(&widget));
        QVERIFY(widget.lanes() > 1 && widget.lanes() < 6);
        QCOMPARE(widget.numbers().rows, 6); // the table still names each
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
