#include "core/alerts/backtest.h"
#include "core/alerts/decision_trace.h"
#include "tests/core/alerts/live_run.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::alerts;
using test::AskedTrace;
using test::LiveRun;
using test::RuleStory;

// One engine evaluates live, in backtests and for decision traces. Here random histories happen
// live; then the same rules are asked over the stored history.
namespace {

std::string textOf(const std::vector<DecisionStep> &steps)
{
    std::string text;
    for (const DecisionStep &step : steps) {
        text += std::string(decisionStageName(step.stage)) + (step.passed ? " yes: " : " no: ")
            + step.what + '\n';
    }
    return text;
}

// What a subject was that was not true is said by the history, not by the engine.
std::vector<DecisionStep> withoutSeen(std::vector<DecisionStep> steps)
{
    for (DecisionStep &step : steps) {
        if (step.stage == DecisionStep::Stage::Condition && !step.passed)
            step.what = step.what.substr(0, step.what.find("; it was "));
    }
    return steps;
}

} // namespace

class TestThreeAgree : public QObject
{
    Q_OBJECT

private slots:
    void liveAndBacktestAndTraceAgree_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (const unsigned seed : {1U, 2U, 3U})
            QTest::addRow("history %u", seed) << seed;
    }
    void liveAndBacktestAndTraceAgree()
    {
        QFETCH(unsigned, seed);
        LiveRun live(seed);
        live.run();

        std::size_t firings = 0;
        for (const AlertRule &rule : live.rules()) {
            const BacktestQuery query{.rule = rule,
                .range = {test::kHistoryStart, test::atMinute(test::kHistoryMinutes)},
                .incidents = {},
                .effectiveChannels = {},
                .scene = live.scene()};
            const auto backtest = live.estate().read(
                [&](store::Connection &connection) { return runBacktest(connection, query); });
            QVERIFY2(backtest, backtest ? "" : backtest.error().message.c_str());
            compare(live.story(rule.id), *backtest, rule);
            firings += backtest->firings.size();
        }
        QVERIFY(firings > 5); // else nothing was compared
        const std::int64_t offline = live.rules().back().id;
        QVERIFY(!live.story(offline).firings.empty());

        QVERIFY(live.asked().size() > 3);
        for (const AskedTrace &asked : live.asked()) {
            const TraceQuery query{
                .rule = live.rules().at(static_cast<std::size_t>(asked.rule - 1)),
                .subject = asked.subject,
                .at = asked.at,
                .scene = live.scene()};
            const auto trace = live.estate().read(
                [&](store::Connection &connection) { return explainAt(connection, query); });
            QVERIFY2(trace, trace ? "" : trace.error().message.c_str());
            QCOMPARE(QByteArray::fromStdString(textOf(withoutSeen(trace->steps))),
                QByteArray::fromStdString(textOf(asked.steps)));
        }
    }

private:
    static void compare(const RuleStory &story, const Backtest &backtest, const AlertRule &rule)
    {
        const std::string name = rule.name + " " + rule.condition;
        const std::string counts = name + ": live " + std::to_string(story.firings.size())
            + ", in the backtest " + std::to_string(backtest.firings.size());
        QVERIFY2(backtest.firings.size() == story.firings.size(), counts.c_str());
        for (std::size_t i = 0; i < story.firings.size(); ++i) {
            const auto &a = story.firings[i];
            const BacktestFiring &b = backtest.firings[i];
            QVERIFY2(a.subject == b.subject && a.firedAt == b.firedAt
                    && a.pendingSince == b.pendingSince && a.resolvedAt == b.resolvedAt
                    && a.hush == b.hush && a.pages == b.pages,
                name.c_str());
        }
        int pages = 0;
        for (const Backtest::ChannelPages &channel : backtest.pages)
            pages += channel.pages;
        QVERIFY2(pages == story.pages, name.c_str());
    }
};

QTEST_GUILESS_MAIN(TestThreeAgree)
#include "tst_three_agree.moc"
