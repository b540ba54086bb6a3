#include "core/runtime/console/spec_import.h"
#include "tests/core/slo/slo_fixture.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace binnacle;
using namespace binnacle::runtime;
using namespace binnacle::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr Timestamp kNow = fromEpochMs(1'700'000'100'000);

std::string sloth(const std::string &service, double objective)
{
    return "version: prometheus/v1\nservice: \"" + service
        + "\"\nslos:\n  - name: availability\n    objective: " + std::to_string(objective)
        + "\n    sli:\n      events:\n        error_query: sum(rate(e[{{.window}}]))\n"
          "        total_query: sum(rate(t[{{.window}}]))\n"
          "    alerting:\n      page_alert:\n        disable: true\n"
          "      ticket_alert:\n        disable: true\n";
}

} // namespace

// The cluster of contract 02 §2.8: shop.example.com leads to shop-shop-api-8080; the mesh knows
// shop/shop-api.
class TestSpecImport : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = std::make_unique<SloFixture>();
        SloIncrements example = workedExample();
        example.routes.push_back(
            route("shop.example.com", "/checkout", "shop-checkout-8080", "checkout"));
        m_store->insert({example});
    }

    void objectivesAreMatchedWithWhatTheClusterHas_data()
    {
        QTest::addColumn<QString>("service");
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("isService");
        QTest::addColumn<bool>("isMatched");
        QTest::newRow("domain") << "shop.example.com"
                                << "shop.example.com" << false << true;
        QTest::newRow("domain and path") << "shop.example.com/checkout"
                                         << "shop.example.com/checkout" << false << true;
        QTest::newRow("service key") << "shop-shop-api-8080"
                                     << "shop-shop-api-8080" << false << true;
        QTest::newRow("workload") << "shop/shop-api"
                                  << "shop/shop-api" << true << true;
        QTest::newRow("workload by its name alone") << "shop-api"
                                                    << "shop/shop-api" << true << true;
        QTest::newRow("nothing that is known") << "payments"
                                               << "payments" << false << false;
        QTest::newRow("nothing without traffic") << "shop/checkout"
                                                 << "shop/checkout" << false << false;
    }
    void objectivesAreMatchedWithWhatTheClusterHas()
    {
        QFETCH(QString, service);
        QFETCH(QString, host);
        QFETCH(bool, isService);
        QFETCH(bool, isMatched);
        const auto import = propose(sloth(service.toStdString(), 99.5));
        QVERIFY2(import, import ? "" : import.error().message.c_str());
        QCOMPARE(import->proposals.size(), 1U);
        const console::SpecProposal &proposal = import->proposals[0];
        QCOMPARE(proposal.isMatched, isMatched);
        QCOMPARE(QString::fromStdString(proposal.target.host), host);
        QCOMPARE(proposal.target.type == SloTargetType::Service, isService);
        QCOMPARE(proposal.target.cluster, kProd);
        QCOMPARE(proposal.target.availability, 99.5);
        QCOMPARE(proposal.target.window, SloWindow::ThirtyDays);
        QCOMPARE(proposal.target.p95Latency, defaultTarget(SloWindow::ThirtyDays).p95Latency);
        QVERIFY(validate(proposal.target));
    }

    void aNameThatTwoNamespacesHaveMatchesNeither()
    {
        SloIncrements more = workedExample();
        more.seq = 2;
        more.at += std::chrono::seconds{15};
        more.services[0].service.ns = "staging";
        m_store->insert({more});
        const auto import = propose(sloth("shop-api", 99));
        QVERIFY(import);
        QVERIFY(!import->proposals.at(0).isMatched);
        QVERIFY(propose(sloth("staging/shop-api", 99))->proposals.at(0).isMatched);
    }

    void whatHadNoTrafficForADayIsNotKnown()
    {
        const auto late = propose(sloth("shop-api", 99), kNow + std::chrono::hours{25});
        QVERIFY(late);
        QVERIFY(!late->proposals.at(0).isMatched);
    }

    void documentsThatAreNoObjectiveAreToldOf()
    {
        const auto import
            = propose("apiVersion: openslo/v1\nkind: DataSource\nmetadata:\n  name: prom\nspec:\n"
                      "  type: Prometheus\n");
        QVERIFY2(import, import ? "" : import.error().message.c_str());
        QCOMPARE(import->proposals.size(), 0U);
        QCOMPARE(import->notes.size(), 1);
        QVERIFY(import->notes[0].contains(u"DataSource"_s));
    }

    void whatCannotBeReadSaysWhy()
    {
        const auto missing = m_store->read([](store::Connection &connection) {
            return proposeSpecs(connection, "/nonexistent.yml", kProd, kNow);
        });
        QVERIFY(!missing);
        QCOMPARE(missing.error().code, ErrorCode::NotFound);
        const auto malformed = propose("a: [1,\n");
        QVERIFY(!malformed);
        QCOMPARE(malformed.error().code, ErrorCode::MalformedBody);
        QVERIFY(malformed.error().message.find("spec.yml") != std::string::npos);
    }

    void aFileMayHaveAMebibyteAndNotAByteMore_data()
    {
        QTest::addColumn<int>("size");
        for (const int size : {(1 << 20) - 1, 1 << 20, (1 << 20) + 1})
            QTest::addRow("%d", size) << size;
    }
    void aFileMayHaveAMebibyteAndNotAByteMore()
    {
        QFETCH(int, size);
        std::string text = sloth("shop-api", 99);
        text += std::string(static_cast<std::size_t>(size) - text.size() - 1, '\n');
        text += '\n';
        const auto import = propose(text);
        QCOMPARE(import.has_value(), size <= 1 << 20);
        if (!import)
            QCOMPARE(import.error().code, ErrorCode::TooLarge);
    }

private:
    Result<console::SpecImport> propose(const std::string &yaml, Timestamp now = kNow)
    {
        const QString path = m_folder->filePath(u"spec.yml"_s);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write the file");
        file.write(yaml.data(), static_cast<qint64>(yaml.size()));
        file.close();
        return m_store->read([&](store::Connection &connection) {
            return proposeSpecs(connection, path.toStdString(), kProd, now);
        });
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SloFixture> m_store;
};

QTEST_GUILESS_MAIN(TestSpecImport)
#include "tst_spec_import.moc"
