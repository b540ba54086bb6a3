#include "tests/core/slo/slo_fixture.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::test;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

constexpr Timestamp kNow = fromEpochMs(1'700'049'600'000); // the start of an hour

} // namespace

// Two services behind one domain, another domain, and a key that no route names.
class TestBurnLanes : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_store = std::make_unique<SloFixture>();
        m_store->insert({{.at = kNow - days{40},
            .bootId = "routes",
            .seq = 1,
            .interval = minutes{1},
            .routes = {route("shop.example.com", "/", "shop-web-80"),
                route("shop.example.com", "/checkout", "shop-checkout-80"),
                route("docs.example.com", "/", "docs-web-80")}}});
    }

    void aDomainOfSeveralServicesHasALaneAndSoHasTheOneThatBurns()
    {
        // Most of the domain's requests fail for half an hour, all in one of its services.
        burn("shop-checkout-80", kNow - minutes{60}, 30);
        fine("shop-web-80", kNow - hours{8}, 480);
        fine("docs-web-80", kNow - hours{8}, 480);
        const auto lanes = read({kNow - hours{2}, kNow});
        QCOMPARE(lanes.size(), 2U);
        QCOMPARE(lanes[0].subject.domain, std::string("shop.example.com"));
        QCOMPARE(lanes[1].subject.domain, std::string("shop.example.com/checkout"));
        QVERIFY(!lanes[0].spans.empty());
        const BurnSpan &page
            = *std::ranges::find(lanes[0].spans, BurnSeverity::Page, &BurnSpan::severity);
        // Not before it began, and within minutes of it; over soon after it ended.
        QVERIFY(page.range.from > kNow - minutes{60});
        QVERIFY(page.range.from <= kNow - minutes{50});
        QVERIFY(page.range.to < kNow);
    }

    // What pages has a lane, however little of the whole domain it is.
    void aRouteThatBurnsAloneHasALane()
    {
        burn("shop-checkout-80", kNow - minutes{60}, 30);
        put("shop-web-80", kNow - hours{8}, 480, 1'000'000, 0);
        const auto lanes = read({kNow - hours{2}, kNow});
        QCOMPARE(lanes.size(), 1U);
        QCOMPARE(lanes[0].subject.domain, std::string("shop.example.com/checkout"));
    }

    void aKeyThatNoRouteNamesHasItsOwnLane()
    {
        burn("lab-tool-80", kNow - minutes{60}, 30);
        const auto lanes = read({kNow - hours{2}, kNow});
        QCOMPARE(lanes.size(), 1U);
        QCOMPARE(lanes[0].subject.domain, std::string("lab-tool-80"));
    }

    void whatWasOverBeforeTheRangeHasNoLane()
    {
        burn("docs-web-80", kNow - hours{30}, 30);
        QCOMPARE(read({kNow - hours{2}, kNow}).size(), 0U);
    }

    // Days, weeks: told by the hour, whatever became of the raw rows.
    void longRangesAreToldByTheHour_data()
    {
        QTest::addColumn<int>("rangeDays");
        QTest::newRow("just over two days") << 3;
        QTest::newRow("a week") << 7;
        QTest::newRow("a month") << 30;
    }
    void longRangesAreToldByTheHour()
    {
        QFETCH(int, rangeDays);
        const Timestamp incident = kNow - days{2} - hours{6};
        m_store->putHours("docs-web-80", incident, 24 * 33, 1'000, 0);
        m_store->putHours("docs-web-80", incident + hours{2}, 2, 1'000, 700);
        m_store->putHours("docs-web-80", kNow, 2 * 24 + 4, 1'000, 0);
        const TimeRange range{kNow - days{rangeDays}, kNow};
        const auto lanes = read(range);
        QCOMPARE(lanes.size(), 1U);
        QCOMPARE(lanes[0].subject.domain, std::string("docs.example.com"));
        const auto pages
            = std::ranges::count(lanes[0].spans, BurnSeverity::Page, &BurnSpan::severity);
        QCOMPARE(pages, 1);
        const BurnSpan &page
            = *std::ranges::find(lanes[0].spans, BurnSeverity::Page, &BurnSpan::severity);
        QCOMPARE(page.range.from, incident + hours{1});
        QVERIFY(page.range.to >= incident + hours{2});
        QVERIFY(page.range.to <= incident + hours{8});
    }

    void itsOwnTargetDecides()
    {
        burn("docs-web-80", kNow - minutes{60}, 30);
        QCOMPARE(read({kNow - hours{2}, kNow}).size(), 1U);
        // A budget of 99 % can not burn fourteen times as fast as it may.
        m_store->putTarget(SloTargetType::Ingress, "docs.example.com", SloWindow::ThirtyDays, 1);
        QCOMPARE(read({kNow - hours{2}, kNow}).size(), 0U);
    }

    void anEmptyRangeIsRefused()
    {
        const auto lanes = m_store->read([](store::Connection &connection) {
            return slo::readBurnLanes(connection, {.cluster = kProd, .range = {kNow, kNow}});
        });
        QVERIFY(!lanes);
        QCOMPARE(lanes.error().code, ErrorCode::InvalidArgument);
    }

private:
    void fine(const std::string &key, Timestamp from, int count) { put(key, from, count, 100, 0); }
    void burn(const std::string &key, Timestamp from, int count)
    {
        put(key, from, count, 1'000, 900);
    }
    void put(const std::string &key, Timestamp from, int count, std::int64_t requests,
        std::int64_t errors)
    {
        auto all = everyMinute(key, from + minutes{count}, count, requests, errors);
        for (SloIncrements &each : all)
            each.bootId = key + std::to_string(toEpochMs(from));
        m_store->insert(all);
    }

    std::vector<slo::BurnLane> read(const TimeRange &range)
    {
        const auto lanes = m_store->read([&](store::Connection &connection) {
            return slo::readBurnLanes(connection, {.cluster = kProd, .range = range});
        });
        if (!lanes)
            qFatal("read lanes: %s", lanes.error().message.c_str());
        return *lanes;
    }

    std::unique_ptr<SloFixture> m_store;
};

QTEST_GUILESS_MAIN(TestBurnLanes)
#include "tst_burn_lanes.moc"
