#include "tests/ui/alerts/alert_rig.h"
#include "ui/alerts/matcher_editor.h"
#include "ui/alerts/silence_form.h"
#include "ui/alerts/silences_page.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QDateTimeEdit>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

class TestSilencesPage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void init()
    {
        m_rig = std::make_unique<fake::AlertRig>();
        m_page = m_rig->showPage<SilencesPage>();
    }

    void cleanup() { m_page.reset(); }

    void tellsWhatIsActiveAndWhatIsOver()
    {
        QAbstractItemModelTester tester(table().model());
        QCOMPARE(table().model()->rowCount(), 2);
        QVERIFY(cell(0, SilenceTableModel::StateColumn).startsWith(u"active, "_s));
        QCOMPARE(
            cell(0, SilenceTableModel::MatchersColumn), u"namespace=\"shop\", name=~\"cart.*\""_s);
        QCOMPARE(cell(1, SilenceTableModel::StateColumn), u"over"_s);
    }

    void aNewSilenceNeedsAMatcherAndATimeThatPasses()
    {
        m_page->addNew();
        line("silenceName").setText(u"deploy"_s);
        QVERIFY2(form().problem().contains(u"matcher"_s), qPrintable(form().problem()));
        QVERIFY(!button("saveSilence").isEnabled());
        matcherValue().setText(u"CheckoutBudgetBurn"_s);
        emit matcherValue().textEdited({});
        QCOMPARE(form().problem(), QString());
        const auto times = form().findChildren<QDateTimeEdit *>();
        times.back()->setDateTime(times.front()->dateTime().addSecs(-60));
        QVERIFY(form().problem().contains(u"end after it begins"_s));
        times.back()->setDateTime(times.front()->dateTime().addSecs(7'200));
        button("saveSilence").click();
        QTRY_COMPARE(m_rig->desk.silences.size(), std::size_t(1));
        QCOMPARE(alertMatcherText(m_rig->desk.silences.front().matchers.front()),
            "rule=\"CheckoutBudgetBurn\"");
        QTRY_COMPARE(table().model()->rowCount(), 3);
    }

    void aBrokenPatternIsNamedWithItsPlace()
    {
        MatcherEditor editor;
        editor.setMatchers({{.label = "name", .op = AlertMatcher::Op::Regex, .value = "pay("}});
        QVERIFY2(editor.problem().contains(u"pay("_s), qPrintable(editor.problem()));
        editor.setMatchers({{.label = "name", .op = AlertMatcher::Op::Regex, .value = "pay.*"}});
        QCOMPARE(editor.problem(), QString());
    }

    void onlyMaintenanceCanStayOutOfTheBudget()
    {
        m_page->addNew();
        const auto boxes = form().findChildren<QCheckBox *>();
        QVERIFY(!boxes[1]->isEnabled());
        boxes[0]->setChecked(true);
        QVERIFY(boxes[1]->isEnabled());
        boxes[1]->setChecked(true);
        QVERIFY(form().edited().excludesBudget);
        boxes[0]->setChecked(false);
        QVERIFY(!form().edited().excludesBudget);
    }

    void whatIsTypedSurvivesARefresh()
    {
        m_page->addNew();
        line("silenceName").setText(u"half a na"_s);
        m_rig->desk.announce();
        QTest::qWait(150);
        QCOMPARE(line("silenceName").text(), u"half a na"_s);
        QVERIFY(m_page->escape());
        QVERIFY(!form().isEdited());
    }

    void anActiveOneCanBeEndedNow()
    {
        table().setCurrentIndex(table().model()->index(0, 0));
        QVERIFY(button("endSilence").isEnabled());
        button("endSilence").click();
        QTRY_COMPARE(cell(0, SilenceTableModel::StateColumn), u"ended early"_s);
        QTRY_VERIFY(!button("endSilence").isEnabled());
    }

    void readOnlyMakesNone()
    {
        m_rig->access.setReadOnly(true);
        m_page->addNew();
        QVERIFY(!form().isShown());
    }

private:
    QTableView &table() { return *m_page->findChild<QTableView *>(u"silenceTable"_s); }
    SilenceForm &form() { return *m_page->findChild<SilenceForm *>(); }
    QLineEdit &line(const char *name)
    {
        return *m_page->findChild<QLineEdit *>(QLatin1StringView(name));
    }
    QPushButton &button(const char *name)
    {
        return *m_page->findChild<QPushButton *>(QLatin1StringView(name));
    }
    QLineEdit &matcherValue()
    {
        return *form().findChild<MatcherEditor *>()->findChildren<QLineEdit *>().back();
    }
    QString cell(int row, int column)
    {
        return table().model()->index(row, column).data().toString();
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<fake::AlertRig> m_rig;
    std::unique_ptr<SilencesPage> m_page;
};

QTEST_MAIN(TestSilencesPage)
#include "tst_silences_page.moc"
