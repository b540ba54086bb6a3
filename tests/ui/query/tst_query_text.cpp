#include "ui/query/query_chart_shape.h"
#include "ui/query/query_stages.h"
#include "ui/query/query_text.h"
#include "ui/widgets/time_selection.h"

#include <QLocale>
#include <QTest>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

class TestQueryText : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void writesValuesWithTheirUnits()
    {
        QCOMPARE(cell(92.0, FieldType::Percent), u"92 %"_s);
        QCOMPARE(cell(0.4, FieldType::Percent), u"0.4 %"_s);
        QCOMPARE(cell(std::int64_t{1'610'612'736}, FieldType::Bytes), u"1.5 GiB"_s);
        QCOMPARE(cell(0.25, FieldType::Cores), u"250 m"_s);
        QCOMPARE(cell(600'000.0, FieldType::Span), u"10 m"_s);
        QCOMPARE(cell(250.0, FieldType::Span), u"250 ms"_s);
        QCOMPARE(cell(std::int64_t{12'904}, FieldType::Count), u"12,904"_s);
        QCOMPARE(cell(QueryValue(), FieldType::Percent), u"–"_s);
        QCOMPARE(cell(true, FieldType::Flag), u"true"_s);
    }

    void neverRoundsAShareToNothingOrToAll()
    {
        const auto percent = [this](double number) { return cell(number, FieldType::Percent); };
        QCOMPARE(percent(0.0), u"0 %"_s);
        QCOMPARE(percent(214.0 / 1'012'469 * 100), u"0.02 %"_s);
        QCOMPARE(percent(0.0004), u"< 0.01 %"_s);
        QCOMPARE(percent(100 - 0.0211), u"99.98 %"_s);
        QCOMPARE(percent(99.9999), u"> 99.99 %"_s);
        QCOMPARE(percent(100.0), u"100 %"_s);
        QCOMPARE(percent(-0.03), u"-0.03 %"_s);
        QCOMPARE(percent(101.6), u"102 %"_s);
    }

    void copiesValuesAsMachinesHaveThem()
    {
        QCOMPARE(queryMachineText(0.0004, FieldType::Percent), u"0.0004"_s);
        QCOMPARE(queryMachineText(92.5, FieldType::Percent), u"92.5"_s);
        QCOMPARE(queryMachineText(std::int64_t{12'904}, FieldType::Count), u"12904"_s);
        QCOMPARE(queryMachineText(std::int64_t{1'772'355'600'000}, FieldType::Time),
            u"2026-03-01T09:00:00Z"_s);
    }

    void knowsStatusWordsOnlyInStatusFields()
    {
        const QueryColumn phase{"phase", FieldType::Choice};
        QCOMPARE(queryStatus(phase, std::string("CrashLoopBackOff")), StatusKind::Critical);
        QCOMPARE(queryStatus(phase, std::string("Running")), StatusKind::Ok);
        QCOMPARE(queryStatus(phase, std::string("Pending")), StatusKind::Warning);
        QVERIFY(!queryStatus({"name", FieldType::Text}, std::string("Running")));
    }

    void putsUnknownValuesLast()
    {
        QVERIFY(compareQueryValues(QueryValue(), 5.0) > 0);
        QVERIFY(compareQueryValues(std::int64_t{3}, 3.5) < 0);
        QVERIFY(compareQueryValues(std::string("a"), std::string("b")) < 0);
    }

    void splitsStagesOutsideBracketsAndQuotes()
    {
        const QString text = uR"(pods(cluster="a.b(").where(name = "x).y").limit(3))"_s;
        QCOMPARE(queryStages(text),
            (QStringList{
                uR"(pods(cluster="a.b("))"_s, uR"(.where(name = "x).y"))"_s, u".limit(3)"_s}));
    }

    void keepsSourceAndTimeAsTheBase()
    {
        QCOMPARE(queryBase(u"events.last(1h)\n  .where(type=Warning).groupby(reason).count()"_s),
            u"events.last(1h)"_s);
        QCOMPARE(querySource(u"  pods(cluster=\"*\")"_s), u"pods"_s);
    }

    void coloursWordsByWhatTheyAre()
    {
        const QString line = u"pods.where(cpu_usage > 80% or label.app = \"x\")"_s;
        std::vector<std::pair<QString, QueryWord>> words;
        for (const QuerySpan &span : querySpans(line, true))
            words.emplace_back(line.mid(span.offset, span.length), span.word);
        const std::vector<std::pair<QString, QueryWord>> expected{{u"pods"_s, QueryWord::Source},
            {u"where"_s, QueryWord::Stage}, {u"cpu_usage"_s, QueryWord::Field},
            {u">"_s, QueryWord::Operator}, {u"80%"_s, QueryWord::Number},
            {u"or"_s, QueryWord::Connective}, {u"label"_s, QueryWord::Field},
            {u"app"_s, QueryWord::Field}, {u"="_s, QueryWord::Operator},
            {u"\"x\""_s, QueryWord::Text}};
        QVERIFY(words == expected);
    }

    void neverFailsOnHalfWrittenText()
    {
        for (const char16_t *text : {u"", u"\"", u"a(\"\\", u")))..", u"9", u"'x"}) {
            querySpans(text, true);
            queryBase(QString::fromUtf16(text));
        }
    }

    void drawsGroupsAsBarsAndInstantsAsLines()
    {
        using Kind = QueryChartShape::Kind;
        using Obstacle = QueryChartShape::Obstacle;
        QueryResult result;
        QCOMPARE(chartShapeOf(result).obstacle, Obstacle::NoRows);
        result.columns = {{"reason", FieldType::Text}, {"count()", FieldType::Count}};
        result.rows = {{std::string("BackOff"), std::int64_t{3}}};
        QCOMPARE(chartShapeOf(result).kind, Kind::Bars);
        result.columns[0].type = FieldType::Time;
        QCOMPARE(chartShapeOf(result).kind, Kind::Lines);
        result.columns[0].type = FieldType::Count;
        QCOMPARE(chartShapeOf(result).obstacle, Obstacle::NoGroup);
        result.columns = {{"a", FieldType::Text}, {"b", FieldType::Text}};
        QCOMPARE(chartShapeOf(result).obstacle, Obstacle::NoNumbers);
    }

    void headlineTellsWhatTheLimitCutOff()
    {
        QueryResult result;
        result.rows.resize(14);
        result.total = 4'120;
        result.milliseconds = 0.6;
        QCOMPARE(queryHeadline(result, m_time), u"14 rows of 4,120 · 0.6 ms"_s);
        result.totalIsLowerBound = true;
        QCOMPARE(queryHeadline(result, m_time), u"14 rows of at least 4,120 · 0.6 ms"_s);
        result.totalIsLowerBound = false;
        result.isCapped = true;
        QCOMPARE(queryHeadline(result, m_time), u"first 14 of 4,120 rows · 0.6 ms"_s);
    }

    void headlineTellsOfWhichTimeItIs()
    {
        QueryResult result;
        result.asOf = fromEpochMs(1'583'053'200'000);
        QVERIFY(queryHeadline(result, m_time).endsWith(u"as of "_s + m_time.timeText(result.asOf)));
        result.range = {result.asOf - std::chrono::hours{6}, result.asOf};
        QVERIFY(queryHeadline(result, m_time)
                    .endsWith(m_time.timeText(result.range.from) + u" – "_s
                        + m_time.timeText(result.range.to)));
    }

private:
    QString cell(const QueryValue &value, FieldType type)
    {
        return queryCellText(value, type, m_time);
    }

    TimeSelection m_time;
};

QTEST_MAIN(TestQueryText)
#include "tst_query_text.moc"
