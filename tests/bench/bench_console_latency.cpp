// How quickly the console answers, measured in the real window on a real workspace with the real
// listener. Wall time; every figure ends with a paint. Needs no display: QT_QPA_PLATFORM=offscreen.
//
//   bench_console_latency [EVENTS]
//
//   arrival    a snapshot with one new event is posted over a socket -> its row is painted; once
//              with nothing else in it, once among 10 000 pods and 2 000 events
//   keystroke  a key in the filter -> the field is painted with it, the window answering again
//   scrolling  a jump anywhere in the table -> no painted row waits for its text any more
//   wheel      one step of three rows -> painted
//   pods       the same in the query view over 10 000 pods of 200 namespaces
//
// The events are in $BINNACLE_BENCH_WORKSPACE, filled at first use and kept there for the next run;
// without it, in a temporary folder. Fails when a figure is worse than three times its goal.

#include "core/codec/gzip.h"
#include "core/demo/synthetic_events.h"
#include "core/demo/synthetic_snapshot.h"
#include "core/http/client.h"
#include "tests/bench/console_rig.h"
#include "ui/events/event_table.h"
#include "ui/events/event_table_model.h"
#include "ui/query/query_table.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <future>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

using namespace binnacle;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::int64_t kBatch = 5'000;
constexpr int kArrivals = 30;
constexpr int kLargeArrivals = 10;
constexpr int kJumps = 200;
constexpr int kSteps = 400;
constexpr int kPods = 10'000;
constexpr int kEvents = 2'000;
constexpr int kNamespaces = 200;
constexpr int kMostMs = 10'000;

bool isGood = true;

void report(const char *what, std::vector<double> milliseconds, double goal, double share)
{
    if (milliseconds.empty()) {
        std::printf("%-34s nothing was measured\n", what);
        isGood = false;
        return;
    }
    std::ranges::sort(milliseconds);
    const auto at = [&](double part) {
        const double last = static_cast<double>(milliseconds.size() - 1);
        return milliseconds[static_cast<std::size_t>(last * part)];
    };
    std::printf("%-34s p50 %6.1f ms   p99 %6.1f ms   worst %6.1f ms   goal %.0f ms\n", what,
        at(0.5), at(0.99), milliseconds.back(), goal);
    std::fflush(stdout);
    isGood = isGood && at(share) <= 3 * goal;
}

double elapsedMs(const QElapsedTimer &clock)
{
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

// Says when a widget has been painted.
class PaintWatch : public QObject
{
public:
    explicit PaintWatch(QWidget &widget) { widget.installEventFilter(this); }

    int paints = 0;

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint) // counted when it is over
            QMetaObject::invokeMethod(
                this, [this] { ++paints; }, Qt::QueuedConnection);
        return false;
    }
};

// What makes a snapshot of a list of events.
using Surroundings = std::function<std::string(const std::string &)>;

std::string nothingElse(const std::string &events)
{
    return R"({"clusterId":"bench","pods":[],"nodes":[],"events":[)" + events + "]}";
}

Surroundings largeCluster()
{
    std::string json = demo::syntheticSnapshotJson(kPods, kEvents);
    constexpr std::string_view kName = R"("clusterId":"bench-a")";
    constexpr std::string_view kList = R"("events":[)";
    json.replace(json.find(kName), kName.size(), R"("clusterId":"bench")");
    const std::size_t list = json.find(kList) + kList.size();
    return [json, list](const std::string &events) {
        return json.substr(0, list) + events + ',' + json.substr(list);
    };
}

// One pod has a new event each time; the listener, hub, history and feed do the rest.
std::string arrivals(int first, int events, Timestamp now)
{
    std::string list;
    for (int i = 0; i < events; ++i) {
        const std::string number = std::to_string(first + i);
        const std::string at
            = formatRfc3339(now - Duration{static_cast<std::int64_t>(events - i) * 1'000});
        list += (i > 0 ? "," : "");
        list += R"({"summary":{"name":"arrival-)" + number
            + R"(","namespace":"shop","kind":"Event","uid":"arrival-)" + number
            + R"("},"type":"Warning","reason":"Arrived","message":"arrival number )" + number
            + R"(","involvedObject":{"kind":"Pod","namespace":"shop","name":"web-0"},"count":1,)"
            + R"("firstTimestamp":")" + at + R"(","lastTimestamp":")" + at + R"("})";
    }
    return list;
}

std::string podSnapshot()
{
    std::string pods;
    for (int i = 0; i < kPods; ++i) {
        const std::string number = std::to_string(i);
        const std::string space = "team-" + std::to_string(i % kNamespaces);
        pods += (i > 0 ? "," : "");
        pods += R"({"summary":{"name":"pod-)" + number + R"(","namespace":")" + space
            + R"(","nodeName":"node-)" + std::to_string(i % 100)
            + R"("},"status":{"phase":"Running","restarts":)" + std::to_string(i % 40) + "}}";
    }
    return R"({"clusterId":"bench","pods":[)" + pods + R"(],"nodes":[],"events":[]})";
}

bool post(std::uint16_t port, const std::string &gzip)
{
    http::Client client("127.0.0.1", port);
    const auto answer = client.send({.method = "POST",
        .target = "/agent/snapshot",
        .headers = {{"X-Cluster-ID", "bench"}, {"Content-Encoding", "gzip"}},
        .body = gzip,
        .timeout = Duration{30'000}});
    if (answer && answer->status == 200)
        return true;
    std::fprintf(stderr, "%s\n",
        answer ? std::to_string(answer->status).c_str() : answer.error().message.c_str());
    return false;
}

void fill(runtime::Runtime &runtime, std::int64_t count, Timestamp end)
{
    demo::SyntheticEstate estate;
    estate.start = end - estate.step * count;
    for (std::int64_t first = 0; first < count; first += kBatch) {
        std::promise<void> done;
        const auto some = static_cast<std::uint64_t>(std::min(kBatch, count - first));
        runtime.history().sync(estate.events(static_cast<std::uint64_t>(first), some), {},
            [&done](const auto &) { done.set_value(); });
        done.get_future().get();
    }
}

bool isWholeOnScreen(const ui::EventTable &table)
{
    const auto *model = table.model();
    const int last = table.rowAt(table.viewport()->height() - 1);
    for (int row = table.rowAt(0); row >= 0 && row <= (last < 0 ? model->rowCount() - 1 : last);
         ++row) {
        if (model->index(row, 0).data(ui::EventTableModel::MissingRole).toBool())
            return false;
    }
    return true;
}

struct Arrivals
{
    const char *what;
    int first; // number of the first event
    int rounds;
    Surroundings surroundings;
};

void measureArrivals(
    ui::EventTable &table, std::uint16_t port, const Clock &clock, const Arrivals &order)
{
    PaintWatch watch(*table.viewport());
    std::vector<double> took;
    const Timestamp now = clock.now();
    for (int i = 1; i <= order.rounds; ++i) {
        const std::string gzip
            = codec::deflateGzip(order.surroundings(arrivals(order.first, i, now)));
        const std::string wanted = "arrival number " + std::to_string(order.first + i - 1);
        watch.paints = 0;
        QElapsedTimer timer;
        timer.start();
        std::jthread poster([&] { post(port, gzip); });
        int paintsBefore = -1;
        const bool isThere = QTest::qWaitFor(
            [&] {
                const auto event = table.model()->index(0, 0).data(ui::EventTableModel::EventRole);
                if (event.value<ClusterEvent>().message != wanted)
                    return false;
                if (paintsBefore < 0)
                    paintsBefore = watch.paints;
                return watch.paints > paintsBefore;
            },
            kMostMs);
        if (isThere)
            took.push_back(elapsedMs(timer));
        QTest::qWait(120); // not in step with the console's ten looks a second
    }
    report(order.what, took, 300, 1.0);
}

void measureKeys(ui::View &view)
{
    auto *edit = view.findChild<QLineEdit *>(u"filterEdit"_s);
    edit->setFocus();
    std::vector<double> took;
    const QString text = u"type=Warning and reason=BackOff and message:\"back-off\" "_s;
    PaintWatch watch(*edit);
    for (int round = 0; round < 4; ++round) {
        edit->clear();
        for (const QChar letter : text) {
            watch.paints = 0;
            QElapsedTimer timer;
            timer.start();
            QTest::keyClick(edit, letter.toLatin1());
            if (QTest::qWaitFor([&] { return watch.paints > 0; }, kMostMs))
                took.push_back(elapsedMs(timer));
            QTest::qWait(15); // somebody who types quickly: checks and counts run meanwhile
        }
        QTest::keyClick(edit, Qt::Key_Return);
    }
    report("filter keystroke -> painted", took, 50, 0.99);
    edit->clear();
    QTest::keyClick(edit, Qt::Key_Return);
    QTest::qWait(1'500);
}

void measureScrolling(ui::EventTable &table)
{
    std::mt19937 random(7);
    QScrollBar *bar = table.verticalScrollBar();
    std::vector<double> took;
    for (int i = 0; i < kJumps && bar->maximum() > 0; ++i) {
        QElapsedTimer timer;
        timer.start();
        bar->setValue(static_cast<int>(random() % static_cast<unsigned>(bar->maximum())));
        table.viewport()->repaint();
        const bool isWhole = QTest::qWaitFor([&] { return isWholeOnScreen(table); }, kMostMs);
        table.viewport()->repaint();
        took.push_back(isWhole ? elapsedMs(timer) : kMostMs);
    }
    std::printf("%d rows\n", table.model()->rowCount());
    report("jump -> no empty row", took, 100, 0.99);
}

void measureSteps(const char *what, QAbstractScrollArea &area)
{
    QScrollBar *bar = area.verticalScrollBar();
    bar->setValue(0);
    std::vector<double> took;
    for (int i = 0; i < kSteps; ++i) {
        QElapsedTimer timer;
        timer.start();
        bar->setValue(bar->value() + 3 * bar->singleStep());
        area.viewport()->repaint();
        took.push_back(elapsedMs(timer));
        QTest::qWait(0); // the window lives meanwhile
    }
    report(what, took, 16, 0.99);
}

void measurePods(ui::MainWindow &window, std::uint16_t port)
{
    if (!post(port, codec::deflateGzip(podSnapshot())))
        return;
    window.openView(u"query"_s);
    ui::View *view = window.view(u"query"_s);
    auto *editor = view->findChild<QPlainTextEdit *>(u"queryEditor"_s);
    editor->setPlainText(u"pods(cluster=\"bench\").sort(namespace)"_s);
    QTest::keyClick(editor, Qt::Key_Return, Qt::ControlModifier);
    auto *table = view->findChild<ui::QueryTable *>();
    const bool isAnswered = QTest::qWaitFor(
        [&] { return table->model() && table->model()->rowCount() >= kPods; }, kMostMs);
    if (!isAnswered)
        return report("pods, three rows -> painted", {}, 16, 0.99);
    measureSteps("pods, three rows -> painted", *table);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const qint64 count = argc > 1 ? QByteArray(argv[1]).toLongLong() : 1'000'000;
    SystemClock clock;
    const QTemporaryDir folder;
    const QString kept = qEnvironmentVariable("BINNACLE_BENCH_WORKSPACE");
    config::Settings settings;
    settings.agents.server = {.address = "127.0.0.1", .port = 0};
    settings.retention.eventDays = 3'650;
    settings.retention.eventsPerCluster = 100'000'000;
    auto runtime = runtime::Runtime::start(clock,
        {.workspace = (kept.isEmpty() ? folder.path() : kept).toStdString(), .settings = settings});
    if (!runtime || !(*runtime)->listener())
        return 1;
    if ((*runtime)->workspace().stats()->events < count)
        fill(**runtime, count, clock.now());
    bench::ConsoleRig console(application, **runtime, clock);
    console.time.setMoving(Duration{3'650LL * 24 * 3'600'000});
    console.window.show();
    console.window.openView(u"events"_s);
    ui::View *view = console.window.view(u"events"_s);
    auto *table = view->findChild<ui::EventTable *>();
    if (!QTest::qWaitFor([&] { return table->model()->rowCount() > 0; }, 60'000))
        return 1;
    QTest::qWait(2'000);
    const std::uint16_t port = (*runtime)->listener()->port();
    measureArrivals(*table, port, clock,
        {.what = "snapshot received -> row painted",
            .first = 0,
            .rounds = kArrivals,
            .surroundings = nothingElse});
    measureArrivals(*table, port, clock,
        {.what = "large snapshot -> row painted",
            .first = kArrivals,
            .rounds = kLargeArrivals,
            .surroundings = largeCluster()});
    measureKeys(*view);
    measureScrolling(*table);
    measureSteps("events, three rows -> painted", *table);
    measurePods(console.window, port);
    return isGood ? 0 : 1;
}
