#include "core/base/thread_priority.h"

#include <QTest>

#include <algorithm>
#include <sys/resource.h>
#include <thread>

using namespace binnacle;

namespace {

constexpr int kLowest = 19;

int niceHere()
{
    return ::getpriority(PRIO_PROCESS, 0);
}

} // namespace

class TestThreadPriority : public QObject
{
    Q_OBJECT

private slots:
    void whatIsStartedBehindStaysBehind()
    {
        const int here = niceHere();
        int inside = 0;
        int startedInside = 0;
        int twiceBehind = 0;
        runBehind(3, [&] {
            inside = niceHere();
            std::thread([&] { startedInside = niceHere(); }).join();
            runBehind(2, [&] { twiceBehind = niceHere(); });
        });
        QCOMPARE(inside, std::min(here + 3, kLowest));
        QCOMPARE(startedInside, inside);
        QCOMPARE(twiceBehind, std::min(here + 5, kLowest));
        QCOMPARE(niceHere(), here); // of whoever asked
    }
};

QTEST_GUILESS_MAIN(TestThreadPriority)
#include "tst_thread_priority.moc"
