#include "tests/support/fake_access_desk.h"
#include "ui/settings/confirm_bar.h"
#include "ui/settings/copy_line.h"
#include "ui/settings/secret_panel.h"
#include "ui/settings/token_form.h"
#include "ui/settings/tokens_page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/filter_bar.h"
#include "ui/widgets/time_selection.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

class TestTokensPage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void init()
    {
        m_access = std::make_unique<fake::AccessDesk>();
        m_page = std::make_unique<TokensPage>(*m_access, m_time);
        m_page->resize(1000, 600);
        m_page->show();
    }

    void cleanup() { m_page.reset(); }

    void tellsWhatExpiresAndWhatAKeyMay()
    {
        QCOMPARE(table().model()->rowCount(), 5);
        QCOMPARE(cell(0, TokenTableModel::PermissionsColumn),
            u"GET /api/v2/events, POST /api/v2/query"_s);
        QCOMPARE(cell(2, TokenTableModel::ExpiresColumn), u"never"_s);
        QCOMPARE(cell(3, TokenTableModel::PermissionsColumn), u"all of the role"_s);
        QCOMPARE(cell(4, TokenTableModel::ExpiresColumn), u"expired"_s);
    }

    void theFilterIsTheQueryLanguage()
    {
        const QAbstractItemModelTester tester(table().model());
        auto *filter = m_page->findChild<FilterBar *>(u"tokenFilter"_s);
        QVERIFY(filter->applyText(u"expired"_s));
        QCOMPARE(table().model()->rowCount(), 1);
        QVERIFY(filter->applyText(u"expires = null"_s));
        QCOMPARE(cell(0, TokenTableModel::ExpiresColumn), u"never"_s);
        QVERIFY(!filter->applyText(u"kind = robot"_s));
        QCOMPARE(cell(0, TokenTableModel::ExpiresColumn), u"never"_s); // the last one stays
        m_page->focusFilter();
        QTest::keyClicks(filter->focusProxy(), u"v2/ev"_s); // a part of a permission
        QTRY_COMPARE(cell(0, TokenTableModel::PermissionsColumn),
            u"GET /api/v2/events, POST /api/v2/query"_s);
        QVERIFY(m_page->escape());
        QCOMPARE(table().model()->rowCount(), 5);
    }

    void theSecretIsShownOnceAndForgotten()
    {
        create(u"backup"_s, u"GET /api/v2/events\n\n  POST   /api/v2/query \n"_s);
        QTRY_VERIFY(!secret().isHidden());
        QVERIFY(secret().secret().startsWith(u"bnk_"_s));
        secret().findChild<CopyLine *>()->copy();
        QCOMPARE(QGuiApplication::clipboard()->text(), secret().secret());
        QCOMPARE(m_access->keys.front().permissions,
            (std::vector<std::string>{"GET /api/v2/events", "POST /api/v2/query"}));
        QVERIFY(isKnown(m_access->keys.front().expiresAt)); // 90 days unless told otherwise
        secret().findChild<QPushButton *>(u"secretTaken"_s)->click();
        QVERIFY(secret().isHidden());
        QVERIFY(secret().secret().isEmpty());
    }

    void leavingThePageForgetsTheSecretToo()
    {
        create(u"backup"_s, {});
        QTRY_VERIFY(!secret().isHidden());
        m_page->hide();
        QVERIFY(secret().secret().isEmpty());
        m_page->show();
        QVERIFY(!secret().isVisible());
    }

    void aPermissionThatIsNoneIsNamed()
    {
        create(u"backup"_s, u"GET /api/v2\nFETCH /api"_s);
        QVERIFY2(form().problem().contains(u"FETCH /api"_s), qPrintable(form().problem()));
        QCOMPARE(m_access->keys.size(), std::size_t(5));
        QVERIFY(isPermissionLine(u"* /api"_s));
        QVERIFY(!isPermissionLine(u"GET api"_s));
        QVERIFY(!isPermissionLine(u"GET"_s));
    }

    void aKeyNeedsAName()
    {
        create({}, {});
        QVERIFY(form().problem().contains(u"name"_s));
    }

    void revokingTakesTwoSteps()
    {
        table().selectRow(2);
        m_page->revokeSelected();
        auto *bar = m_page->findChild<ConfirmBar *>();
        QVERIFY(bar->text().contains(u"wall display"_s));
        QCOMPARE(m_access->keys.size(), std::size_t(5));
        bar->findChild<QPushButton *>(u"confirm"_s)->click();
        QTRY_COMPARE(m_access->keys.size(), std::size_t(4));
        QCOMPARE(table().model()->rowCount(), 4);
    }

    void readOnlyMakesNone()
    {
        m_access->setReadOnly(true);
        QVERIFY(!m_page->findChild<QPushButton *>(u"addToken"_s)->isEnabled());
        m_page->addToken();
        QVERIFY(form().isHidden());
    }

private:
    QTableView &table() { return *m_page->findChild<QTableView *>(u"tokenTable"_s); }
    TokenForm &form() { return *m_page->findChild<TokenForm *>(); }
    SecretPanel &secret() { return *m_page->findChild<SecretPanel *>(); }
    void create(const QString &name, const QString &permissions)
    {
        m_page->addToken();
        form().findChild<QLineEdit *>(u"tokenName"_s)->setText(name);
        form().findChild<QPlainTextEdit *>(u"tokenPermissions"_s)->setPlainText(permissions);
        form().findChild<QPushButton *>(u"saveToken"_s)->click();
    }
    QString cell(int row, int column)
    {
        return table().model()->index(row, column).data().toString();
    }

    std::unique_ptr<Theme> m_theme;
    TimeSelection m_time;
    std::unique_ptr<fake::AccessDesk> m_access;
    std::unique_ptr<TokensPage> m_page;
};

QTEST_MAIN(TestTokensPage)
#include "tst_tokens_page.moc"
