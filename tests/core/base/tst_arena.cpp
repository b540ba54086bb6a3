#include "core/base/arena.h"

#include <QTest>

#include <cstdint>
#include <string>
#include <vector>

using namespace binnacle;

class TestArena : public QObject
{
    Q_OBJECT

private slots:
    void copiesOutliveTheirSource()
    {
        Arena arena;
        std::vector<std::string_view> kept;
        for (int i = 0; i < 10'000; ++i) {
            const std::string source = "name-" + std::to_string(i);
            kept.push_back(arena.copy(source));
        }
        for (int i = 0; i < 10'000; ++i)
            QCOMPARE(kept.at(static_cast<std::size_t>(i)), "name-" + std::to_string(i));
    }

    void nothingCostsNothing()
    {
        Arena arena;
        QVERIFY(arena.copy("").empty());
        QVERIFY(arena.array<int>(0).empty());
    }

    void arraysAreAlignedAndZeroed()
    {
        struct alignas(32) Wide
        {
            std::int64_t number = 7;
            std::int64_t other;
        };
        Arena arena;
        for (int i = 0; i < 100; ++i) {
            QCOMPARE(arena.copy("x"), "x"); // puts the next one out of step
            const std::span<Wide> wide = arena.array<Wide>(3);
            QCOMPARE(reinterpret_cast<std::uintptr_t>(wide.data()) % alignof(Wide), 0U);
            QCOMPARE(wide[2].number, 7);
            const std::span<std::int64_t> plain = arena.array<std::int64_t>(5);
            QCOMPARE(plain[4], 0);
        }
    }

    void branchesLiveAsLongAsTheirArena()
    {
        Arena arena;
        std::vector<std::string_view> kept;
        for (int i = 0; i < 100; ++i)
            kept.push_back(arena.branch().copy("name-" + std::to_string(i)));
        for (int i = 0; i < 100; ++i)
            QCOMPARE(kept.at(static_cast<std::size_t>(i)), "name-" + std::to_string(i));
    }

    void takesMoreThanOneBlock()
    {
        Arena arena;
        const std::string large(3 << 20, 'x');
        QCOMPARE(arena.copy(large).size(), large.size());
        QCOMPARE(arena.copy("small"), "small");
    }
};

QTEST_APPLESS_MAIN(TestArena)
#include "tst_arena.moc"
