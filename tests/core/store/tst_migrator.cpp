#include "core/store/sqlite/connection.h"
#include "core/store/sqlite/migrator.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace binnacle;
using namespace binnacle::store;

namespace {

Migration step(int version, const std::string &text)
{
    return {.version = version,
        .name = "step" + std::to_string(version),
        .hash = std::to_string(std::hash<std::string>{}(text)),
        .text = text};
}

const Migration kFirst = step(1, "CREATE TABLE a (x INTEGER); INSERT INTO a VALUES (7)");
const Migration kSecond = step(2, "CREATE TABLE b (x INTEGER); INSERT INTO b SELECT x FROM a");

} // namespace

class TestMigrator : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_connection.reset();
        reopen();
    }

    void stepsAreAppliedOnceInOrder()
    {
        QVERIFY(run({kFirst}));
        QVERIFY(run({kFirst, kSecond}));
        QVERIFY(run({kFirst, kSecond}));
        QCOMPARE(value("SELECT x FROM b"), std::int64_t{7});
        QCOMPARE(value("SELECT count(*) FROM schema_version"), std::int64_t{2});
    }

    void whatIsThereIsCopiedBeforeItChanges()
    {
        QVERIFY(run({kFirst}));
        QVERIFY(!QFile::exists(backup()));
        QVERIFY(run({kFirst, kSecond}));
        QVERIFY(QFile::exists(backup()));
    }

    void aFailingStepLeavesTheOldSchema()
    {
        QVERIFY(run({kFirst}));
        QVERIFY(
            !run({kFirst, step(2, "CREATE TABLE b (x INTEGER); SELECT nonsense FROM nowhere")}));
        QCOMPARE(value("SELECT count(*) FROM sqlite_schema WHERE name = 'b'"), std::int64_t{0});
        QVERIFY(run({kFirst, kSecond}));
        QCOMPARE(value("SELECT x FROM b"), std::int64_t{7});
    }

    void anEditedStepIsReported()
    {
        QVERIFY(run({kFirst}));
        const Status status = run({step(1, "CREATE TABLE a (x TEXT)")});
        QVERIFY(!status);
        QCOMPARE(status.error().code, ErrorCode::Corrupt);
    }

    void aLaterFormatIsRefused()
    {
        QVERIFY(run({kFirst, kSecond}));
        const Status status = run({kFirst});
        QVERIFY(!status);
        QCOMPARE(status.error().code, ErrorCode::NewerFormat);
    }

    void anotherProgramsDatabaseIsLeftAlone()
    {
        QVERIFY(m_connection->executeScript("CREATE TABLE theirs (x)"));
        const Status status = run({kFirst});
        QVERIFY(!status);
        QCOMPARE(status.error().code, ErrorCode::Corrupt);
        QCOMPARE(value("SELECT count(*) FROM sqlite_schema"), std::int64_t{1});
    }

    void readersWantTheNewestFormat()
    {
        const std::vector<Migration> both{kFirst, kSecond};
        QVERIFY(run({kFirst}));
        const Status status = checkSchema(*m_connection, both);
        QVERIFY(!status);
        QCOMPARE(status.error().code, ErrorCode::Unavailable);
        QVERIFY(run(both));
        QVERIFY(checkSchema(*m_connection, both));
    }

private:
    void reopen()
    {
        auto opened
            = Connection::open({.file = m_dir->filePath(QStringLiteral("m.db")).toStdString(),
                .access = Access::ReadWrite});
        QVERIFY(opened);
        m_connection = *std::move(opened);
    }

    QString backup() const { return m_dir->filePath(QStringLiteral("m.db.before")); }

    Status run(const std::vector<Migration> &migrations)
    {
        return migrate(*m_connection, migrations, backup().toStdString());
    }

    std::int64_t value(const std::string &sql)
    {
        auto statement = m_connection->prepareText(sql);
        if (!statement || !statement->step())
            return -1;
        return statement->number(0);
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Connection> m_connection;
};

QTEST_GUILESS_MAIN(TestMigrator)
#include "tst_migrator.moc"
