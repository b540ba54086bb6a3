#include "core/codec/query_answer.h"

#include <QTest>

#include <limits>

using namespace binnacle;
using namespace binnacle::codec;

namespace {

QueryResult sample()
{
    QueryResult result;
    result.columns = {{"name", FieldType::Text}, {"created", FieldType::Time},
        {"cpu_usage", FieldType::Percent}, {"restarts", FieldType::Count},
        {"ready", FieldType::Flag}};
    result.rows = {{QueryValue(std::string("a\"b")), QueryValue(std::int64_t{1'772'355'600'000}),
                       QueryValue(12.5), QueryValue(std::int64_t{3}), QueryValue(true)},
        {QueryValue(std::string("=1+1|x")), QueryValue(),
            QueryValue(std::numeric_limits<double>::infinity()), QueryValue(), QueryValue(false)}};
    result.total = 2;
    result.milliseconds = 2.6;
    result.asOf = fromEpochMs(1'772'355'600'000);
    return result;
}

class TestQueryAnswer : public QObject
{
    Q_OBJECT

private slots:
    void isTheAnswerOfTheContract()
    {
        QCOMPARE(queryAnswerJson(sample()),
            std::string("{\"columns\":[\"name\",\"created\",\"cpu_usage\",\"restarts\",\"ready\"],"
                        "\"rows\":[[\"a\\\"b\",\"2026-03-01T09:00:00Z\",12.5,3,true],"
                        "[\"=1+1|x\",null,null,null,false]],"
                        "\"total\":2,\"elapsedMs\":3,\"asOf\":\"2026-03-01T09:00:00Z\"}"));
    }

    void saysWhenThereWereMoreRows()
    {
        QueryResult result = sample();
        result.isCapped = true;
        QVERIFY(queryAnswerJson(result).ends_with("\"capped\":true}"));
        result.isCapped = false;
        result.totalIsLowerBound = true;
        QVERIFY(queryAnswerJson(result).ends_with("\"totalIsLowerBound\":true}"));
    }

    void csvCellsThatASpreadsheetWouldRunAreMadeHarmless()
    {
        QCOMPARE(queryRows(sample(), RowFormat::Csv),
            std::string("name,created,cpu_usage,restarts,ready\r\n"
                        "\"a\"\"b\",2026-03-01T09:00:00Z,12.5,3,true\r\n"
                        "'=1+1|x,,inf,,false\r\n"));
    }

    void jsonRowsAreObjects()
    {
        QueryResult result = sample();
        result.rows.resize(1);
        const std::string object = "{\"name\":\"a\\\"b\",\"created\":\"2026-03-01T09:00:00Z\","
                                   "\"cpu_usage\":12.5,\"restarts\":3,\"ready\":true}";
        QCOMPARE(queryRows(result, RowFormat::Json), "[\n" + object + "\n]\n");
        QCOMPARE(queryRows(result, RowFormat::Ndjson), object + "\n");
        result.rows.clear();
        QCOMPARE(queryRows(result, RowFormat::Json), std::string("[\n]\n"));
    }

    void markdownCellsCannotEndTheirTable()
    {
        const std::string text = queryRows(sample(), RowFormat::Markdown);
        QVERIFY(text.starts_with("| name | created | cpu\\_usage | restarts | ready |\n| --- |"));
        QVERIFY(text.find("=1+1\\|x") != std::string::npos);
    }
};

} // namespace

QTEST_GUILESS_MAIN(TestQueryAnswer)
#include "tst_query_answer.moc"
