// Killed at any moment, nothing that was committed is lost, and what comes twice comes under the
// same key and is in the ledger as something that may have arrived.
#include "core/notify/dispatcher.h"
#include "tests/core/notify/notify_fixture.h"
#include "tests/support/http_receiver.h"
#include "tests/support/read_with.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QTest>

#include <map>
#include <signal.h>
#include <thread>

using namespace binnacle;
using namespace binnacle::notify;
using namespace binnacle::test;
using namespace std::chrono_literals;

namespace {

constexpr int kRounds = 200;

std::unique_ptr<store::Workspace> openWorkspace(const std::string &directory)
{
    auto workspace = store::Workspace::open({.directory = directory});
    if (!workspace)
        qFatal("%s", workspace.error().message.c_str());
    return *std::move(workspace);
}

SecretSeal openSeal(const std::string &directory)
{
    auto seal = SecretSeal::open(directory, nullptr);
    if (!seal)
        qFatal("%s", seal.error().message.c_str());
    return *std::move(seal);
}

// The child: alerts that change and are told of, one after the other, until it is killed.
[[noreturn]] void alertForEver(const std::string &directory, std::int64_t channel, int round)
{
    const SystemClock clock;
    const auto workspace = openWorkspace(directory);
    const SecretSeal seal = openSeal(directory);
    Dispatcher dispatcher(
        clock, workspace->writer(), workspace->readers(), seal, {.firstBackOff = Duration{10}});
    for (int number = 0;; ++number) {
        const std::string name = std::to_string(round) + '-' + std::to_string(number);
        const std::vector<OutboxItem> items{{.channel = channel,
            .channelName = "hook",
            .message = {.title = name, .alert = round * 100'000 + number + 1},
            .key = name}};
        // The change of the alert and what tells of it, together.
        const Status committed = workspace->writer().submitAndWait(
            [&](store::WriteContext &context) { return enqueue(context, items, clock.now()); });
        if (!committed)
            std::_Exit(3);
        dispatcher.wake();
        std::this_thread::sleep_for(std::chrono::milliseconds(number < 3 ? 0 : 100));
    }
}

} // namespace

class TestDispatcherKill : public QObject
{
    Q_OBJECT

private slots:
    void killedAtAnyMomentNothingIsLost()
    {
        const QTemporaryDir directory;
        const std::string path = directory.path().toStdString();
        HttpReceiver receiver;
        std::int64_t channel = 0;
        {
            const auto workspace = openWorkspace(path);
            const SecretSeal seal = openSeal(path);
            const Status saved
                = workspace->writer().submitAndWait([&](store::WriteContext &context) -> Status {
                      const auto id = saveChannel(context, seal,
                          {.type = ChannelType::Webhook,
                              .name = "hook",
                              .isEnabled = true,
                              .config = "{\"url\":\"" + receiver.url()
                                  + "\",\"allowed_hosts\":[\"127.0.0.1\"]}"},
                          fromEpochMs(1));
                      channel = id ? *id : 0;
                      return id ? Status(Done{}) : Status(id.error());
                  });
            QVERIFY(saved);
        }
        for (int round = 0; round < kRounds; ++round) {
            QProcess child;
            child.start(QCoreApplication::applicationFilePath(),
                {QStringLiteral("--child"), directory.path(), QString::number(channel),
                    QString::number(round)});
            QVERIFY(child.waitForStarted());
            // Half of them while a message is on its way or has just arrived.
            if (round % 2 == 0)
                receiver.waitFor(receiver.count() + 1, 3s);
            std::this_thread::sleep_for((round % 2 == 0 ? round % 9 : round * 37 % 150) * 1ms);
            child.kill();
            child.waitForFinished();
            QCOMPARE(child.exitStatus(), QProcess::CrashExit);
        }
        finish(path);
        check(path, channel, receiver);
    }

private:
    // One that is left in peace sends the rest.
    static void finish(const std::string &path)
    {
        const SystemClock clock;
        const auto workspace = openWorkspace(path);
        const SecretSeal seal = openSeal(path);
        const Dispatcher dispatcher(clock, workspace->writer(), workspace->readers(), seal,
            {.firstBackOff = Duration{10}, .recheck = Duration{100}});
        std::int64_t waiting = 1;
        for (int i = 0; i < 600 && waiting > 0; ++i) {
            std::this_thread::sleep_for(50ms);
            waiting = need(readWith(workspace->readers(), countWaiting));
        }
        QCOMPARE(waiting, std::int64_t{0});
    }

    static void check(const std::string &path, std::int64_t channel, const HttpReceiver &receiver)
    {
        std::map<std::string, int> received; // by key
        for (const ReceivedRequest &request : receiver.requests())
            ++received[request.headers.at("idempotency-key")];
        const auto workspace = openWorkspace(path);
        std::vector<Delivery> deliveries;
        std::map<std::int64_t, std::string> keys; // by delivery
        const Status read = workspace->writer().submitAndWait(
            [&](store::WriteContext &context) -> Status {
                auto list
                    = readDeliveries(context.connection, {.channel = channel, .limit = 1'000'000});
                if (!list)
                    return list.error();
                deliveries = *std::move(list);
                auto rows
                    = context.connection.prepareText("SELECT id, delivery_key FROM notify_outbox");
                while (rows && *rows->step())
                    keys[rows->number(0)] = std::string(rows->text(1));
                return Done{};
            });
        QVERIFY(read);
        QVERIFY(deliveries.size() > kRounds);
        int repeated = 0;
        for (const Delivery &delivery : deliveries) {
            const bool isCarried = delivery.state == DeliveryState::Digested;
            QVERIFY(isCarried || delivery.state == DeliveryState::Sent);
            const int times = received[keys[isCarried ? delivery.digest : delivery.id]];
            QVERIFY2(times >= 1, delivery.title.c_str());
            if (isCarried || times == 1)
                continue;
            repeated += times - 1;
            // Each repetition follows an attempt whose end nobody saw.
            int unknown = 0;
            for (const Delivery::Attempt &attempt : delivery.tries)
                unknown += attempt.answer.find("may have arrived") != std::string::npos;
            QVERIFY2(unknown >= times - 1, delivery.title.c_str());
        }
        qInfo("deliveries=%zu requests=%zu repeated=%d", deliveries.size(), receiver.count(),
            repeated);
        QVERIFY(repeated <= kRounds);
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 5 && arguments[1] == QStringLiteral("--child"))
        alertForEver(arguments[2].toStdString(), arguments[3].toLongLong(), arguments[4].toInt());
    TestDispatcherKill test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_dispatcher_kill.moc"
