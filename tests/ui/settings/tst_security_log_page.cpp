#include "tests/support/fake_access_desk.h"
#include "ui/settings/security_log_page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/filter_bar.h"
#include "ui/widgets/state_panel.h"
#include "ui/widgets/status_glyph.h"
#include "ui/widgets/table_style.h"
#include "ui/widgets/time_selection.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

class TestSecurityLogPage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void init()
    {
        m_access = std::make_unique<fake::AccessDesk>();
        m_page = std::make_unique<SecurityLogPage>(*m_access, m_time);
        m_page->show();
    }

    void cleanup() { m_page.reset(); }

    void severityIsAShapeAndAWord()
    {
        QTRY_COMPARE(model().rowCount(), 5);
        const QModelIndex first = model().index(0, SecurityTableModel::SeverityColumn);
        QCOMPARE(first.data().toString(), u"high"_s);
        QCOMPARE(first.data(CellStatusRole).toInt(), static_cast<int>(StatusKind::Critical));
        QCOMPARE(model().index(0, SecurityTableModel::CountColumn).data().toString(), u"214"_s);
    }

    void resolvedOnesShowWhenAskedFor()
    {
        QTRY_COMPARE(model().rowCount(), 5);
        m_page->findChild<QCheckBox *>(u"unresolvedOnly"_s)->setChecked(false);
        QTRY_COMPARE(model().rowCount(), 6);
        QCOMPARE(model().index(5, SecurityTableModel::StateColumn).data().toString(),
            u"resolved by alice"_s);
    }

    void theFilterIsTheQueryLanguage()
    {
        const QAbstractItemModelTester tester(&model());
        QTRY_COMPARE(model().rowCount(), 5);
        auto *filter = m_page->findChild<FilterBar *>(u"securityFilter"_s);
        QVERIFY(filter->applyText(u"severity = high and count = 214"_s));
        QTRY_COMPARE(model().rowCount(), 1);
        QVERIFY(!filter->applyText(u"severity = higher"_s));
        QVERIFY(!filter->message().isEmpty());
        QCOMPARE(model().rowCount(), 1);           // the last one stays
        QVERIFY(filter->applyText(u"resolved"_s)); // the box hides those
        QTRY_COMPARE(m_page->findChild<StatePanel *>()->title(), u"No event matches"_s);
        QVERIFY(m_page->escape());
        QTRY_COMPARE(model().rowCount(), 5);
        QTest::keyClicks(filter->focusProxy(), u"10.31.0.9"_s);
        QTRY_COMPARE(model().rowCount(), 1);
    }

    void resolvingTakesItOffTheList()
    {
        QTRY_COMPARE(model().rowCount(), 5);
        resolve().click();
        QTRY_COMPARE(model().rowCount(), 4);
        QVERIFY(m_access->incidents.front().isResolved);
    }

    void aRefusalIsSaidAndTheEventStays()
    {
        QTRY_COMPARE(model().rowCount(), 5);
        m_access->error = Error{ErrorCode::PermissionDenied, "your role may not"};
        m_page->resolveSelected();
        QTRY_VERIFY(m_page->problem().contains(u"BN-FORBIDDEN"_s));
        QCOMPARE(model().rowCount(), 5);
    }

    void readOnlyResolvesNothing()
    {
        QTRY_COMPARE(model().rowCount(), 5);
        QVERIFY(resolve().isEnabled());
        m_access->setReadOnly(true);
        QVERIFY(!resolve().isEnabled());
    }

    void nothingUnresolvedIsSaid()
    {
        m_access->incidents.clear();
        m_page->refresh();
        QTRY_COMPARE(m_page->findChild<StatePanel *>()->title(), u"Nothing unresolved"_s);
    }

private:
    QAbstractItemModel &model()
    {
        return *m_page->findChild<QTableView *>(u"securityTable"_s)->model();
    }
    QPushButton &resolve() { return *m_page->findChild<QPushButton *>(u"resolve"_s); }

    std::unique_ptr<Theme> m_theme;
    TimeSelection m_time;
    std::unique_ptr<fake::AccessDesk> m_access;
    std::unique_ptr<SecurityLogPage> m_page;
};

QTEST_MAIN(TestSecurityLogPage)
#include "tst_security_log_page.moc"
