#include "core/store/cluster_repository.h"
#include "core/store/sqlite/connection.h"
#include "core/store/store_writer.h"
#include "core/store/workspace.h"
#include "tests/support/store_fixture.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace binnacle;
using namespace binnacle::store;
using namespace binnacle::test;

class TestWorkspace : public QObject
{
    Q_OBJECT

private slots:
    void theSecondOneOpensReadOnlyAndSaysWho()
    {
        StoreFixture first;
        QVERIFY(first.sync({podEvent("1", 1'000)}));
        const auto second = Workspace::open({.directory = first.directory()});
        QVERIFY(second);
        QVERIFY((*second)->isReadOnly());
        const std::string reason = (*second)->readOnlyReason();
        QVERIFY2(reason.find(std::to_string(::getpid())) != std::string::npos, reason.c_str());
        const Status written
            = (*second)->writer().submitAndWait([](WriteContext &) -> Status { return Done{}; });
        QVERIFY(!written);
        QCOMPARE(written.error().code, ErrorCode::ReadOnly);
        QVERIFY2((*second)->writer().health(), "read only is not sick");
        const auto stats = (*second)->stats();
        QVERIFY(stats);
        QCOMPARE(stats->events, std::int64_t{1});
    }

    void theLockOfADeadProcessIsTakenOver()
    {
        QTemporaryDir directory;
        QFile lock(directory.filePath(QStringLiteral("binnacle.lock")));
        QVERIFY(lock.open(QIODevice::WriteOnly));
        lock.write("999999\n");
        lock.close();
        const auto workspace = Workspace::open({.directory = directory.path().toStdString()});
        QVERIFY(workspace);
        QVERIFY(!(*workspace)->isReadOnly());
    }

    void readingAloneTakesNoLock()
    {
        QTemporaryDir directory;
        const std::string path = directory.path().toStdString();
        QVERIFY(Workspace::open({.directory = path}));
        const auto reader = Workspace::open({.directory = path, .readOnly = true});
        QVERIFY(reader && (*reader)->isReadOnly());
        const auto writer = Workspace::open({.directory = path});
        QVERIFY(writer && !(*writer)->isReadOnly());
    }

    void readingWhatIsNotThereIsAnError()
    {
        QTemporaryDir directory;
        const auto opened = Workspace::open(
            {.directory = directory.path().toStdString() + "/none", .readOnly = true});
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::NotFound);
        QVERIFY(!QFileInfo::exists(directory.path() + QStringLiteral("/none")));
    }

    void onlyTheOwnerMayLook()
    {
        QTemporaryDir directory;
        const QString path = directory.path() + QStringLiteral("/a/b");
        const auto opened = Workspace::open({.directory = path.toStdString()});
        QVERIFY(opened);
        const Status written = (*opened)->writer().submitAndWait(
            [](WriteContext &context) { return rememberCluster(context, {"prod"}, {}); });
        QVERIFY(written);
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup
            | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
        for (const char *name : {"", "/binnacle.db", "/binnacle.db-wal", "/binnacle.lock"}) {
            const QFileInfo info(path + QLatin1String(name));
            QVERIFY2(info.exists(), name);
            QVERIFY2((info.permissions() & others) == 0, name);
        }
    }

    void aDamagedFileIsReportedAndLeftAsItIs_data()
    {
        QTest::addColumn<int>("keep");
        QTest::addColumn<QByteArray>("head");
        QTest::newRow("other content") << 0 << QByteArray("this is a text file, not ours at all");
        QTest::newRow("damaged head")
            << 4096 << QByteArray("SQLite format 3\0\xFF\xFF\xFF\xFF", 20);
        QTest::newRow("cut off") << 5'000 << QByteArray();
    }

    void aDamagedFileIsReportedAndLeftAsItIs()
    {
        QFETCH(const int, keep);
        QFETCH(const QByteArray, head);
        QTemporaryDir directory;
        const QString path = directory.filePath(QStringLiteral("binnacle.db"));
        QVERIFY(Workspace::open({.directory = directory.path().toStdString()}));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        if (keep > 0)
            QVERIFY(file.resize(keep));
        else
            QVERIFY(file.resize(0));
        QVERIFY(file.seek(0));
        file.write(head);
        file.close();
        const QByteArray before = contents(path);
        const auto opened = Workspace::open({.directory = directory.path().toStdString()});
        QVERIFY(!opened);
        QVERIFY2(opened.error().code == ErrorCode::Corrupt, opened.error().message.c_str());
        QVERIFY(opened.error().message.find(".recover") != std::string::npos);
        QCOMPARE(contents(path), before);
    }

    void aNewerFormatIsRefused()
    {
        QTemporaryDir directory;
        const std::string path = directory.path().toStdString();
        QVERIFY(Workspace::open({.directory = path}));
        {
            const auto connection
                = Connection::open({.file = path + "/binnacle.db", .access = Access::ReadWrite});
            QVERIFY(
                (*connection)
                    ->executeScript("INSERT INTO schema_version VALUES (9999, 'later', 'x', 0)"));
        }
        for (const bool readOnly : {false, true}) {
            const auto opened = Workspace::open({.directory = path, .readOnly = readOnly});
            QVERIFY(!opened);
            QCOMPARE(opened.error().code, ErrorCode::NewerFormat);
        }
    }

    void interruptCancelsReaders()
    {
        StoreFixture store;
        QVERIFY(store.sync({podEvent("1", 1'000)}));
        store.workspace().readers().interrupt(); // none runs: nothing to cancel
        QCOMPARE(store.all().size(), std::size_t{1});
    }

private:
    static QByteArray contents(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
    }
};

QTEST_GUILESS_MAIN(TestWorkspace)
#include "tst_workspace.moc"
