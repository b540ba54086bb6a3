#include "core/console/event_feed.h"
#include "core/query/time_expression.h"
#include "ui/shell/time_control.h"
#include "ui/theme/theme.h"
#include "ui/widgets/time_selection.h"

#include <QLineEdit>
#include <QTest>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Timestamp kNow = fromEpochMs(1'772'355'600'000); // 2026-03-01T09:00:00Z

// Knows what typed times mean, as the real one does at kNow in UTC, and no events.
class GrammarFeed final : public console::EventFeed
{
public:
    Result<console::TimeSelectionView> timeSelection(const QString &text) const override
    {
        const auto selection = query::parseTimeSelection(text.toStdString(), kNow, 0min);
        if (!selection)
            return selection.error();
        return console::TimeSelectionView{
            .range = selection->range, .moving = selection->moving, .instant = selection->instant};
    }

    console::Answer<console::Events> page(const EventQuery &, const EventPageRequest &) override
    {
        return {};
    }
    console::Answer<console::EventIndex> index(const EventQuery &, std::stop_token) override
    {
        return {};
    }
    console::Answer<console::Events> events(std::vector<EventRowId>) override { return {}; }
    console::Answer<console::EventContext> context(EventRowId) override { return {}; }
    console::Answer<std::vector<console::ClusterBars>> histogram(
        const EventQuery &, TimeRange, Duration) override
    {
        return {};
    }
    console::Answer<console::Timeline> timeline(const ClusterId &, TimeRange) override
    {
        return {};
    }
    console::FilterCheck check(const QString &) const override { return {}; }
    QFuture<Result<console::FilterCompletion>> complete(const QString &, qsizetype) override
    {
        return {};
    }
    QString comparison(EventField, CompareOp, const QString &) const override { return {}; }
    QString copyText(const console::Events &, CopyFormat) const override { return {}; }
};

} // namespace

class TestTimeControl : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void init()
    {
        m_control.reset();
        m_time = std::make_unique<TimeSelection>();
        m_control = std::make_unique<TimeControl>(*m_time, m_feed);
    }

    void rewindsToTheTypedInstant_data()
    {
        QTest::addColumn<QString>("instant");
        const auto row = [](const char *text, const char *instant) {
            QTest::newRow(text) << QString::fromUtf8(instant);
        };
        row("@03:12", "2026-03-01T03:12:00Z");
        row(" @ 3:12 ", "2026-03-01T03:12:00Z");
        row("@03:12:45", "2026-03-01T03:12:45Z");
        row("@08:45", "2026-03-01T08:45:00Z"); // its hour ends after now
        row("@22:20", "2026-02-28T22:20:00Z"); // yesterday: today's is to come
        row("@yesterday 03:00", "2026-02-28T03:00:00Z");
        row("@2026-02-01 03:12", "2026-02-01T03:12:00Z");
        row("@2026-02-01T09:00:00+08:00", "2026-02-01T01:00:00Z");
        row("@1772352000", "2026-03-01T08:00:00Z");
        row("@03:12 CST (UTC+8)", "2026-02-28T19:12:00Z");
        row("@2026-02-01T09:00:00.123Z ERROR cannot connect", "2026-02-01T09:00:00.123Z");
        row("@-15m", "2026-03-01T08:45:00Z");
        row("@now-2h", "2026-03-01T07:00:00Z");
        // What lasts is where it begins.
        row("@now-1h/h", "2026-03-01T08:00:00Z");
        row("@yesterday", "2026-02-28T00:00:00Z");
        row("@2026-02-01", "2026-02-01T00:00:00Z");
        row("@03:00..04:00", "2026-03-01T03:00:00Z");
        row("@03:00-03:40", "2026-03-01T03:00:00Z");
    }

    void rewindsToTheTypedInstant()
    {
        QFETCH(QString, instant);
        QVERIFY(m_control->applyText(QString::fromUtf8(QTest::currentDataTag())));
        QVERIFY(m_time->asOf());
        QCOMPARE(QString::fromStdString(formatRfc3339(*m_time->asOf())), instant);
    }

    void enterInTheBoxRewinds()
    {
        auto *box = m_control->findChild<QLineEdit *>(u"customRange"_s);
        box->setText(u"@03:12"_s);
        QTest::keyClick(box, Qt::Key_Return);
        QVERIFY(m_time->asOf());
        QCOMPARE(formatRfc3339(*m_time->asOf()), std::string("2026-03-01T03:12:00Z"));
    }

    void aTimeWithoutTheSignIsStillTheHourAroundIt()
    {
        QVERIFY(m_control->applyText(u"03:12"_s));
        QVERIFY(!m_time->asOf());
        QCOMPARE(formatRfc3339(m_time->range().from), std::string("2026-03-01T02:42:00Z"));
        QCOMPARE(m_time->range().length(), Duration(1h));
    }

    void whatIsNoTimeDoesNotRewind()
    {
        QVERIFY(!m_control->applyText(u"@soon"_s));
        QVERIFY(m_control->problem().contains(u"\"soon\""_s));
        QVERIFY(!m_control->applyText(u"@"_s));
        QVERIFY(!m_time->asOf());
    }

private:
    GrammarFeed m_feed;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<TimeSelection> m_time;
    std::unique_ptr<TimeControl> m_control;
};

QTEST_MAIN(TestTimeControl)
#include "tst_time_control.moc"
