#include "core/store/cluster_repository.h"
#include "core/store/command_repository.h"
#include "core/store/settings_repository.h"
#include "core/store/store_writer.h"
#include "tests/support/read_with.h"
#include "tests/support/store_fixture.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::store;
using namespace binnacle::test;

namespace {

std::vector<ClusterRecord> clusters(StoreFixture &store, bool withSnapshots = false)
{
    const auto read = readWith(store.workspace().readers(),
        [&](Connection &connection) { return readClusters(connection, withSnapshots); });
    return read ? *read : std::vector<ClusterRecord>{};
}

CommandRecord commandRecord(const std::string &id, std::int64_t createdMs)
{
    return {.command = {.id = {id},
                .cluster = {"prod"},
                .action = "restart",
                .target = {.kind = "Deployment", .ns = "shop", .name = "web"},
                .params = "{\"x\":1}",
                .source = "ai",
                .createdBy = "ann",
                .createdAt = fromEpochMs(createdMs)}};
}

Status write(StoreFixture &store, const StoreWriter::Job &job)
{
    return store.workspace().writer().submitAndWait(job);
}

} // namespace

class TestRepositories : public QObject
{
    Q_OBJECT

private slots:
    void aClusterIsRememberedAtFirstContact()
    {
        StoreFixture store;
        const auto touch = [&store](std::int64_t heartbeat, std::int64_t snapshot) {
            return write(store, [=](WriteContext &context) {
                return rememberCluster(context, {"prod"},
                    {.lastHeartbeat = fromEpochMs(heartbeat),
                        .lastSnapshot = fromEpochMs(snapshot)});
            });
        };
        QVERIFY(touch(2'000, 1'000));
        QVERIFY(touch(1'000, 3'000)); // times never go back
        const auto known = clusters(store);
        QCOMPARE(known.size(), std::size_t{1});
        QCOMPARE(known[0].name, std::string("prod"));
        QVERIFY(known[0].environment == Environment::Production);
        QCOMPARE(toEpochMs(known[0].times.lastHeartbeat), std::int64_t{2'000});
        QCOMPARE(toEpochMs(known[0].times.lastSnapshot), std::int64_t{3'000});
    }

    void theLastKnownSnapshotSurvives()
    {
        StoreFixture store;
        const auto remember = [&store](const std::string &body, std::int64_t at) {
            ClusterRecord record{.id = {"prod"}};
            record.snapshotBody = body;
            record.snapshotIsGzip = true;
            record.snapshotReceivedAt = fromEpochMs(at);
            return write(store,
                [record](WriteContext &context) { return rememberSnapshot(context, record); });
        };
        const std::string body("\x1f\x8b\0\xff", 4);
        QVERIFY(remember("first", 1'000));
        QVERIFY(remember(body, 3'000));
        QVERIFY(remember("late", 2'000));
        store.reopen();
        QVERIFY(clusters(store)[0].snapshotBody.empty());
        const auto record = clusters(store, true)[0];
        QCOMPARE(record.snapshotBody, body);
        QVERIFY(record.snapshotIsGzip);
        QCOMPARE(toEpochMs(record.snapshotReceivedAt), std::int64_t{3'000});
    }

    void aClusterCanBeRenamed()
    {
        StoreFixture store;
        QVERIFY(store.sync({podEvent("1", 1'000)}));
        const auto rename = [&store](const ClusterId &id) {
            return write(store, [id](WriteContext &context) {
                return renameCluster(context, id, "Main", Environment::Staging, "words");
            });
        };
        QVERIFY(rename({"prod"}));
        QCOMPARE(rename({"none"}).error().code, ErrorCode::NotFound);
        const auto known = clusters(store);
        QCOMPARE(known[0].name, std::string("Main"));
        QVERIFY(known[0].environment == Environment::Staging);
    }

    void removingAClusterTakesItsEventsAlong()
    {
        StoreFixture store;
        ClusterEvent other = podEvent("2", 2'000);
        other.cluster = {"other"};
        QVERIFY(store.sync({podEvent("1", 1'000), other}));
        const auto remove = [](WriteContext &context) { return removeCluster(context, {"prod"}); };
        QVERIFY(write(store, remove));
        QCOMPARE(write(store, remove).error().code, ErrorCode::NotFound);
        QCOMPARE(store.all().size(), std::size_t{1});
        store.history().forget();
        QVERIFY(store.sync({podEvent("1", 1'000)}));
        QCOMPARE(store.all().size(), std::size_t{2});
    }

    void aCommandGoesThroughItsStates()
    {
        StoreFixture store;
        CommandRecord record = commandRecord("c1", 1'000);
        QVERIFY(write(
            store, [record](WriteContext &context) { return insertCommand(context, record); }));
        QCOMPARE(
            write(store, [record](WriteContext &context) { return insertCommand(context, record); })
                .error()
                .code,
            ErrorCode::Conflict);
        QCOMPARE(openCommands(store), std::size_t{1});
        record.state = CommandState::Success;
        record.attempts = 2;
        record.startedAt = fromEpochMs(1'500);
        record.finishedAt = fromEpochMs(2'500);
        record.output = "done";
        record.late = true;
        QVERIFY(write(
            store, [record](WriteContext &context) { return updateCommand(context, record); }));
        QCOMPARE(openCommands(store), std::size_t{0});
        const auto read = readWith(store.workspace().readers(),
            [](Connection &connection) { return readCommand(connection, {"c1"}); });
        QVERIFY(read);
        QCOMPARE(read->command.target.name, std::string("web"));
        QCOMPARE(read->command.createdBy, std::string("ann"));
        QVERIFY(read->state == CommandState::Success);
        QCOMPARE(read->attempts, 2);
        QCOMPARE(read->output, std::string("done"));
        QVERIFY(read->late);
        QCOMPARE(toEpochMs(read->finishedAt), std::int64_t{2'500});
    }

    void secretsAreNeverWritten()
    {
        StoreFixture store;
        CommandRecord record = commandRecord("c1", 1'000);
        record.command.action = "get_secret";
        record.output = "hunter2";
        QVERIFY(write(
            store, [record](WriteContext &context) { return insertCommand(context, record); }));
        const auto read = readWith(store.workspace().readers(),
            [](Connection &connection) { return readCommand(connection, {"c1"}); });
        QCOMPARE(read->output, std::string("<redacted>"));
    }

    void commandsArePagedNewestFirst()
    {
        StoreFixture store;
        for (int i = 1; i <= 5; ++i) {
            const CommandRecord record = commandRecord("c" + std::to_string(i), i * 1'000L);
            QVERIFY(write(
                store, [record](WriteContext &context) { return insertCommand(context, record); }));
        }
        const auto page = [&store](const std::optional<ClusterId> &cluster, std::int64_t before) {
            return readWith(store.workspace().readers(), [&](Connection &connection) {
                return readCommands(connection, cluster, fromEpochMs(before), 2);
            });
        };
        QCOMPARE((*page(std::nullopt, 0))[0].command.id.value, std::string("c5"));
        QCOMPARE((*page(ClusterId{"prod"}, 4'000))[0].command.id.value, std::string("c3"));
        QVERIFY(page(ClusterId{"other"}, 0)->empty());
    }

    void settingsAreKeptByKey()
    {
        StoreFixture store;
        const auto set = [&store](const std::string &json) {
            return write(store, [json](WriteContext &context) {
                return writeSetting(context, "ui.theme", json, fromEpochMs(1), "ann");
            });
        };
        const auto get = [&store](const std::string &key) {
            return readWith(store.workspace().readers(),
                [&](Connection &connection) { return readSetting(connection, key); });
        };
        QVERIFY(set("\"dark\""));
        QVERIFY(set("\"light\""));
        QCOMPARE(**get("ui.theme"), std::string("\"light\""));
        QVERIFY(!*get("none"));
    }

private:
    static std::size_t openCommands(StoreFixture &store)
    {
        const auto open = readWith(store.workspace().readers(),
            [](Connection &connection) { return readOpenCommands(connection); });
        return open ? open->size() : 999;
    }
};

QTEST_GUILESS_MAIN(TestRepositories)
#include "tst_repositories.moc"
