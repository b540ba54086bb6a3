#include "core/runtime/console/store_slo_feed.h"
#include "core/store/traffic_repository.h"
#include "tests/support/traffic_builder.h"
#include "tests/support/wait_for.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace binnacle;
using namespace binnacle::runtime;
using namespace binnacle::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const ClusterId kEu{"prod-eu"};
const ClusterId kUs{"prod-us"};

} // namespace

// Two clusters of which one burns, over a workspace that is real.
class TestStoreSloFeed : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_runtime = need(Runtime::start(
            m_clock, {.workspace = m_folder->filePath(u"ws"_s).toStdString(), .listen = false}));
        m_user = std::make_unique<DesktopUser>(*m_runtime, false);
        bool isUserKnown = false;
        m_user->whenKnown([&isUserKnown] { isUserKnown = true; });
        QTRY_VERIFY(isUserKnown);
        m_stored = std::make_unique<StoredSignal>(*m_runtime);
        m_feed = std::make_unique<StoreSloFeed>(*m_runtime, *m_user, *m_stored);
        m_now = std::chrono::floor<std::chrono::seconds>(m_clock.now());
        take(kEu, "eu-web-80", 1'000, 100);
        take(kUs, "us-web-80", 3'000, 0);
        QTRY_COMPARE(m_runtime->hub().state()->clusters.size(), 2U);
    }
    void cleanup()
    {
        m_feed.reset();
        m_stored.reset();
        m_user.reset();
        m_runtime.reset();
    }

    void aBoardOfAllClustersIsOneWithTheWorstFirst()
    {
        const SloBoard board = ask({});
        QCOMPARE(board.rows.size(), 2U);
        QCOMPARE(board.rows[0].subject.cluster, kEu);
        QCOMPARE(board.rows[1].subject.cluster, kUs);
        QCOMPARE(board.summary.subjects, 2);
        QCOMPARE(board.summary.healthy, 1);
        QCOMPARE(board.summary.critical, 1);
        // The mean of domains, not of requests.
        QCOMPARE(*board.summary.availability, (90.0 + 100.0) / 2);
        QVERIFY(std::abs(board.summary.requestRate - 4'000 / 10.0) < 1);
    }

    void aBoardOfOneClusterHasOnlyItsRows()
    {
        const SloBoard board = ask({.cluster = kUs});
        QCOMPARE(board.rows.size(), 1U);
        QCOMPARE(board.rows[0].subject.domain, std::string("us-web-80"));
        QCOMPARE(board.summary.subjects, 1);
    }

    void aClusterWithoutTrafficAddsNothing()
    {
        QVERIFY(waitFor([this](auto done) {
            m_runtime->takeIncrements({"silent"},
                {.at = m_now, .bootId = "boot", .seq = 1, .interval = Duration{10'000}}, done);
        }));
        QTRY_COMPARE(m_runtime->hub().state()->clusters.size(), 3U);
        QCOMPARE(ask({}).rows.size(), 2U);
        QCOMPARE(*ask({}).summary.availability, 95.0);
    }

    void rewoundItKnowsNothingLater()
    {
        const SloBoard before = ask({.at = m_now - std::chrono::hours{1}});
        QCOMPARE(before.summary.requestRate, 0.0);
        QVERIFY(!before.summary.availability);
    }

    void aQuestionThatIsNotWantedAnyMoreIsCancelled()
    {
        std::stop_source stop;
        stop.request_stop();
        const auto answer = m_feed->board({}, stop.get_token());
        QTRY_VERIFY(answer.isFinished());
        QVERIFY(!answer.result());
        QCOMPARE(answer.result().error().code, ErrorCode::Cancelled);
    }

    void aTargetIsSetAndTakenBackAndBothAreToldOf()
    {
        QSignalSpy changed(m_feed.get(), &console::SloFeed::changed);
        const SloTarget target{.cluster = kEu,
            .host = "eu-web-80",
            .window = SloWindow::ThirtyDays,
            .availability = 80,
            .p95Latency = 900};
        const auto set = m_feed->setTarget(target);
        QTRY_VERIFY(set.isFinished());
        QVERIFY2(set.result(), set.result() ? "" : set.result().error().message.c_str());
        SloBoard board = ask({.cluster = kEu});
        QCOMPARE(board.rows.at(0).target.availability, 80.0);
        QCOMPARE(*board.rows[0].budgetRemaining, 50.0); // 10 % of 20 % used
        QTRY_VERIFY(!changed.isEmpty());
        const auto reset = m_feed->resetTarget(target);
        QTRY_VERIFY(reset.isFinished());
        QVERIFY(reset.result());
        board = ask({.cluster = kEu});
        QCOMPARE(board.rows.at(0).target.availability,
            defaultTarget(SloWindow::ThirtyDays).availability);
    }

    void aTargetThatIsNoneIsRefused()
    {
        const auto set = m_feed->setTarget(
            {.cluster = kEu, .host = "eu-web-80", .availability = 100.1, .p95Latency = 900});
        QTRY_VERIFY(set.isFinished());
        QVERIFY(!set.result());
        QCOMPARE(set.result().error().code, ErrorCode::InvalidArgument);
    }

    void readOnlyNobodySetsATarget()
    {
        m_user->setReadOnly(true);
        const auto set = m_feed->setTarget(
            {.cluster = kEu, .host = "eu-web-80", .availability = 80, .p95Latency = 900});
        QTRY_VERIFY(set.isFinished());
        QVERIFY(!set.result());
        QVERIFY(ask({.cluster = kEu}).rows.at(0).target.isDefault());
    }

    void theDetailOfAnUnknownSubjectIsNotFound()
    {
        const SloSubject known{.cluster = kEu, .domain = "eu-web-80"};
        const TimeRange hour{m_now - std::chrono::hours{1}, m_now};
        const auto found = m_feed->detail({.subject = known, .range = hour}, {});
        QTRY_VERIFY(found.isFinished());
        QVERIFY2(found.result(), found.result() ? "" : found.result().error().message.c_str());
        QCOMPARE((*found.result())->whole.traffic.requests, std::int64_t{1'000});
        const auto missing
            = m_feed->detail({.subject = {.cluster = kEu, .domain = "none"}, .range = hour}, {});
        QTRY_VERIFY(missing.isFinished());
        QVERIFY(!missing.result());
        QCOMPARE(missing.result().error().code, ErrorCode::NotFound);
    }

    void anotherTargetIsTriedWithoutBeingSet()
    {
        const SloSubject subject{.cluster = kEu, .domain = "eu-web-80"};
        const auto effect = m_feed->effect(subject,
            {.cluster = kEu,
                .host = "eu-web-80",
                .window = SloWindow::ThirtyDays,
                .availability = 50,
                .p95Latency = 900},
            {});
        QTRY_VERIFY(effect.isFinished());
        QVERIFY(effect.result());
        QCOMPARE(*(*effect.result())->budgetRemaining, 80.0);
        QVERIFY(ask({.cluster = kEu}).rows.at(0).target.isDefault());
    }

private:
    void take(const ClusterId &cluster, const std::string &key, std::int64_t requests,
        std::int64_t errors)
    {
        IngressIncrement ingress = ingressIncrement(key, requests);
        ingress.requests[0].count -= errors;
        if (errors > 0)
            ingress.requests.push_back(
                {.code = "503", .method = "GET", .failure = true, .count = errors});
        need(waitFor([&](auto done) {
            m_runtime->takeIncrements(cluster,
                {.at = m_now,
                    .bootId = "boot",
                    .seq = 1,
                    .interval = Duration{10'000},
                    .ingress = {ingress}},
                done);
        }));
    }

    SloBoard ask(console::SloBoardQuestion question)
    {
        const auto answer = m_feed->board(question, {});
        if (!QTest::qWaitFor([&] { return answer.isFinished(); }))
            qFatal("no answer");
        if (!answer.result())
            qFatal("%s", answer.result().error().message.c_str());
        return **answer.result();
    }

    SystemClock m_clock;
    Timestamp m_now{};
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Runtime> m_runtime;
    std::unique_ptr<DesktopUser> m_user;
    std::unique_ptr<StoredSignal> m_stored;
    std::unique_ptr<StoreSloFeed> m_feed;
};

QTEST_GUILESS_MAIN(TestStoreSloFeed)
#include "tst_store_slo_feed.moc"
