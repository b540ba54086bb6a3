#include "core/slo/burn_rate.h"
#include "tests/support/corpus.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <ctime>

using namespace binnacle;
using namespace binnacle::slo;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

constexpr Timestamp kStart = fromEpochMs(1'700'000'000'000);
constexpr LowTrafficGuard kNoGuard{.leastErrors = 0};

class History
{
public:
    explicit History(Duration step)
        : m_step(step)
    {}
    History &add(std::int64_t count, std::int64_t requests, std::int64_t errors)
    {
        for (std::int64_t i = 0; i < count; ++i) {
            m_steps.push_back({{end(), end() + m_step}, m_step, requests, errors});
        }
        return *this;
    }
    Timestamp end() const { return kStart + m_step * static_cast<std::int64_t>(m_steps.size()); }
    const std::vector<BudgetStep> &steps() const { return m_steps; }

    // The traffic of the window that ends with the first `count` steps.
    TrafficOver before(std::size_t count) const
    {
        return [this, count](Duration window) {
            Traffic traffic;
            const auto wanted = static_cast<std::size_t>(window / m_step);
            for (std::size_t i = count - std::min(count, wanted); i < count; ++i) {
                traffic.requests += m_steps[i].requests;
                traffic.errors += m_steps[i].errors;
            }
            return traffic;
        };
    }

private:
    Duration m_step;
    std::vector<BudgetStep> m_steps;
};

History historyOf(const QJsonObject &scenario)
{
    History history(
        std::chrono::seconds{scenario.value(QLatin1String("sample_interval_s")).toInt()});
    for (const QJsonValue value :
        scenario.value(QLatin1String("segments_minutes_ok_err_per_minute")).toArray()) {
        const QJsonArray segment = value.toArray();
        const auto ok = segment.at(1).toInteger();
        const auto failed = segment.at(2).toInteger();
        history.add(segment.at(0).toInteger(), ok + failed, failed);
    }
    return history;
}

std::size_t stepAt(const QJsonObject &scenario, const QJsonObject &moment)
{
    const int minute = moment.value(QLatin1String("t_min")).toInt();
    return static_cast<std::size_t>(
        minute * 60 / scenario.value(QLatin1String("sample_interval_s")).toInt());
}

bool fires(const std::vector<BurnCondition> &conditions, BurnSeverity severity)
{
    return std::ranges::any_of(conditions, [severity](const BurnCondition &condition) {
        return condition.severity == severity && condition.isFiring;
    });
}

bool fires(const std::vector<BurnSpan> &spans, BurnSeverity severity, Timestamp at)
{
    return std::ranges::any_of(spans, [&](const BurnSpan &span) {
        return span.severity == severity && span.range.from <= at && at <= span.range.to;
    });
}

// Whether the answer is the expected one there, or one step before or after.
template<typename FiresAt>
bool agreesWithinAStep(const FiresAt &firesAt, std::size_t step, bool expected)
{
    return firesAt(step) == expected || firesAt(step - 1) == expected
        || firesAt(step + 1) == expected;
}

// The share of errors the judging rule allows around a change of rate.
double toleranceOf(const QString &window)
{
    if (window == QLatin1String("5m"))
        return 0.2;
    if (window == QLatin1String("30m"))
        return 0.034;
    return 0.017;
}

bool agreesInRatios(const QJsonObject &expected, double objective, const TrafficOver &traffic)
{
    for (const QString &name : expected.keys()) {
        const auto length = parseDuration(name.toStdString());
        if (!length)
            return false;
        const auto burn = burnRate(objective, traffic(*length));
        const QString text = expected.value(name).toString();
        if (text == QLatin1String("NaN") || text.isEmpty()) {
            if (burn)
                return false;
            continue;
        }
        const double wanted = text.toDouble();
        const double ratio = burn.value_or(-1) * (100 - objective) / 100;
        constexpr double kRounding = 1e-9;
        if (std::abs(ratio - wanted) > std::max(wanted * 0.01, toleranceOf(name)) + kRounding)
            return false;
    }
    return true;
}

QJsonArray scenarios(const std::string &path)
{
    const QByteArray json = QByteArray::fromStdString(test::readFile(path));
    return QJsonDocument::fromJson(json).object().value(QLatin1String("scenarios")).toArray();
}

} // namespace

class TestBurnRate : public QObject
{
    Q_OBJECT

private slots:
    void conditionsFireWhenPrometheusDoes()
    {
        const auto path = test::corpusPath("slo/burn-rate-scenarios.json");
        if (!path)
            QSKIP(test::kNoCorpus);
        int moments = 0;
        for (const QJsonValue value : scenarios(*path)) {
            const QJsonObject scenario = value.toObject();
            const History history = historyOf(scenario);
            const double objective = scenario.value(QLatin1String("objective")).toDouble();
            const auto spans = burnSpans(objective, history.steps(), kNoGuard);
            for (const QJsonValue entry : scenario.value(QLatin1String("expected")).toArray()) {
                const QJsonObject moment = entry.toObject();
                const std::size_t step = stepAt(scenario, moment);
                const QByteArray name
                    = scenario.value(QLatin1String("scenario")).toString().toUtf8() + " at step "
                    + QByteArray::number(static_cast<qulonglong>(step));
                const QJsonObject alerts = moment.value(QLatin1String("alerts")).toObject();
                for (const auto severity : {BurnSeverity::Page, BurnSeverity::Ticket}) {
                    const bool expected
                        = alerts.contains(severity == BurnSeverity::Page ? QLatin1String("page")
                                                                         : QLatin1String("ticket"));
                    const auto now = [&](std::size_t at) {
                        return fires(evaluate(objective, history.before(at), kNoGuard), severity);
                    };
                    const auto over = [&](std::size_t at) {
                        const auto after = static_cast<std::int64_t>(at);
                        return fires(spans, severity, kStart + minutes{after});
                    };
                    QVERIFY2(agreesWithinAStep(now, step, expected), name.constData());
                    QVERIFY2(agreesWithinAStep(over, step, expected), name.constData());
                }
                const QJsonObject ratios = moment.value(QLatin1String("error_ratio")).toObject();
                QVERIFY2(agreesInRatios(ratios, objective, history.before(step)), name.constData());
                ++moments;
            }
        }
        QVERIFY(moments >= 70);
    }

    void spansAreTheMomentsAtWhichConditionsFire()
    {
        History history(minutes{5});
        history.add(600, 1'000, 0).add(3, 1'000, 400).add(300, 1'000, 0).add(40, 1'000, 30);
        history.add(200, 0, 0).add(50, 1'000, 1);
        const auto spans = burnSpans(99.9, history.steps());
        QVERIFY(!spans.empty());
        for (std::size_t i = 1; i <= history.steps().size(); ++i) {
            const Timestamp at = kStart + minutes{5} * static_cast<std::int64_t>(i);
            const auto conditions = evaluate(99.9, history.before(i));
            for (const auto severity : {BurnSeverity::Page, BurnSeverity::Ticket})
                QCOMPARE(fires(spans, severity, at), fires(conditions, severity));
        }
    }

    void anOutageIsOnePageWithItsWorstBurn()
    {
        History history(minutes{5});
        history.add(12L * 72, 1'000, 0).add(24, 1'000, 1'000).add(12L * 24, 1'000, 0);
        const auto spans = burnSpans(99.9, history.steps());
        const auto pages = std::ranges::count(spans, BurnSeverity::Page, &BurnSpan::severity);
        QCOMPARE(pages, 1);
        const auto page = std::ranges::find(spans, BurnSeverity::Page, &BurnSpan::severity);
        QVERIFY(page->range.from == kStart + hours{72} + minutes{5});
        QVERIFY(std::abs(page->worstBurn - 1'000) < 1e-6);
        QVERIFY(std::ranges::is_sorted(
            spans, {}, [](const BurnSpan &span) { return span.range.from; }));
    }

    void nothingFiresWithoutTraffic()
    {
        const History history = History(minutes{1}).add(5'000, 0, 0);
        QVERIFY(burnSpans(99.9, history.steps(), kNoGuard).empty());
        for (const BurnCondition &condition : evaluate(99.9, history.before(5'000), kNoGuard)) {
            QVERIFY(!condition.isFiring && !condition.isGuarded);
            QVERIFY(!condition.longBurn && !condition.shortBurn);
        }
        QVERIFY(burnSpans(99.9, {}).empty());
    }

    void fewFailuresAreGuarded()
    {
        // One request a minute, the last four failed: a burn of 67 over an hour.
        const History few = History(minutes{1}).add(300, 1, 0).add(4, 1, 1);
        const auto conditions = evaluate(99.9, few.before(304));
        QVERIFY(std::ranges::none_of(conditions, &BurnCondition::isFiring));
        QVERIFY(conditions.front().isGuarded);
        QVERIFY(burnSpans(99.9, few.steps()).empty());
        QVERIFY(!burnSpans(99.9, few.steps(), kNoGuard).empty());
        const History enough = History(minutes{1}).add(300, 1, 0).add(5, 1, 1);
        QVERIFY(evaluate(99.9, enough.before(305)).front().isFiring);
        QVERIFY(!evaluate(99.9, enough.before(305)).front().isGuarded);
    }

    void bothWindowsMustBurn()
    {
        // Over for ten minutes: the hour still burns, the last five minutes do not.
        History history(minutes{1});
        history.add(300, 1'000, 0).add(5, 1'000, 1'000).add(10, 1'000, 0);
        const auto conditions = evaluate(99.9, history.before(315));
        QVERIFY(*conditions[0].longBurn > 14.4);
        QCOMPARE(*conditions[0].shortBurn, 0.0);
        QVERIFY(!conditions[0].isFiring);
        QVERIFY(conditions[1].isFiring); // 6 h and 30 m still do
    }

    void targetsOf100FireOnAnyError()
    {
        const History history = History(minutes{5}).add(100, 1'000, 0).add(1, 1'000, 6);
        const auto conditions = evaluate(100, history.before(101));
        QVERIFY(std::ranges::all_of(conditions, &BurnCondition::isFiring));
        QVERIFY(std::isinf(*conditions[0].longBurn));
        QVERIFY(burnSpans(100, History(minutes{5}).add(100, 1'000, 0).steps()).empty());
    }

    void stepsLongerThanAWindowStandForIt()
    {
        // Hourly rows: 5 m and 30 m are the last hour, 1 h and 2 h what they say.
        const History history
            = History(hours{1}).add(100, 1'000, 0).add(1, 1'000, 20).add(1, 1'000, 0);
        const auto spans = burnSpans(99.9, history.steps());
        const auto page = std::ranges::find(spans, BurnSeverity::Page, &BurnSpan::severity);
        QVERIFY(page != spans.end());
        QVERIFY(page->range.from == kStart + hours{101} && page->range.to == page->range.from);
        QVERIFY(std::abs(page->worstBurn - 20) < 1e-9);
    }

    void windowsOverStepsOfDifferentLengthAreWholeSteps()
    {
        // Hours of history, then five-minute steps.
        History coarse = History(hours{1}).add(100, 12'000, 0);
        std::vector<BudgetStep> steps = coarse.steps();
        for (int i = 0; i < 12; ++i) {
            const Timestamp from = steps.back().range.to;
            steps.push_back({{from, from + minutes{5}}, minutes{5}, 1'000, i == 11 ? 200 : 0});
        }
        const auto since = firingSince(99.9, steps);
        QVERIFY(since[0] == steps.back().range.to); // 200 of the 12 000 of the last hour: 16.7
        QVERIFY(!isKnown(since[1]));                // 200 of 72 000 over 6 h: 2.8
    }

    void tellsSinceWhenEachConditionFires()
    {
        History history(minutes{5});
        history.add(12L * 80, 1'000, 0).add(12, 1'000, 1'000);
        const auto since = firingSince(99.9, history.steps());
        QCOMPARE(since.size(), burnRules().size());
        QVERIFY(since[0] == kStart + hours{80} + minutes{5});
        QVERIFY(since[1] == kStart + hours{80} + minutes{5}); // 1 000 of 72 000 over 6 h: 13.9
        history.add(3, 1'000, 0);
        QVERIFY(!isKnown(firingSince(99.9, history.steps())[0])); // its five minutes are over
        QVERIFY(isKnown(firingSince(99.9, history.steps())[1]));
    }

    void asksOnceForEachWindow()
    {
        std::vector<Duration> asked;
        evaluate(99.9, [&asked](Duration window) {
            asked.push_back(window);
            return Traffic();
        });
        QCOMPARE(asked.size(), std::size_t{7});
    }

    void aMonthOfHistoryIsQuickEnoughToDragATarget()
    {
        History history(minutes{5});
        for (int i = 0; i < 8'640; ++i)
            history.add(1, 1'000 + i % 7, i % 97 == 0 ? 40 : i % 3);
        const std::clock_t start = std::clock(); // of this process, whatever else runs
        constexpr int kTimes = 10;
        std::size_t found = 0;
        for (int i = 0; i < kTimes; ++i)
            found += burnSpans(99.9 - i * 0.01, history.steps()).size();
        const double each
            = static_cast<double>(std::clock() - start) * 1e3 / CLOCKS_PER_SEC / kTimes;
        qInfo("%zu spans, %.3f ms each", found, each);
        QVERIFY(found > 0);
        QVERIFY(each < 25); // 5 ms without the checks of a debug or sanitized build
    }
};

QTEST_APPLESS_MAIN(TestBurnRate)
#include "tst_burn_rate.moc"
