#include "core/demo/demo_estate.h"
#include "core/demo/demo_targets.h"
#include "core/runtime/runtime.h"
#include "core/slo/slo_service.h"
#include "core/store/reader_pool.h"
#include "core/store/store_writer.h"
#include "core/store/traffic_repository.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <chrono>
#include <ctime>
#include <future>

using namespace binnacle;
using namespace binnacle::demo;

namespace {

constexpr Duration kDay{24LL * 3'600'000};

double processorSeconds()
{
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

} // namespace

// The whole way: simulated agents, the real listener, the real store.
class TestDemoBackFill : public QObject
{
    Q_OBJECT

private slots:
    void aMonthIsToldInSecondsAndTheBudgetBurns()
    {
        QTemporaryDir directory;
        const SystemClock clock;
        runtime::RuntimeOptions options{.workspace = directory.path().toStdString()};
        options.settings.agents.server.port = 0;
        options.settings.slo.oldestAccepted = 31 * kDay;
        auto started = runtime::Runtime::start(clock, std::move(options));
        QVERIFY2(started, started ? "" : started.error().message.c_str());
        runtime::Runtime &console = **started;
        QVERIFY(console.listener());

        std::promise<Status> ready;
        const auto begin = std::chrono::steady_clock::now();
        DemoEstate estate(
            clock, {.port = console.listener()->port(), .startAt = StartAt::Incident});
        estate.start({}, [&](Status status) { ready.set_value(std::move(status)); });
        auto told = ready.get_future();
        QVERIFY(told.wait_for(std::chrono::seconds(120)) == std::future_status::ready);
        const Status outcome = told.get();
        QVERIFY2(outcome, outcome ? "" : outcome.error().message.c_str());
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
        qInfo("told in %.1f s", took.count());
#ifdef NDEBUG
        QVERIFY(took.count() <= 20);
#endif
        const slo::IncrementStats stats = console.traffic().stats();
        QCOMPARE(stats.dropped, std::uint64_t{0});
        QCOMPARE(stats.duplicates, std::uint64_t{0});
        QCOMPARE(stats.lost, std::uint64_t{0});

        const auto board = readBoard(console, clock.now());
        QVERIFY2(board, board ? "" : board.error().message.c_str());
        QVERIFY(board->oldest <= clock.now() - 30 * kDay + Duration{3'600'000});
        const SloRow *checkout = nullptr;
        for (const SloRow &row : board->rows) {
            qInfo("%-28s %8.3f %% left %6.1f %% burn %5.1f coverage %.3f",
                row.subject.text().c_str(), row.current.traffic.availability().value_or(0),
                row.budgetRemaining.value_or(0), row.burnOneHour.value_or(0),
                row.current.coverage());
            if (row.subject.text() == "shop.example.com/checkout")
                checkout = &row;
            QVERIFY(row.current.coverage() > 0.99 && row.current.coverage() < 1.01);
        }
        QVERIFY(checkout);
        QVERIFY(checkout->isFiring);
        QVERIFY(*checkout->budgetRemaining > 5 && *checkout->budgetRemaining < 45);

        const double before = processorSeconds();
        QTest::qWait(8'000);
        qInfo("live: %.1f %% of a core, hub and store included",
            (processorSeconds() - before) * 100 / 8);
    }

private:
    static Result<SloBoard> readBoard(runtime::Runtime &console, Timestamp now)
    {
        const Status stored = console.workspace().writer().submitAndWait(
            [now](store::WriteContext &context) -> Status {
                for (const SloTarget &target : demoTargets()) {
                    if (auto put = store::putTarget(context, target, now); !put)
                        return put.error();
                }
                return Done{};
            });
        if (!stored)
            return stored.error();
        std::promise<Result<SloBoard>> answer;
        console.workspace().readers().post(
            [&](store::Connection &connection) {
                answer.set_value(slo::readBoard(connection,
                    {.cluster = ClusterId{"prod-eu"},
                        .window = SloWindow::ThirtyDays,
                        .now = now}));
            },
            [&](const Error &error) { answer.set_value(error); });
        return answer.get_future().get();
    }
};

QTEST_GUILESS_MAIN(TestDemoBackFill)
#include "tst_demo_back_fill.moc"
