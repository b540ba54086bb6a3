#include "core/store/dictionary.h"
#include "core/store/sqlite/connection.h"
#include "core/store/store_writer.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <future>
#include <thread>

using namespace binnacle;
using namespace binnacle::store;

class TestStoreWriter : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_file = m_dir->filePath(QStringLiteral("w.db")).toStdString();
        const auto connection = open();
        QVERIFY(connection);
        QVERIFY((*connection)->executeScript("CREATE TABLE t (v INTEGER UNIQUE)"));
    }

    void theDestructorCommitsEverythingSubmitted()
    {
        {
            StoreWriter writer([this] { return open(); });
            for (int i = 0; i < 500; ++i)
                writer.submit(insert(i), {});
        }
        QCOMPARE(rows(), std::int64_t{500});
    }

    void jobsThatWaitShareATransaction()
    {
        StoreWriter writer([this] { return open(); });
        std::atomic_bool isOpen = false;
        writer.submit(
            [&isOpen](WriteContext &) -> Status {
                isOpen.wait(false);
                return Done{};
            },
            {});
        std::atomic_int commits = 0;
        int before = -1;
        for (int i = 0; i < 100; ++i) {
            writer.submit(insert(i), [&](const Status &status) {
                const auto now = static_cast<int>(rows());
                commits += status && now != before ? 1 : 0;
                before = now;
            });
        }
        isOpen = true;
        isOpen.notify_all();
        QVERIFY(writer.submitAndWait([](WriteContext &) -> Status { return Done{}; }));
        QVERIFY(commits <= 2); // some may have come along with the first job
    }

    void finishedRunsAfterTheCommit()
    {
        StoreWriter writer([this] { return open(); });
        std::promise<std::int64_t> seen;
        writer.submit(insert(1), [&](const Status &) { seen.set_value(rows()); });
        QCOMPARE(seen.get_future().get(), std::int64_t{1});
    }

    void oneBadJobDoesNotSinkItsNeighbours()
    {
        StoreWriter writer([this] { return open(); });
        std::atomic_bool isOpen = false;
        writer.submit(
            [&isOpen](WriteContext &) -> Status {
                isOpen.wait(false);
                return Done{};
            },
            {});
        std::promise<Status> good;
        std::promise<Status> bad;
        std::promise<Status> alsoGood;
        const auto into = [](std::promise<Status> &promise) {
            return [&promise](const Status &status) { promise.set_value(status); };
        };
        writer.submit(insert(1), into(good));
        writer.submit(
            [](WriteContext &) -> Status {
                return Error{ErrorCode::NotFound, "no"};
            },
            into(bad));
        writer.submit(insert(2), into(alsoGood));
        isOpen = true;
        isOpen.notify_all();
        QVERIFY(good.get_future().get());
        QCOMPARE(bad.get_future().get().error().code, ErrorCode::NotFound);
        QVERIFY(alsoGood.get_future().get());
        QCOMPARE(rows(), std::int64_t{2});
        QVERIFY2(writer.health(), "a job's own fault is not the store's");
    }

    void aStoreThatCannotBeOpenedIsReported()
    {
        StoreWriter writer([]() -> Result<std::unique_ptr<Connection>> {
            return Error{ErrorCode::DiskFull, "full"};
        });
        QCOMPARE(writer.submitAndWait(insert(1)).error().code, ErrorCode::DiskFull);
        QCOMPARE(writer.health().error().code, ErrorCode::DiskFull);
    }

    void choresRunWhenNobodyWaits()
    {
        std::atomic_int slices = 0;
        StoreWriter writer([this] { return open(); },
            [&slices](WriteContext &) -> Result<bool> { return ++slices < 5; });
        QVERIFY(writer.submitAndWait(insert(1)));
        QTRY_VERIFY(slices >= 5);
    }

    void manyThreadsMaySubmit()
    {
        {
            StoreWriter writer([this] { return open(); });
            std::vector<std::jthread> threads;
            for (int thread = 0; thread < 4; ++thread) {
                threads.emplace_back([&writer, thread] {
                    for (int i = 0; i < 100; ++i)
                        writer.submit(insert(thread * 1000 + i), {});
                });
            }
        }
        QCOMPARE(rows(), std::int64_t{400});
    }

private:
    Result<std::unique_ptr<Connection>> open() const
    {
        return Connection::open({.file = m_file, .access = Access::ReadWrite});
    }

    static StoreWriter::Job insert(int value)
    {
        return [value](WriteContext &context) -> Status {
            auto statement = context.connection.prepareText("INSERT INTO t VALUES (:v)");
            if (!statement)
                return statement.error();
            return statement->bind(value).run();
        };
    }

    std::int64_t rows() const
    {
        const auto connection = open();
        auto statement = (*connection)->prepareText("SELECT count(*) FROM t");
        return statement && statement->step() ? statement->number(0) : -1;
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::string m_file;
};

QTEST_GUILESS_MAIN(TestStoreWriter)
#include "tst_store_writer.moc"
