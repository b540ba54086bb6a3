// The console on the demo, as a person has it: how long after the cursor jumped to an instant of
// the last 30 days the open view is painted for good. Wall time from setting the instant to the end
// of the last paint of the view before it is quiet. Needs no display: QT_QPA_PLATFORM=offscreen.
//
//   bench_console_rewind [JUMPS]      one line a view: median and 95th percentile in milliseconds

#include "app/binnacle/demo_session.h"
#include "core/demo/demo_targets.h"
#include "tests/bench/console_rig.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <random>
#include <vector>

using namespace binnacle;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kQuietMs = 250;
constexpr int kLookMs = 20;
constexpr int kMostMs = 5'000;
constexpr int kReadyMs = 120'000;
constexpr Duration kMonth{30LL * 24 * 3'600'000};

// When the view was painted last.
class PaintWatch : public QObject
{
public:
    PaintWatch(QApplication &application, const QWidget &view)
        : m_view(view)
    {
        m_clock.start();
        application.installEventFilter(this);
    }

    void restart()
    {
        m_clock.restart();
        m_last = -1;
    }

    // End of the last paint; kMostMs when there is no end to it. Runs a loop of its own: waits of
    // Qt Test sleep ten milliseconds between looks, which would be measured with every answer.
    qint64 untilQuiet()
    {
        QEventLoop loop;
        QTimer look;
        connect(&look, &QTimer::timeout, &loop, [this, &loop] {
            const qint64 now = m_clock.elapsed();
            if (now > kMostMs || (m_last >= 0 && now - m_last > kQuietMs))
                loop.quit();
        });
        look.start(kLookMs);
        loop.exec();
        return m_clock.elapsed() > kMostMs ? kMostMs : m_last;
    }

protected:
    bool eventFilter(QObject *object, QEvent *event) override
    {
        const auto *widget = qobject_cast<const QWidget *>(object);
        if (event->type() == QEvent::Paint && widget
            && (widget == &m_view || m_view.isAncestorOf(widget)))
            QMetaObject::invokeMethod( // after it
                this, [this] { m_last = m_clock.elapsed(); }, Qt::QueuedConnection);
        return false;
    }

private:
    const QWidget &m_view;
    QElapsedTimer m_clock;
    qint64 m_last = -1;
};

config::Settings settingsOfDemo()
{
    config::Settings settings;
    settings.agents.server = {.address = "127.0.0.1", .port = 0};
    settings.agents.snapshotInterval = demo::DemoSettings{}.snapshotInterval;
    settings.slo.oldestAccepted = kMonth + Duration{24 * 3'600'000};
    settings.slo.aggregateEvery = Duration{60'000};
    return settings;
}

void measure(QApplication &application, ui::MainWindow &window, ui::TimeSelection &time,
    const Clock &clock, const QString &id, int jumps)
{
    window.openView(id);
    const ui::View *view = window.view(id);
    if (!view)
        return;
    PaintWatch watch(application, *view);
    QTest::qWait(2'000);
    std::mt19937 random(11);
    std::vector<qint64> took;
    for (int i = 0; i < jumps; ++i) {
        const Timestamp at
            = clock.now() - Duration{static_cast<std::int64_t>(random() % 2'590'000) * 1'000};
        watch.restart();
        time.setAsOf(at);
        took.push_back(watch.untilQuiet());
    }
    time.backToNow();
    std::ranges::sort(took);
    std::printf("%-10s p50 %4lld ms   p95 %4lld ms   worst %4lld ms\n", qPrintable(id),
        static_cast<long long>(took[took.size() / 2]),
        static_cast<long long>(took[took.size() * 95 / 100]), static_cast<long long>(took.back()));
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const int jumps = argc > 1 ? QByteArray(argv[1]).toInt() : 40;
    SystemClock clock;
    const QTemporaryDir folder;
    auto runtime = runtime::Runtime::start(
        clock, {.workspace = folder.path().toStdString(), .settings = settingsOfDemo()});
    if (!runtime || !(*runtime)->listener())
        return 1;
    bench::ConsoleRig console(application, **runtime, clock);
    console.window.show();
    for (const SloTarget &target : demo::demoTargets())
        (*runtime)->setTarget(target, [](const Status &) {});
    demo::DemoSettings demo{.port = (*runtime)->listener()->port(), .startAt = demo::StartAt::Calm};
    app::DemoSession session(clock, demo, *console.feeds.tasks);
    bool isReady = false;
    QObject::connect(
        &session, &app::DemoSession::ready, &console.window, [&isReady] { isReady = true; });
    if (!QTest::qWaitFor([&isReady] { return isReady; }, kReadyMs))
        return 1;
    QTest::qWait(3'000);
    for (const char *view : {"overview", "mesh", "slo", "events"})
        measure(application, console.window, console.time, clock, QString::fromLatin1(view),
            std::max(1, jumps));
    return 0;
}
