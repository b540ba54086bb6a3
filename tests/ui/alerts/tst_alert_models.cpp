#include "tests/support/fake_access_desk.h"
#include "tests/support/fake_alert_desk.h"
#include "tests/support/fake_console.h"
#include "ui/alerts/alert_filters.h"
#include "ui/alerts/alert_list_model.h"
#include "ui/alerts/alert_page.h"
#include "ui/alerts/alert_state.h"
#include "ui/alerts/alert_text.h"
#include "ui/alerts/backtest_run.h"
#include "ui/alerts/channel_fields.h"
#include "ui/alerts/incident_book.h"
#include "ui/alerts/rule_draft.h"
#include "ui/alerts/rule_table_model.h"
#include "ui/widgets/table_style.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QTest>

#include <algorithm>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class TestAlertModels : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_desk = std::make_unique<fake::AlertDesk>();
        m_state = std::make_unique<AlertState>(*m_desk, m_access, m_time);
        m_state->setActive(true);
    }

    void whatFiresComesFirstAndDisabledRulesLast()
    {
        RuleRows rows(*m_state);
        RuleTableModel model;
        QAbstractItemModelTester tester(&model);
        model.setRows(rows.rows());
        QCOMPARE(model.rowCount(), 7);
        QCOMPARE(cell(model, 0, RuleTableModel::NameColumn), u"CheckoutBudgetBurn"_s);
        QCOMPARE(cell(model, 0, RuleTableModel::StateColumn), u"firing 4 m"_s);
        QCOMPARE(cell(model, 0, RuleTableModel::ConditionColumn),
            u"burn(1h) > 14.4 and burn(5m) > 14.4 for 2 m"_s);
        QCOMPARE(cell(model, 0, RuleTableModel::ChannelsColumn), u"page-slack, mail"_s);
        QVERIFY(cell(model, 1, RuleTableModel::StateColumn).contains(u"inhibited"_s));
        QCOMPARE(cell(model, 6, RuleTableModel::StateColumn), u"disabled"_s);
        QCOMPARE(
            model.index(0, 0).data(CellStatusRole).toInt(), static_cast<int>(StatusKind::Critical));
    }

    void aRuleThatIsNotEvaluatedSaysSoAndWhy()
    {
        RuleRows rows(*m_state);
        RuleTableModel model;
        model.setRows(rows.rows());
        const auto stateOf = [&](const std::string &name, int role) {
            const std::int64_t id = m_desk->rule(name).id;
            return model.index(model.rowOf(QString::number(id)), RuleTableModel::StateColumn)
                .data(role)
                .toString();
        };
        QCOMPARE(stateOf("CheckoutBudgetBurn", Qt::ToolTipRole), QString());
        const AlertRule *quiet = nullptr;
        for (const RuleRow &row : model.rows()) {
            if (row.status == StatusKind::Ok)
                quiet = m_state->rule(row.id);
        }
        QVERIFY(quiet);
        const std::string name = quiet->name;
        m_desk->content().unevaluated = {{quiet->id, "the query takes too long"},
            {m_desk->rule("CheckoutBudgetBurn").id, "the store is busy"}};
        m_state->refresh();
        model.setRows(rows.rows());
        QCOMPARE(stateOf(name, Qt::DisplayRole), u"not evaluated: the query takes too long"_s);
        QCOMPARE(stateOf(name, Qt::ToolTipRole), u"not evaluated: the query takes too long"_s);
        QVERIFY(stateOf(name, CellToneRole).toInt() != static_cast<int>(Tone::Ok));
        QCOMPARE(rulesFound(u"status=unevaluated"_s), 1);
        // What fired before still does.
        QCOMPARE(stateOf("CheckoutBudgetBurn", Qt::DisplayRole),
            u"firing 4 m · not evaluated: the store is busy"_s);
    }

    void theFilterLooksAtNameTargetAndCondition()
    {
        QCOMPARE(rulesFound(u"payments"_s), 1);
        QCOMPARE(rulesFound(u"BackOff"_s), 1);
        QCOMPARE(rulesFound(u"nonsense"_s), 0);
        QCOMPARE(rulesFound(u"status=disabled"_s), 1);
        QCOMPARE(rulesFound(u"not enabled or rule=CheckoutBudgetBurn"_s), 2);
        QCOMPARE(rulesFound(u"severity=critical and status=disabled"_s), 0);
    }

    void alertsSilencesAndChannelsHaveTheirFields()
    {
        const auto alerts = [this](const QString &text) {
            auto filter = newAlertFilter([this] { return m_state->now(); });
            if (!filter.setText(text))
                return -1;
            const auto &all = m_state->alerts();
            return static_cast<int>(std::ranges::count_if(
                all, [&filter](const Alert &alert) { return filter.matches(alert); }));
        };
        QCOMPARE(alerts(u"checkout"_s),
            alerts(u"about:*checkout* or title:*checkout* or "
                   "rule:*Checkout*"_s));
        QVERIFY(alerts(u"status=firing"_s) > 0);
        QCOMPARE(alerts(u"status=firing"_s) + alerts(u"status!=firing"_s), alerts({}));
        QCOMPARE(alerts(u"severty=critical"_s), -1);
        auto silences = newSilenceFilter();
        QVERIFY(silences.setText(u"status=active and matchers:*checkout*"_s));
        Silence silence;
        silence.matchers = {{"name", AlertMatcher::Op::Equal, "checkout"}};
        QVERIFY(silences.matches({.silence = silence, .phase = SilencePhase::Active}));
        QVERIFY(!silences.matches({.silence = silence, .phase = SilencePhase::Over}));
        auto channels = newChannelFilter();
        QVERIFY(channels.setText(u"type=slack not enabled"_s));
        QVERIFY(channels.matches({.type = ChannelType::Slack}));
        QVERIFY(!channels.matches({.type = ChannelType::Slack, .isEnabled = true}));
    }

    void tenThousandRulesAreRefreshedWithoutAPause()
    {
        AlertRule rule = m_desk->rule("PodCrashLoop");
        m_desk->content().rules.clear();
        for (int i = 0; i < 10'000; ++i) {
            rule.id = i + 1;
            rule.name = "rule-" + std::to_string(10'000 + i);
            m_desk->content().rules.push_back(rule);
        }
        m_state->refresh();
        RuleRows rows(*m_state);
        RuleTableModel model;
        model.setRows(rows.rows());
        QElapsedTimer timer;
        timer.start();
        model.setRows(rows.rows());
        qInfo("10 000 rules refreshed in %lld ms", timer.elapsed());
        QVERIFY2(timer.elapsed() < 400, qPrintable(QString::number(timer.elapsed())));
    }

    void durationsCanBeTypedAsTheyAreShown_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<qint64>("ms");
        QTest::newRow("minutes") << u"2 m"_s << qint64(120'000);
        QTest::newRow("seconds") << u"300 s"_s << qint64(300'000);
        QTest::newRow("a number is seconds") << u"45"_s << qint64(45'000);
        QTest::newRow("two units") << u"1 h 30 m"_s << qint64(5'400'000);
        QTest::newRow("nothing") << u"0 s"_s << qint64(0);
        QTest::newRow("words") << u"soon"_s << qint64(-1);
        QTest::newRow("empty") << QString() << qint64(-1);
    }
    void durationsCanBeTypedAsTheyAreShown()
    {
        QFETCH(QString, typed);
        QFETCH(qint64, ms);
        const auto span = durationOf(typed);
        QCOMPARE(span ? span->count() : -1, ms);
        if (span)
            QCOMPARE(durationOf(durationField(*span)), span);
    }

    void aDraftOfAStoredRuleMakesTheSameRule()
    {
        for (const AlertRule &rule : m_desk->content().rules) {
            const RuleDraft draft = draftOf(rule, *m_desk);
            const CheckedRule made = checked(draft, *m_desk, m_desk->content().rules);
            QVERIFY2(made.isValid(), rule.name.c_str());
            QCOMPARE(made.rule.condition, rule.condition);
            QCOMPARE(made.rule.cooldown, rule.cooldown);
            QVERIFY(draftOf(made.rule, *m_desk).hasSameFields(draft));
        }
    }

    void aNameBelongsToOneRule()
    {
        RuleDraft draft = newDraft(*m_desk);
        draft.name = u"PodCrashLoop"_s;
        const CheckedRule made = checked(draft, *m_desk, m_desk->content().rules);
        QVERIFY(made.problemOf(RuleField::Name).contains(u"already"_s));
    }

    void numbersHaveTheUnitOfTheirMetric()
    {
        QCOMPARE(valueTextOf(u"burn(1h) > 14.4"_s)(14.4), u"14.4×"_s);
        QCOMPARE(valueTextOf(u"not p95(5m) > 300"_s)(300), u"300 ms"_s);
        QCOMPARE(valueTextOf(u"error_rate(5m) > 2"_s)(2), u"2 %"_s);
        QCOMPARE(valueTextOf(u"count() > 3"_s)(3), u"3"_s);
    }

    void thresholdsAreTriedOnBothSidesOfTheOneThatIsSet()
    {
        const std::vector<double> tried = thresholdsAround(14.4);
        QVERIFY(std::ranges::find(tried, 14.4) != tried.end());
        QVERIFY(std::ranges::is_sorted(tried));
        QVERIFY(tried.front() < 14.4 && tried.back() > 14.4);
    }

    void aConfigurationKeepsWhatNoFieldShows()
    {
        const auto fields = channelFields(ChannelType::Slack);
        const std::string config = R"({"webhook_url":"******","username":"bot"})";
        QVERIFY(isMaskedSecret(channelValue(config, fields.front())));
        const std::string changed = withChannelValue(config, fields.front(), u"https://x"_s);
        QVERIFY(changed.find("\"username\":\"bot\"") != std::string::npos);
        QVERIFY(changed.find("https://x") != std::string::npos);
    }

    void listsAndMapsSurviveTheirFields()
    {
        const auto fields = channelFields(ChannelType::Email);
        const auto to = std::ranges::find(fields, u"to_addresses"_s, &ChannelField::key);
        const std::string config = withChannelValue("{}", *to, u"a@b.c,  d@e.f"_s);
        QCOMPARE(channelValue(config, *to), u"a@b.c, d@e.f"_s);
        const auto hook = channelFields(ChannelType::Webhook);
        const auto headers = std::ranges::find(hook, u"headers"_s, &ChannelField::key);
        QCOMPARE(channelValue(withChannelValue("{}", *headers, u"X-Team: sre: a"_s), *headers),
            u"X-Team: sre: a"_s);
    }

    void incidentsAreRemembered()
    {
        fake::UiMemory memory;
        const Timestamp from = fromEpochMs(1'700'000'000'000);
        IncidentBook(memory).add({{from, from + 1h}, "INC-118"});
        IncidentBook(memory).add({{from, from + 2h}, "INC-118"});
        const IncidentBook book(memory);
        QCOMPARE(book.incidents().size(), std::size_t(1));
        QCOMPARE(book.incidents().front().range.length(), Duration{2h});
    }

    void subjectsLeadToWhatTheyAre()
    {
        const AlertSubject domain{{"prod-eu"}, {"Domain", "", "shop.example.com"}};
        QCOMPARE(levelOf(domain)->domain, std::string("shop.example.com"));
        QVERIFY(!objectOf(domain));
        const AlertSubject edge{{"prod-eu"}, {"Edge", "", "shop/cart → data/redis"}};
        QCOMPARE(levelOf(edge)->key.target.text(), std::string("data/redis"));
        QCOMPARE(serviceOf(edge)->text(), std::string("data/redis"));
        const AlertSubject node{{"prod-eu"}, {"Node", "", "node-5"}};
        QCOMPARE(objectOf(node)->scope, EventScope::Node);
        QVERIFY(!serviceOf(node));
    }

    void rewoundTheAlertsAreThoseOfThen()
    {
        const Timestamp now = m_time.instant();
        m_time.setAsOf(now - 26min);
        QTRY_COMPARE(m_state->alerts().size(), std::size_t(0));
        m_time.setAsOf(now - 22min);
        QTRY_COMPARE(m_state->alerts().size(), std::size_t(1));
        QVERIFY(!m_state->permission().isGiven);
        QVERIFY(m_state->permission().whyNot.contains(u"rewound"_s));
        m_time.backToNow();
        QTRY_COMPARE(m_state->alerts().size(), std::size_t(4));
        QVERIFY(m_state->permission().isGiven);
    }

private:
    // -1: it is no filter.
    int rulesFound(const QString &text)
    {
        auto filter = newRuleFilter();
        if (!filter.setText(text))
            return -1;
        RuleRows rows(*m_state);
        const std::vector<RuleRow> all = rows.rows();
        return static_cast<int>(std::ranges::count_if(
            all, [&filter](const RuleRow &row) { return filter.matches(row); }));
    }
    static QString cell(const QAbstractItemModel &model, int row, int column)
    {
        return model.index(row, column).data().toString();
    }

    fake::AccessDesk m_access;
    TimeSelection m_time;
    std::unique_ptr<fake::AlertDesk> m_desk;
    std::unique_ptr<AlertState> m_state;
};

QTEST_MAIN(TestAlertModels)
#include "tst_alert_models.moc"
