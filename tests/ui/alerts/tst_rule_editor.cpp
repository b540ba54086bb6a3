#include "tests/ui/alerts/alert_rig.h"
#include "ui/alerts/alert_question.h"
#include "ui/alerts/rule_editor.h"
#include "ui/alerts/rule_preview_line.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

class TestRuleEditor : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void init()
    {
        m_rig = std::make_unique<fake::AlertRig>();
        m_rig->state.setActive(true);
        m_editor = std::make_unique<RuleEditor>(m_rig->state,
            RuleForm::Choices{.runbooks = [] { return QStringList{u"free disk"_s}; },
                .clusters = [] { return std::vector<ClusterId>{{"prod-eu"}}; }});
        connect(&m_rig->state, &AlertState::changed, m_editor.get(), &RuleEditor::refresh);
        m_editor->resize(520, 700);
        m_editor->show();
    }

    void cleanup() { m_editor.reset(); }

    void showsTheFieldsAsTheyAreStored()
    {
        edit("CheckoutBudgetBurn");
        QCOMPARE(line("ruleName").text(), u"CheckoutBudgetBurn"_s);
        QCOMPARE(line("ruleCondition").text(), u"burn(1h) > 14.4 and burn(5m) > 14.4"_s);
        QCOMPARE(line("ruleHolds").text(), u"2 m"_s);
        QCOMPARE(line("ruleCooldown").text(), u"5 m"_s);
        QVERIFY(!button("saveRule").isEnabled()); // nothing was changed
    }

    void aConditionIsCheckedOnEachKeystroke()
    {
        edit("CheckoutBudgetBurn");
        QLineEdit &condition = line("ruleCondition");
        condition.setText(u"burn(1h)"_s);
        QLabel *note = m_editor->findChild<QLabel *>(u"conditionNote"_s);
        QVERIFY(note->isVisible());
        QVERIFY2(note->text().contains(u"character 9"_s), qPrintable(note->text()));
        QCOMPARE(condition.property("state").toString(), u"invalid"_s);
        QVERIFY(!button("saveRule").isEnabled());
        QVERIFY(!m_editor->editedRule());
        condition.setText(u"burn(1h) > 6"_s);
        QVERIFY(!note->isVisible());
        QVERIFY(button("saveRule").isEnabled());
        QVERIFY(m_editor->editedRule());
    }

    void timesAreCheckedToo()
    {
        edit("CheckoutBudgetBurn");
        line("ruleHolds").setText(u"soon"_s);
        QVERIFY(!button("saveRule").isEnabled());
        line("ruleHolds").setText(u"1 h 30 m"_s);
        button("saveRule").click();
        QTRY_COMPARE(m_rig->desk.saved.size(), std::size_t(1));
        QCOMPARE(
            m_rig->desk.conditionFor(QString::fromStdString(m_rig->desk.saved.front().condition)),
            Duration{5'400'000});
    }

    void theValueNowIsAskedOnceAfterTheLastKeystroke()
    {
        edit("CheckoutBudgetBurn");
        QTRY_COMPARE(m_rig->desk.previewed.size(), std::size_t(1));
        for (int digit = 1; digit <= 5; ++digit)
            line("ruleCondition").setText(u"burn(1h) > %1"_s.arg(digit));
        QTest::qWait(50);
        QCOMPARE(m_rig->desk.previewed.size(), std::size_t(1));
        QTRY_COMPARE(m_rig->desk.previewed.size(), std::size_t(2));
        QCOMPARE(m_rig->desk.conditionText(
                     QString::fromStdString(m_rig->desk.previewed.back().condition)),
            u"burn(1h) > 5"_s);
        auto *preview = m_editor->findChild<RulePreviewLine *>();
        QTRY_VERIFY(preview->text().contains(u"14.9× over 1 h"_s));
    }

    void whatIsTypedSurvivesARefreshAndAnotherRule()
    {
        edit("CheckoutBudgetBurn");
        line("ruleName").setText(u"CheckoutBurn"_s);
        m_rig->desk.announce();
        QTest::qWait(150);
        QCOMPARE(line("ruleName").text(), u"CheckoutBurn"_s);
        edit("PodCrashLoop");
        QCOMPARE(line("ruleName").text(), u"PodCrashLoop"_s);
        QVERIFY(m_editor->hasDraft(m_rig->desk.rule("CheckoutBudgetBurn").id));
        edit("CheckoutBudgetBurn");
        QCOMPARE(line("ruleName").text(), u"CheckoutBurn"_s);
    }

    void aRuleThatSomebodyElseChangedIsNotOverwrittenWithoutAsking()
    {
        edit("CheckoutBudgetBurn");
        line("ruleCondition").setText(u"burn(1h) > 6"_s);
        AlertRule &stored = m_rig->desk.rule("CheckoutBudgetBurn");
        stored.version = 7;
        stored.updatedBy = "sre-2";
        button("saveRule").click();
        QTRY_VERIFY2(m_editor->outcome().contains(u"meanwhile"_s), qPrintable(m_editor->outcome()));
        QVERIFY(m_rig->desk.saved.empty());
        QCOMPARE(line("ruleCondition").text(), u"burn(1h) > 6"_s);
        m_rig->state.refresh();
        QVERIFY(m_editor->outcome().contains(u"sre-2"_s));
        buttonNamed(u"Save mine over it"_s).click();
        QTRY_COMPARE(m_rig->desk.saved.size(), std::size_t(1));
        QCOMPARE(m_rig->desk.saved.front().version, std::int64_t(7));
    }

    void anUneditedRuleFollowsWhatIsStored()
    {
        edit("CheckoutBudgetBurn");
        AlertRule &stored = m_rig->desk.rule("CheckoutBudgetBurn");
        stored.version = 2;
        stored.message = "changed elsewhere";
        m_rig->desk.announce();
        QTRY_COMPARE(m_editor->editedRule()->message, std::string("changed elsewhere"));
    }

    void anotherKindBringsItsExample()
    {
        m_editor->editNew();
        auto *kind = m_editor->findChild<QComboBox *>(u"ruleKind"_s);
        kind->setCurrentIndex(kind->findData(u"service"_s));
        emit kind->activated(kind->currentIndex());
        QCOMPARE(line("ruleCondition").text(), u"p95(5m) > 300"_s);
        auto *target = m_editor->findChild<QComboBox *>(u"ruleTarget"_s);
        QVERIFY(target->findText(u"pay/payments"_s) >= 0);
    }

    void aNewRuleNeedsAName()
    {
        m_editor->editNew();
        QVERIFY(!button("saveRule").isEnabled());
        line("ruleName").setText(u"Fresh"_s);
        QSignalSpy saved(m_editor.get(), &RuleEditor::saved);
        button("saveRule").click();
        QTRY_COMPARE(saved.size(), 1);
        QCOMPARE(m_rig->desk.saved.front().id, std::int64_t(0));
        QCOMPARE(m_rig->desk.saved.front().name, std::string("Fresh"));
    }

    void aFailureIsToldAndNothingIsLost()
    {
        edit("CheckoutBudgetBurn");
        line("ruleName").setText(u"Renamed"_s);
        m_rig->desk.error = Error{ErrorCode::DiskFull, "database or disk is full"};
        button("saveRule").click();
        QTRY_VERIFY(m_editor->outcome().contains(u"BN-DISK-FULL"_s));
        QCOMPARE(line("ruleName").text(), u"Renamed"_s);
        QVERIFY(button("saveRule").isEnabled());
    }

    void deletingTakesTwoSteps()
    {
        edit("PodCrashLoop");
        button("deleteRule").click();
        auto *question = m_editor->findChild<AlertQuestion *>();
        QVERIFY(question->text().contains(u"PodCrashLoop"_s));
        QCOMPARE(m_rig->desk.content().rules.size(), std::size_t(7));
        QVERIFY(m_editor->escape());
        QVERIFY(question->isHidden());
        button("deleteRule").click();
        button("confirmQuestion").click();
        QTRY_COMPARE(m_rig->desk.content().rules.size(), std::size_t(6));
        QTRY_VERIFY(!m_editor->isShown());
    }

    void aBuiltInRuleCannotBeDeleted()
    {
        edit("AgentOffline");
        QVERIFY(!button("deleteRule").isEnabled());
        QVERIFY(button("deleteRule").toolTip().contains(u"built-in"_s));
    }

    void testingSendsOverTheChannelsOfTheRule()
    {
        edit("CheckoutBudgetBurn");
        button("testChannels").click();
        QTRY_COMPARE(m_rig->desk.tested.size(), std::size_t(2));
        QTRY_VERIFY2(m_editor->outcome().contains(u"mail: arrived in 312 ms"_s),
            qPrintable(m_editor->outcome()));
    }

    void silencingHushesTheRuleForAnHour()
    {
        edit("CheckoutBudgetBurn");
        button("silenceRule").click();
        QTRY_COMPARE(m_rig->desk.silences.size(), std::size_t(1));
        const Silence &silence = m_rig->desk.silences.front();
        QCOMPARE(alertMatcherText(silence.matchers.front()), "rule=\"CheckoutBudgetBurn\"");
        QCOMPARE(silence.until - silence.from, Duration{3'600'000});
    }

    void readOnlyChangesNothing()
    {
        edit("CheckoutBudgetBurn");
        m_rig->access.setReadOnly(true);
        QTRY_VERIFY(!m_editor->findChild<RuleForm *>()->isEnabled());
        m_editor->save();
        m_editor->silence(Duration{1});
        QVERIFY(m_rig->desk.saved.empty() && m_rig->desk.silences.empty());
        QVERIFY(button("saveRule").toolTip().contains(u"read-only"_s));
    }

    void aViewerChangesNothing()
    {
        m_rig->access.become(Role::Viewer);
        m_rig->state.refresh();
        edit("CheckoutBudgetBurn");
        QVERIFY(!m_editor->findChild<RuleForm *>()->isEnabled());
        QVERIFY(button("testChannels").toolTip().contains(u"viewer"_s));
    }

private:
    void edit(const std::string &name) { m_editor->edit(m_rig->desk.rule(name)); }
    QLineEdit &line(const char *name)
    {
        return *m_editor->findChild<QLineEdit *>(QLatin1StringView(name));
    }
    QPushButton &button(const char *name)
    {
        return *m_editor->findChild<QPushButton *>(QLatin1StringView(name));
    }
    QPushButton &buttonNamed(const QString &text)
    {
        const auto all = m_editor->findChildren<QPushButton *>();
        return **std::ranges::find(all, text, &QPushButton::text);
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<fake::AlertRig> m_rig;
    std::unique_ptr<RuleEditor> m_editor;
};

QTEST_MAIN(TestRuleEditor)
#include "tst_rule_editor.moc"
