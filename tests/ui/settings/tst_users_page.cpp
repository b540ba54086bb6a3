#include "tests/support/fake_access_desk.h"
#include "tests/support/fake_console.h"
#include "ui/settings/confirm_bar.h"
#include "ui/settings/password_fields.h"
#include "ui/settings/user_form.h"
#include "ui/settings/users_page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/filter_bar.h"
#include "ui/widgets/time_selection.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

class TestUsersPage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void init()
    {
        m_access = std::make_unique<fake::AccessDesk>();
        m_estate = std::make_unique<fake::EstateFeed>();
        m_page = std::make_unique<UsersPage>(*m_access, *m_estate, m_time);
        m_page->resize(1000, 600);
    }

    void cleanup() { m_page.reset(); }

    void showsWhoMayDoWhatWhere()
    {
        QCOMPARE(table().model()->rowCount(), 4);
        QCOMPARE(cell(1, UserTableModel::ScopeColumn), u"prod-eu · payments, orders"_s);
        QCOMPARE(cell(2, UserTableModel::LoginColumn), u"never"_s);
        QCOMPARE(cell(3, UserTableModel::StateColumn), u"disabled"_s);
    }

    void theFilterIsTheQueryLanguage()
    {
        const QAbstractItemModelTester tester(table().model());
        auto *filter = m_page->findChild<FilterBar *>(u"userFilter"_s);
        QVERIFY(filter->applyText(u"not enabled"_s));
        QCOMPARE(table().model()->rowCount(), 1);
        QCOMPARE(cell(0, UserTableModel::StateColumn), u"disabled"_s);
        QVERIFY(!filter->applyText(u"rol = admin"_s));
        QVERIFY(filter->message().contains(u"role"_s));
        QCOMPARE(table().model()->rowCount(), 1);  // the last one stays
        QVERIFY(filter->applyText(u"payments"_s)); // in the namespaces
        QCOMPARE(table().model()->rowCount(), 1);
        QVERIFY(m_page->escape());
        QCOMPARE(table().model()->rowCount(), 4);
    }

    void aUserIsAddedWithRoleAndScope()
    {
        m_page->addUser();
        line(u"userName"_s).setText(u"carol"_s);
        typePassword(u"correct horse battery"_s, u"correct horse battery"_s);
        box(u"userRole"_s).setCurrentIndex(1);
        line(u"userClusters"_s).setText(u"prod-eu, staging"_s);
        save();
        QTRY_COMPARE(table().model()->rowCount(), 5);
        const User &carol = m_access->people.back();
        QCOMPARE(carol.role, Role::Operator);
        QCOMPARE(carol.scope.clusters.size(), std::size_t(2));
        QCOMPARE(m_access->passwords.back().second, u"correct horse battery"_s);
        QTRY_VERIFY(form().isHidden());
        QVERIFY(line(u"password"_s).text().isEmpty()); // not kept
    }

    void whatCannotBeIsSaidBeforeAsking_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("password");
        QTest::addColumn<QString>("again");
        QTest::addColumn<QString>("says");
        const QString good = u"correct horse battery"_s;
        QTest::newRow("name") << u"Carol Q"_s << good << good << u"a-z"_s;
        QTest::newRow("taken") << u"bob"_s << good << good << u"bob already"_s;
        QTest::newRow("short") << u"carol"_s << u"12345678901"_s << u"12345678901"_s
                               << u"12 characters"_s;
        QTest::newRow("twice") << u"carol"_s << good << u"correct horse batery"_s
                               << u"not the same"_s;
    }
    void whatCannotBeIsSaidBeforeAsking()
    {
        QFETCH(QString, name);
        QFETCH(QString, password);
        QFETCH(QString, again);
        QFETCH(QString, says);
        m_page->addUser();
        line(u"userName"_s).setText(name);
        typePassword(password, again);
        save();
        QVERIFY2(form().problem().contains(says), qPrintable(form().problem()));
        QCOMPARE(m_access->people.size(), std::size_t(4));
    }

    void whatTheCoreRefusesStaysInTheForm()
    {
        m_page->addUser();
        line(u"userName"_s).setText(u"carol"_s);
        typePassword(u"passwordpassword"_s, u"passwordpassword"_s);
        m_access->error
            = Error{ErrorCode::InvalidArgument, "this password is one of the first that are tried"};
        save();
        QTRY_COMPARE(
            form().problem(), u"This password is one of the first that are tried · BN-INPUT"_s);
        QVERIFY(!form().isHidden());
    }

    void theLastAdminAndOneselfStayAdmins()
    {
        select(0);
        m_page->editSelected();
        box(u"userRole"_s).setCurrentIndex(0);
        save();
        QVERIFY2(form().problem().contains(u"last admin"_s), qPrintable(form().problem()));
        m_access->people[1].role = Role::Admin;
        save();
        QVERIFY2(form().problem().contains(u"yourself"_s), qPrintable(form().problem()));
        QCOMPARE(m_access->people[0].role, Role::Admin);
    }

    void aUserIsChangedAndDisabled()
    {
        select(1);
        m_page->editSelected();
        form().findChild<QCheckBox *>(u"userEnabled"_s)->setChecked(false);
        save();
        QTRY_VERIFY(!m_access->people[1].isEnabled);
        QCOMPARE(m_access->people[1].scope.namespaces.size(), std::size_t(2));
    }

    void aPasswordIsSet()
    {
        select(1);
        m_page->editPassword();
        typePassword(u"four words are enough"_s, u"four words are enough"_s);
        save();
        QTRY_COMPARE(m_access->passwords.size(), std::size_t(1));
        QCOMPARE(m_access->passwords.front().first, std::int64_t(2));
    }

    void removingNeedsTheName()
    {
        select(1);
        m_page->removeSelected();
        auto *really = confirm().findChild<QPushButton *>(u"confirm"_s);
        QVERIFY(!really->isEnabled());
        confirm().findChild<QLineEdit *>(u"confirmName"_s)->setText(u"bob"_s);
        QVERIFY(really->isEnabled());
        really->click();
        QTRY_COMPARE(table().model()->rowCount(), 3);
        QTRY_VERIFY(confirm().isHidden());
    }

    void oneselfIsNotRemoved()
    {
        m_access->people[1].role = Role::Admin;
        select(0);
        m_page->removeSelected();
        QCOMPARE(confirm().text(), u"You cannot remove yourself. Another admin can."_s);
        QVERIFY(confirm().findChild<QPushButton *>(u"confirm"_s)->isHidden());
        QVERIFY(m_page->escape());
        QVERIFY(!m_page->escape());
    }

    void aRefusedRemovalIsSaid()
    {
        select(1);
        m_page->removeSelected();
        confirm().findChild<QLineEdit *>(u"confirmName"_s)->setText(u"bob"_s);
        m_access->error = Error{ErrorCode::NotFound, "there is no user 2"};
        confirm().findChild<QPushButton *>(u"confirm"_s)->click();
        QTRY_VERIFY(confirm().text().contains(u"there is no user 2"_s));
    }

    void theHintGrowsWithThePassword()
    {
        QVERIFY(passwordHint(u"short"_s).contains(u"5 of at least 12"_s));
        QVERIFY(passwordHint(u"aaaaaaaaaaaaaaaa"_s).startsWith(u"Weak"_s));
        QVERIFY(passwordHint(u"twelve chars"_s).startsWith(u"Fair"_s));
        QCOMPARE(passwordHint(u"four words are enough"_s), u"Strong"_s);
    }

private:
    QTableView &table() { return *m_page->findChild<QTableView *>(u"userTable"_s); }
    UserForm &form() { return *m_page->findChild<UserForm *>(); }
    ConfirmBar &confirm() { return *m_page->findChild<ConfirmBar *>(); }
    QLineEdit &line(const QString &name) { return *form().findChild<QLineEdit *>(name); }
    QComboBox &box(const QString &name) { return *form().findChild<QComboBox *>(name); }
    void save() { form().findChild<QPushButton *>(u"saveUser"_s)->click(); }
    void select(int row) { table().selectRow(row); }
    void typePassword(const QString &password, const QString &again)
    {
        line(u"password"_s).setText(password);
        line(u"passwordAgain"_s).setText(again);
    }
    QString cell(int row, int column)
    {
        return table().model()->index(row, column).data().toString();
    }

    std::unique_ptr<Theme> m_theme;
    TimeSelection m_time;
    std::unique_ptr<fake::AccessDesk> m_access;
    std::unique_ptr<fake::EstateFeed> m_estate;
    std::unique_ptr<UsersPage> m_page;
};

QTEST_MAIN(TestUsersPage)
#include "tst_users_page.moc"
