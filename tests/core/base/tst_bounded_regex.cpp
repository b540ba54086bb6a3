#include "core/base/bounded_regex.h"

#include <QTest>

#include <string>

using namespace binnacle;

class TestBoundedRegex : public QObject
{
    Q_OBJECT

private slots:
    void findsAnywhereAndMindsCase()
    {
        QVERIFY(BoundedRegex("Back|Pull").isIn("ErrImagePull"));
        QVERIFY(!BoundedRegex("^pull").isIn("ErrImagePull"));
        QVERIFY(BoundedRegex("^.$").isIn("\u4E2D")); // code points, not bytes
    }

    void saysWhereAPatternIsWrong()
    {
        QVERIFY(BoundedRegex("a+").check());
        const Status wrong = BoundedRegex("ab[z-a]").check();
        QVERIFY(!wrong);
        QCOMPARE(wrong.error().code, ErrorCode::InvalidArgument);
        // Counted in what was typed.
        QVERIFY2(wrong.error().message.ends_with("at character 6")
                || wrong.error().message.ends_with("at character 7"),
            wrong.error().message.c_str());
        QVERIFY(!BoundedRegex("(").isIn("("));
    }

    void saysInBytesWhereAProblemIs()
    {
        const auto problem = BoundedRegex("\u4E2D\u4E2D(").problem();
        QVERIFY(problem);
        QCOMPARE(problem->offset, std::size_t{7});
        QVERIFY(!problem->message.empty());
        QVERIFY(!BoundedRegex("a+").problem());
    }

    void sharesWhatIsCompiledAlready()
    {
        const auto first = BoundedRegex::shared("shared.*once");
        QCOMPARE(BoundedRegex::shared("shared.*once").get(), first.get());
        QVERIFY(first->isIn("shared at once"));
        for (int i = 0; i < 100; ++i)
            QVERIFY(BoundedRegex::shared("other" + std::to_string(i))
                        ->isIn("other" + std::to_string(i)));
        QVERIFY(first->isIn("shared at once")); // whoever has it keeps it
        QVERIFY(BoundedRegex::shared("shared.*once").get() != first.get());
        QVERIFY(BoundedRegex::shared("(")->problem());
    }

    void givesUpAndCannotBeToldNotTo()
    {
        const std::string text = std::string(30'000, 'a') + "!";
        QVERIFY(!BoundedRegex("(a+)+$").isIn(text));
        QVERIFY(!BoundedRegex("(*LIMIT_MATCH=4000000000)(a+)+$").isIn(text));
    }
};

QTEST_APPLESS_MAIN(TestBoundedRegex)
#include "tst_bounded_regex.moc"
