#include "core/query/completion.h"

#include <QTest>

using namespace binnacle::query;
using namespace Qt::Literals::StringLiterals;

namespace {

std::vector<Suggestion> sampleValues(std::string_view field, std::string_view prefix)
{
    std::vector<Suggestion> found;
    if (field != "reason")
        return found;
    for (const std::string_view value : {"BackOff", "Unhealthy", "Two words"}) {
        if (value.starts_with(prefix))
            found.push_back({.text = std::string(value), .detail = "value, 12 events"});
    }
    return found;
}

// "reas|on": the cursor is where the bar is.
Completion completed(QString marked)
{
    const qsizetype cursor = marked.indexOf(u'|');
    marked.remove(cursor, 1);
    return completeFilter(marked.toStdString(),
        static_cast<std::size_t>(marked.left(cursor).toUtf8().size()), sampleValues);
}

} // namespace

class TestCompletion : public QObject
{
    Q_OBJECT

private slots:
    void suggestsWhatCouldStandAtTheCursor_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("first"); // best suggestion, "" for none
        QTest::addColumn<int>("offset");
        QTest::addColumn<int>("length");

        QTest::newRow("a field") << u"reas|"_s << u"reason"_s << 0 << 4;
        QTest::newRow("by a short name") << u"msg|"_s << u"message="_s << 0 << 3;
        QTest::newRow("inside a word") << u"re|as"_s << u"reason"_s << 0 << 4;
        QTest::newRow("second field") << u"type=Warning na|"_s << u"namespace"_s << 13 << 2;
        QTest::newRow("in parentheses") << u"(cou|"_s << u"count"_s << 1 << 3;
        QTest::newRow("nothing typed") << u"|"_s << u"cluster"_s << 0 << 0;
        QTest::newRow("known field") << u"reason|"_s << u"reason="_s << 0 << 6;
        QTest::newRow("operator") << u"count |"_s << u">="_s << 6 << 0;
        QTest::newRow("operator of a choice") << u"type |"_s << u"="_s << 5 << 0;
        QTest::newRow("word operator") << u"reason con|"_s << u"contains"_s << 7 << 3;
        QTest::newRow("choice") << u"type=|"_s << u"Normal"_s << 5 << 0;
        QTest::newRow("choice by prefix") << u"type=w|"_s << u"Warning"_s << 5 << 1;
        QTest::newRow("second of several") << u"type=Normal, W|"_s << u"Warning"_s << 13 << 1;
        QTest::newRow("live value") << u"reason=B|"_s << u"BackOff"_s << 7 << 1;
        QTest::newRow("live value, quoted") << u"reason=\"Two|"_s << u"\"Two words\""_s << 7 << 4;
        QTest::newRow("in a list") << u"type in [Normal, |"_s << u"Normal"_s << 17 << 0;
        QTest::newRow("list opens") << u"type in |"_s << u"["_s << 8 << 0;
        QTest::newRow("list goes on") << u"type in [Normal |"_s << u","_s << 16 << 0;
        QTest::newRow("age") << u"last>|"_s << u"10m"_s << 5 << 0;
        QTest::newRow("connective") << u"type=Warning |"_s << u"and"_s << 13 << 0;
        QTest::newRow("connective typed") << u"type=Warning o|"_s << u"or"_s << 13 << 1;
        QTest::newRow("free text") << u"\"some te|"_s << u""_s << 0 << 8;
        QTest::newRow("no live values") << u"ns=x|"_s << u""_s << 3 << 1;
        QTest::newRow("after non-ASCII text") << u"\u4E2D\u6587 reas|"_s << u"reason"_s << 7 << 4;
    }

    void suggestsWhatCouldStandAtTheCursor()
    {
        QFETCH(QString, text);
        QFETCH(QString, first);
        const Completion completion = completed(text);
        const std::string best
            = completion.suggestions.empty() ? "" : completion.suggestions.front().text;
        QCOMPARE(QString::fromStdString(best), first);
        QTEST(static_cast<int>(completion.offset), "offset");
        QTEST(static_cast<int>(completion.length), "length");
    }

    void neverOffersMoreThanTwenty()
    {
        const auto many = [](std::string_view, std::string_view) {
            return std::vector<Suggestion>(500, Suggestion{.text = "value", .detail = {}});
        };
        QCOMPARE(completeFilter("reason=", 7, many).suggestions.size(), std::size_t{20});
    }

    void worksWithoutAValueSourceAndOutOfRange()
    {
        QVERIFY(completeFilter("reason=", 7, {}).suggestions.empty());
        QCOMPARE(completeFilter("re", 99, {}).length, std::size_t{2});
    }
};

QTEST_APPLESS_MAIN(TestCompletion)
#include "tst_completion.moc"
