#include "core/codec/event_list.h"
#include "core/codec/gzip.h"
#include "core/runtime/console/file_transfer_desk.h"
#include "core/runtime/file_import.h"
#include "core/store/event_repository.h"
#include "tests/support/read_with.h"
#include "tests/support/wait_for.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <future>
#include <memory>

using namespace binnacle;
using namespace binnacle::runtime;
using namespace Qt::Literals::StringLiterals;

namespace {

const char *const kEvents = R"({"kind":"List","apiVersion":"v1","items":[
 {"kind":"Event","apiVersion":"v1","metadata":{"name":"a.1","namespace":"shop","uid":"u-1",
   "creationTimestamp":"2026-03-01T09:00:00Z"},
  "involvedObject":{"kind":"Pod","namespace":"shop","name":"a"},"reason":"Killing",
  "message":"=cmd|'/c calc'!A1","type":"Normal","count":2,
  "firstTimestamp":"2026-03-01T09:00:00Z","lastTimestamp":"2026-03-01T09:05:00Z"}]})";

// A fifth of what a source may report at once about an object.
const char *const kRepeated = R"({"kind":"Event","metadata":{"namespace":"shop","uid":"u-%1"},
  "involvedObject":{"kind":"Pod","namespace":"shop","name":"a"},"reason":"BackOff",
  "message":"again","type":"Warning","count":5,
  "firstTimestamp":"2026-03-01T09:00:00Z","lastTimestamp":"2026-03-01T09:01:00Z"})";

} // namespace

class TestFileTransfer : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_runtime = test::need(Runtime::start(m_clock,
            {.workspace = m_dir->filePath(u"workspace"_s).toStdString(), .listen = false}));
    }
    void cleanup() { m_runtime.reset(); }

    void aFileMayBeGzipAndImportingItTwiceChangesNothing()
    {
        const std::string path = write(u"now.json.gz"_s, codec::deflateGzip(kEvents));
        const auto first = importFile(*m_runtime, path, ClusterId{"prod"}, {});
        QVERIFY2(first, first ? "" : first.error().message.c_str());
        QCOMPARE(first->inserted, 1);
        const auto again = importFile(*m_runtime, path, ClusterId{"prod"}, {});
        QVERIFY(again);
        QCOMPARE(again->inserted, 0);
        QCOMPARE(again->updated, 0);
    }

    void aFileThatSaysNoClusterIsFiledUnderItsName()
    {
        const auto imported = importFile(*m_runtime, write(u"night shift.json"_s, kEvents), {}, {});
        QVERIFY(imported);
        QCOMPARE(imported->cluster.value, std::string("night-shift"));
    }

    void anImportedSnapshotIsNoSignOfLife()
    {
        const std::string path = write(u"old.json"_s,
            R"({"clusterId":"prod","fetchedAt":"2026-01-01T00:00:00Z","pods":[],"nodes":[]})");
        QVERIFY(importFile(*m_runtime, path, {}, {}));
        QTRY_COMPARE(m_runtime->hub().state()->clusters.size(), 1U);
        const hub::ClusterState &cluster = m_runtime->hub().state()->clusters[0];
        QCOMPARE(cluster.status, AgentStatus::Offline);
        QCOMPARE(formatRfc3339(cluster.snapshot->fetchedAt), std::string("2026-01-01T00:00:00Z"));
    }

    void theClusterOfAnImportedListIsKnownAtOnce()
    {
        QVERIFY(importFile(*m_runtime, write(u"now.json"_s, kEvents), ClusterId{"dev-1"}, {}));
        QTRY_COMPARE(m_runtime->hub().state()->clusters.size(), 1U);
        const hub::ClusterState cluster = m_runtime->hub().state()->clusters[0];
        QCOMPARE(cluster.id.value, std::string("dev-1"));
        QCOMPARE(cluster.name, std::string("dev-1"));
        QCOMPARE(cluster.environment, Environment::Development);
        QCOMPARE(cluster.status, AgentStatus::Offline);
        QVERIFY(!cluster.snapshot);
    }

    void anImportKeepsWhatIsKnownOfItsCluster()
    {
        const std::string events = write(u"now.json"_s, kEvents);
        QVERIFY(importFile(*m_runtime, events, ClusterId{"prod"}, {}));
        QTRY_COMPARE(m_runtime->hub().state()->clusters.size(), 1U);
        const Status renamed = test::waitFor([this](auto done) {
            m_runtime->renameCluster({"prod"}, "Shop", Environment::Staging, done);
        });
        QVERIFY(renamed);
        QTRY_COMPARE(m_runtime->hub().state()->clusters.at(0).name, std::string("Shop"));
        const std::string snapshot = write(u"old.json"_s,
            R"({"clusterId":"prod","fetchedAt":"2026-01-01T00:00:00Z","pods":[],"nodes":[]})");
        QVERIFY(importFile(*m_runtime, snapshot, {}, {}));
        QTRY_VERIFY(m_runtime->hub().state()->clusters.at(0).snapshot);
        QVERIFY(importFile(*m_runtime, events, ClusterId{"prod"}, {}));
        waitForCore();
        const hub::ClusterState cluster = m_runtime->hub().state()->clusters.at(0);
        QCOMPARE(cluster.name, std::string("Shop"));
        QCOMPARE(cluster.environment, Environment::Staging);
        QVERIFY(cluster.snapshot);
    }

    void anImportedListIsLookedAtForLossAsAWhole()
    {
        QStringList items;
        for (int i = 0; i < 5; ++i)
            items.append(QString::fromUtf8(kRepeated).arg(i));
        const std::string path = write(u"now.json"_s,
            u"{\"kind\":\"List\",\"items\":[%1]}"_s.arg(items.join(u',')).toStdString());
        QVERIFY(importFile(*m_runtime, path, ClusterId{"prod"}, {}));
        const auto events
            = test::readWith(m_runtime->workspace().readers(), [](store::Connection &connection) {
                  return test::need(store::EventReader(connection).page({}, {}));
              });
        QCOMPARE(events.size(), 5U);
        for (const ClusterEvent &event : events)
            QVERIFY(event.countIsMinimum);
    }

    void whatIsNeitherIsRefused()
    {
        const auto text = importFile(*m_runtime, write(u"a.json"_s, R"({"a":1})"), {}, {});
        QVERIFY(!text);
        QCOMPARE(text.error().code, ErrorCode::InvalidArgument);
        const auto missing = importFile(*m_runtime, "/nonexistent/file", {}, {});
        QVERIFY(!missing);
        QCOMPARE(missing.error().code, ErrorCode::NotFound);
    }

    void anExportComesBackAsItWentOut()
    {
        QVERIFY(importFile(*m_runtime, write(u"in.json"_s, kEvents), ClusterId{"prod"}, {}));
        TaskRunner tasks(m_clock);
        DesktopUser user(*m_runtime, false);
        FileTransferDesk desk(*m_runtime, user, tasks, texts());
        const QString path = m_dir->filePath(u"out.ndjson"_s);
        desk.exportEvents({}, path, console::TransferDesk::Format::Ndjson);
        QTRY_COMPARE(tasks.tasks().at(0).state, console::TaskState::Succeeded);
        QFile out(path);
        QVERIFY(out.open(QIODevice::ReadOnly));
        const auto events = codec::decodeEventList(out.readAll().toStdString());
        QVERIFY(events);
        QCOMPARE(events->size(), 1U);
        QCOMPARE(events->front().message, std::string("=cmd|'/c calc'!A1"));
        QCOMPARE(events->front().count, 2);
    }

    void anExportThatCannotBeWrittenFailsAndLeavesNoFile()
    {
        TaskRunner tasks(m_clock);
        DesktopUser user(*m_runtime, false);
        FileTransferDesk desk(*m_runtime, user, tasks, texts());
        desk.exportEvents({}, u"/nonexistent/out.csv"_s, console::TransferDesk::Format::Csv);
        QTRY_COMPARE(tasks.tasks().at(0).state, console::TaskState::Failed);
    }

private:
    static TransferTexts texts()
    {
        return {.exporting = [](const QString &file) { return file; },
            .importing = [](const QStringList &) { return QString(); },
            .imported = [](qint64, qint64) { return QString(); }};
    }
    // What was posted to the core thread before is done.
    void waitForCore()
    {
        std::promise<void> reached;
        m_runtime->core().post([&reached] { reached.set_value(); });
        reached.get_future().wait();
    }
    std::string write(const QString &name, const std::string &content)
    {
        QFile file(m_dir->filePath(name));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write %s", qPrintable(name));
        file.write(content.data(), static_cast<qint64>(content.size()));
        return file.fileName().toStdString();
    }

    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Runtime> m_runtime;
};

QTEST_GUILESS_MAIN(TestFileTransfer)
#include "tst_file_transfer.moc"
