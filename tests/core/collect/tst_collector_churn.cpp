#include "tests/core/collect/scraped_endpoint.h"

#include <QTest>

using namespace binnacle;
using test::responses;
using test::ScrapedEndpoint;

class TestCollectorChurn : public QObject
{
    Q_OBJECT

private slots:
    // Pods come and go for weeks; what is known of them must not pile up nor break the counting.
    void goesOnCountingWhilePodsComeAndGo()
    {
        ScrapedEndpoint endpoint;
        const std::string steady = "response_total{namespace=\"shop\",deployment=\"web\","
                                   "pod=\"w\",direction=\"inbound\",status_code=\"200\"} ";
        constexpr int kPods = 1'000;
        constexpr int kScrapes = 25;
        endpoint.scrape(steady + "0\n");
        for (int scrape = 1; scrape <= kScrapes; ++scrape) {
            std::string text = steady + std::to_string(scrape) + '\n';
            for (int pod = 0; pod < kPods; ++pod)
                text += responses("p" + std::to_string(scrape * kPods + pod), "200", 1);
            const SloIncrements increments = endpoint.scrape(text, Duration{600'000});
            QCOMPARE(increments.services.size(), std::size_t{1});
            QCOMPARE(increments.services.front().totalRequests, std::int64_t{1});
        }
        const auto &families = endpoint.collector.recognition().families;
        QCOMPARE(families.size(), std::size_t{1});
        QVERIFY(families.front().series < std::size_t{4} * kPods);
    }
};

QTEST_APPLESS_MAIN(TestCollectorChurn)
#include "tst_collector_churn.moc"
