#include "core/query/time_expression.h"

#include <QTest>

using namespace binnacle;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Timestamp kNow = fromEpochMs(1'772'355'600'000); // 2026-03-01T09:00:00Z

QString described(const Result<query::TimeSelection> &result)
{
    if (!result)
        return u"error"_s;
    if (result->moving > 0ms) {
        return u"last %1s"_s.arg(
            std::chrono::duration_cast<std::chrono::seconds>(result->moving).count());
    }
    return QString::fromStdString(
        formatRfc3339(result->range.from) + ".." + formatRfc3339(result->range.to));
}

void row(const char *text, const char *expected)
{
    QTest::newRow(text) << QString::fromUtf8(expected);
}

} // namespace

class TestTimeExpression : public QObject
{
    Q_OBJECT

private slots:
    void readsWhatPeopleType_data()
    {
        QTest::addColumn<QString>("expected");
        row("15m", "last 900s");
        row("-6h", "last 21600s");
        row(" last 1h30m ", "last 5400s");
        row("now-6h", "last 21600s");
        row("now-6h..now", "last 21600s");
        row("now-6h to now", "last 21600s");
        row("6h..now", "last 21600s");
        row("now-2h..now-1h", "2026-03-01T07:00:00Z..2026-03-01T08:00:00Z");
        row("now-1d/d", "2026-02-28T00:00:00Z..2026-03-01T00:00:00Z");
        row("now-1d/d..now-1d/d", "2026-02-28T00:00:00Z..2026-03-01T00:00:00Z");
        row("now/d..now", "2026-03-01T00:00:00Z..2026-03-01T09:00:00Z");
        row("now-1h/h", "2026-03-01T08:00:00Z..2026-03-01T09:00:00Z");
        row("03:12", "2026-03-01T02:42:00Z..2026-03-01T03:42:00Z");
        row("3:12", "2026-03-01T02:42:00Z..2026-03-01T03:42:00Z");
        row("23:00", "2026-02-28T22:30:00Z..2026-02-28T23:30:00Z");
        row("03:00..03:40", "2026-03-01T03:00:00Z..2026-03-01T03:40:00Z");
        row("03:00-03:40", "2026-03-01T03:00:00Z..2026-03-01T03:40:00Z");
        row("03:00 - 03:40", "2026-03-01T03:00:00Z..2026-03-01T03:40:00Z");
        row("03:00\u201303:40", "2026-03-01T03:00:00Z..2026-03-01T03:40:00Z");
        row("03:00:30..03:00:45", "2026-03-01T03:00:30Z..2026-03-01T03:00:45Z");
        row("03:00..+30m", "2026-03-01T03:00:00Z..2026-03-01T03:30:00Z");
        row("08:00..", "2026-03-01T08:00:00Z..2026-03-01T09:00:00Z");
        row("08:00..now", "2026-03-01T08:00:00Z..2026-03-01T09:00:00Z");
        row("08:30..09:30", "2026-03-01T08:30:00Z..2026-03-01T09:30:00Z");
        row("19:02..19:44", "2026-02-28T19:02:00Z..2026-02-28T19:44:00Z");
        row("23:00..01:00", "2026-02-28T23:00:00Z..2026-03-01T01:00:00Z");
        row("yesterday", "2026-02-28T00:00:00Z..2026-03-01T00:00:00Z");
        row("today", "2026-03-01T00:00:00Z..2026-03-02T00:00:00Z");
        row("yesterday 03:00..04:00", "2026-02-28T03:00:00Z..2026-02-28T04:00:00Z");
        row("yesterday 23:00..01:00", "2026-02-28T23:00:00Z..2026-03-01T01:00:00Z");
        row("yesterday 03:00", "2026-02-28T02:30:00Z..2026-02-28T03:30:00Z");
        row("2026-02-01", "2026-02-01T00:00:00Z..2026-02-02T00:00:00Z");
        row("2026-02-01..2026-02-03", "2026-02-01T00:00:00Z..2026-02-04T00:00:00Z");
        row("2026-02-01 03:00..04:00", "2026-02-01T03:00:00Z..2026-02-01T04:00:00Z");
        row("2026-02-01 03:00..2026-02-02 04:00", "2026-02-01T03:00:00Z..2026-02-02T04:00:00Z");
        row("2026-02-01T09:00:00Z..2026-02-01T10:00:00Z",
            "2026-02-01T09:00:00Z..2026-02-01T10:00:00Z");
        row("2026-02-01T09:00:00+08:00..2026-02-01T10:00:00+0800",
            "2026-02-01T01:00:00Z..2026-02-01T02:00:00Z");
        row("1772352000", "2026-03-01T07:30:00Z..2026-03-01T08:30:00Z");
        row("1772352000..1772355600", "2026-03-01T08:00:00Z..2026-03-01T09:00:00Z");
        row("1772352000000..1772355600000", "2026-03-01T08:00:00Z..2026-03-01T09:00:00Z");
        row("1772352000.5..1772355600", "2026-03-01T08:00:00.500Z..2026-03-01T09:00:00Z");
        row("{\"from\":\"now-6h\",\"to\":\"now\"}", "last 21600s");
        row("{\"from\": \"2026-02-01T09:00:00.000Z\", \"to\": \"2026-02-01T10:00:00.000Z\"}",
            "2026-02-01T09:00:00Z..2026-02-01T10:00:00Z");
        row("2026-02-01T09:00:00.123Z ERROR cannot connect",
            "2026-02-01T08:30:00.123Z..2026-02-01T09:30:00.123Z");
        row("a 2026-02-01 09:00:00,123 b\nc 2026-02-01 09:05:00,000 d",
            "2026-02-01T09:00:00.123Z..2026-02-01T09:05:00.001Z");
        row("03:00\u201303:40 CST (UTC+8)", "2026-02-28T19:00:00Z..2026-02-28T19:40:00Z");
        row("03:00-03:40 UTC", "2026-03-01T03:00:00Z..2026-03-01T03:40:00Z");
        for (const char *wrong : {"", "soon", "now-", "now+1h", "25:00", "2026-13-01", "-", "..",
                 "0m", "04:00..x", "2026-03-02..2026-02-01", "now-1h..now-2h", "{}", "99999d",
                 "{\"from\":", "1", "(UTC+99)", "1969-12-31"})
            row(wrong, "error");
    }

    void readsWhatPeopleType()
    {
        const std::string text = QTest::currentDataTag();
        const auto selection = query::parseTimeSelection(text, kNow, 0min);
        QTEST(described(selection), "expected");
        if (selection && selection->moving > 0ms) {
            QCOMPARE(selection->range.to, kNow);
            QCOMPARE(selection->range.length(), selection->moving);
        }
    }

    void readsClockTimesInTheZone_data()
    {
        QTest::addColumn<QString>("expected");
        // 17:00 in UTC+8
        row("03:00..03:40", "2026-02-28T19:00:00Z..2026-02-28T19:40:00Z");
        row("16:00..16:30", "2026-03-01T08:00:00Z..2026-03-01T08:30:00Z");
        row("today", "2026-02-28T16:00:00Z..2026-03-01T16:00:00Z");
        row("2026-02-01", "2026-01-31T16:00:00Z..2026-02-01T16:00:00Z");
        row("now/d..now", "2026-02-28T16:00:00Z..2026-03-01T09:00:00Z");
        row("2026-02-01T09:00:00Z..2026-02-01T10:00:00Z",
            "2026-02-01T09:00:00Z..2026-02-01T10:00:00Z");
        row("15m", "last 900s");
    }

    void readsClockTimesInTheZone()
    {
        const std::string text = QTest::currentDataTag();
        QTEST(described(query::parseTimeSelection(text, kNow, 8h)), "expected");
    }

    void saysWhatToWriteInstead()
    {
        const auto selection = query::parseTimeSelection("soon", kNow, 0min);
        QVERIFY(!selection);
        QVERIFY(selection.error().message.find("\"soon\"") != std::string::npos);
        QVERIFY(selection.error().message.find("now-6h..now") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestTimeExpression)
#include "tst_time_expression.moc"
