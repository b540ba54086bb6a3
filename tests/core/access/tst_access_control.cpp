#include "tests/core/access/access_fixture.h"
#include "tests/support/results.h"

#include <QFile>
#include <QTest>

#include <set>

using namespace binnacle;
using namespace binnacle::test;
using access::AccessControl;

class TestAccessControl : public QObject
{
    Q_OBJECT

private slots:
    void theFirstOwnerOfADesktopNeedsNoPassword()
    {
        AccessFixture access;
        const auto owner = access.wait<Result<Principal>>(
            [&](auto done) { access.control().ensureLocalOwner("ann", done); });
        QVERIFY(owner);
        QCOMPARE(owner->role, Role::Admin);
        QVERIFY(!access.control().hasLogin());
        access.restart();
        const auto again = access.wait<Result<Principal>>(
            [&](auto done) { access.control().ensureLocalOwner("ann", done); });
        QVERIFY(again);
        QCOMPARE(again->userId, owner->userId);
        QCOMPARE(codeOf(access.login("ann", "")), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf(access.login("ann", kPassword)), ErrorCode::Unauthenticated);
    }

    void aNewUserIsTheLeastPowerful()
    {
        AccessFixture access;
        const auto made = access.wait<Result<User>>([&](auto done) {
            access.control().addUser(admin(), {.username = "vera", .password = kPassword}, done);
        });
        QVERIFY(made);
        QCOMPARE(made->role, Role::Viewer);
    }

    void onlyAdminsManageUsers()
    {
        AccessFixture access;
        for (const Role role : {Role::Operator, Role::Viewer}) {
            const Principal by{.userId = 7, .role = role};
            const auto refused = access.wait<Result<User>>([&](auto done) {
                access.control().addUser(by, {.username = "x", .password = kPassword}, done);
            });
            QCOMPARE(codeOf(refused), ErrorCode::PermissionDenied);
            QCOMPARE(codeOf(access.remove(by, 1)), ErrorCode::PermissionDenied);
            QCOMPARE(codeOf(access.update(by, {.id = 1})), ErrorCode::PermissionDenied);
        }
        Principal readOnly = admin();
        readOnly.isReadOnly = true;
        QCOMPARE(codeOf(access.remove(readOnly, 1)), ErrorCode::PermissionDenied);
    }

    void badFieldsAreNamed_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("password");
        QTest::addColumn<QString>("field");
        const QString good = QString::fromStdString(kPassword);
        QTest::newRow("no name") << "" << good << "username";
        QTest::newRow("capitals") << "Ann" << good << "username";
        QTest::newRow("blank") << "ann b" << good << "username";
        QTest::newRow("line end") << "ann\n" << good << "username";
        QTest::newRow("too long") << QString(65, u'a') << good << "username";
        QTest::newRow("short password") << "ann"
                                        << "elevenchars"
                                        << "password";
        QTest::newRow("common password") << "ann"
                                         << "Password1234!"
                                         << "password";
        QTest::newRow("no password") << "ann"
                                     << ""
                                     << "password";
        QTest::newRow("the name") << "annabelleann"
                                  << "annabelleann1"
                                  << "password";
    }
    void badFieldsAreNamed()
    {
        QFETCH(const QString, name);
        QFETCH(const QString, password);
        QFETCH(const QString, field);
        AccessFixture access;
        const auto refused = access.add(name.toStdString(), Role::Viewer, password.toStdString());
        QCOMPARE(codeOf(refused), ErrorCode::InvalidArgument);
        QVERIFY(refused.error().message.starts_with(field.toStdString()));
        QVERIFY(access.control().users().empty());
    }

    void aNameIsTakenOnce()
    {
        AccessFixture access;
        QVERIFY(access.add("ann"));
        QCOMPARE(codeOf(access.add("ann")), ErrorCode::Conflict);
        // Also when both come at the same moment.
        std::vector<std::future<ErrorCode>> both;
        for (int i = 0; i < 2; ++i) {
            const auto answer = std::make_shared<std::promise<ErrorCode>>();
            both.push_back(answer->get_future());
            access.control().addUser(admin(), {.username = "bob", .password = kPassword},
                [answer](const Result<User> &made) { answer->set_value(codeOf(made)); });
        }
        std::multiset<ErrorCode> codes{both[0].get(), both[1].get()};
        QCOMPARE(codes.count(ErrorCode::Conflict), std::size_t{1});
    }

    void nobodyTakesTheirOwnPower()
    {
        AccessFixture access;
        const auto ann = access.add("ann", Role::Admin);
        QVERIFY(ann && access.add("bob", Role::Admin));
        const Principal self = admin(ann->id);
        User demoted = *ann;
        demoted.role = Role::Viewer;
        QCOMPARE(codeOf(access.update(self, demoted)), ErrorCode::Conflict);
        User disabled = *ann;
        disabled.isEnabled = false;
        QCOMPARE(codeOf(access.update(self, disabled)), ErrorCode::Conflict);
        QCOMPARE(codeOf(access.remove(self, ann->id)), ErrorCode::Conflict);
        User renamed = *ann;
        renamed.displayName = "Ann";
        QVERIFY(access.update(self, renamed));
    }

    void theLastAdminStays()
    {
        AccessFixture access;
        const auto ann = access.add("ann", Role::Admin);
        QVERIFY(ann && access.add("vera"));
        User demoted = *ann;
        demoted.role = Role::Operator;
        QCOMPARE(codeOf(access.update(admin(), demoted)), ErrorCode::Conflict);
        QCOMPARE(codeOf(access.remove(admin(), ann->id)), ErrorCode::Conflict);
        QVERIFY(access.add("bob", Role::Admin));
        QVERIFY(access.update(admin(), demoted));
    }

    // Each sees the other one in memory; only the transaction knows better.
    void twoAdminsWhoDemoteEachOtherLeaveOne()
    {
        AccessFixture access;
        const auto ann = access.add("ann", Role::Admin);
        const auto bob = access.add("bob", Role::Admin);
        QVERIFY(ann && bob);
        std::promise<void> hold;
        auto held = hold.get_future().share();
        access.writer().submit(
            [held](store::WriteContext &) {
                held.wait();
                return Status(Done{});
            },
            [](const Status &) {});
        std::vector<std::future<ErrorCode>> outcomes;
        for (const auto &[by, whom] : {std::pair(*ann, *bob), std::pair(*bob, *ann)}) {
            User demoted = whom;
            demoted.role = Role::Viewer;
            const auto answer = std::make_shared<std::promise<ErrorCode>>();
            outcomes.push_back(answer->get_future());
            access.control().updateUser(admin(by.id), demoted,
                [answer](const Result<User> &made) { answer->set_value(codeOf(made)); });
        }
        hold.set_value();
        std::multiset<ErrorCode> codes{outcomes[0].get(), outcomes[1].get()};
        QCOMPARE(codes.count(ErrorCode::Conflict), std::size_t{1});
        access.restart();
        const auto users = access.control().users();
        QCOMPARE(std::ranges::count(users, Role::Admin, &User::role), std::ptrdiff_t{1});
    }

    void anAdminIsNotLimited()
    {
        AccessFixture access;
        const auto refused = access.wait<Result<User>>([&](auto done) {
            access.control().addUser(admin(),
                {.username = "ann",
                    .password = kPassword,
                    .role = Role::Admin,
                    .scope = {.clusters = {{"prod"}}}},
                done);
        });
        QCOMPARE(codeOf(refused), ErrorCode::InvalidArgument);
    }

    void usersAndTheirScopeSurviveARestart()
    {
        AccessFixture access;
        const AccessScope scope{.clusters = {{"prod"}}, .namespaces = {"pay", "shop"}};
        const auto made = access.wait<Result<User>>([&](auto done) {
            access.control().addUser(admin(),
                {.username = "vera",
                    .displayName = "Vera \"V\"",
                    .email = "v@example.com",
                    .password = kPassword,
                    .role = Role::Operator,
                    .scope = scope},
                done);
        });
        QVERIFY(made);
        access.restart();
        const auto users = access.control().users();
        QCOMPARE(users.size(), std::size_t{1});
        QCOMPARE(users[0].displayName, std::string("Vera \"V\""));
        QCOMPARE(users[0].role, Role::Operator);
        QVERIFY(users[0].scope == scope);
        QVERIFY(access.login("vera"));
    }

    // A scope that cannot be read must not read as "everything".
    void damagedRightsKeepEverybodyOut()
    {
        AccessFixture access;
        QVERIFY(access.add("vera"));
        QVERIFY(access.tamper("UPDATE users SET scope = '{\"clusters\":'"));
        const Status loaded = access.read<Status>(
            [&](store::Connection &connection) { return access.control().load(connection); });
        QCOMPARE(codeOf(loaded), ErrorCode::Corrupt);
    }

    void changesCountAtOnce()
    {
        AccessFixture access;
        QVERIFY(access.add("boss", Role::Admin));
        const auto vera = access.add("vera", Role::Operator);
        QVERIFY(vera);
        const auto session = access.login("vera");
        const auto key = access.key(admin(vera->id), {.userId = vera->id, .name = "ci"});
        QVERIFY(session && key);
        const auto open = access.who(session->secret);
        QVERIFY(open && access.control().stillHolds(*open));

        User demoted = *vera;
        demoted.role = Role::Viewer;
        QVERIFY(access.update(admin(), demoted));
        QVERIFY(!access.control().stillHolds(*open));
        QCOMPARE(access.who(key->secret)->role, Role::Viewer);

        User disabled = demoted;
        disabled.isEnabled = false;
        QVERIFY(access.update(admin(), disabled));
        QVERIFY(!access.who(session->secret));
        QVERIFY(!access.who(key->secret));
        QCOMPARE(codeOf(access.login("vera")), ErrorCode::PermissionDenied);
        QCOMPARE(codeOf(access.login("vera", "wrong password 1")), ErrorCode::Unauthenticated);
        disabled.isEnabled = true;
        QVERIFY(access.update(admin(), disabled));
        QVERIFY(!access.who(session->secret)); // disabling ended it
        QVERIFY(access.who(key->secret));
    }

    void aNewPasswordEndsSessions()
    {
        AccessFixture access;
        const auto vera = access.add("vera");
        const auto session = access.login("vera");
        QVERIFY(vera && session);
        const std::string next = "granite otter waltz 3";
        const Principal self{.userId = vera->id, .username = "vera"};
        const auto change = [&](const std::string &from, const std::string &to) {
            return access.wait<Status>(
                [&](auto done) { access.control().changePassword(self, from, to, done); });
        };
        QCOMPARE(codeOf(change("not the password", next)), ErrorCode::InvalidArgument);
        QVERIFY(access.who(session->secret));
        QVERIFY(change(kPassword, next));
        QVERIFY(!access.who(session->secret));
        QVERIFY(!access.login("vera"));
        QVERIFY(access.login("vera", next));
        access.restart();
        QVERIFY(access.login("vera", next));
        QVERIFY(!access.login("vera"));
    }

    // Whoever finds an open session must not find the password with it.
    void guessingTheOldPasswordIsSlow()
    {
        AccessFixture access;
        const auto vera = access.add("vera");
        QVERIFY(vera);
        const Principal self{.userId = vera->id, .username = "vera"};
        ErrorCode last = ErrorCode::Internal;
        for (int i = 0; i < 6; ++i)
            last = codeOf(access.wait<Status>([&](auto done) {
                access.control().changePassword(self, "guess", "granite otter waltz 3", done);
            }));
        QCOMPARE(last, ErrorCode::Busy);
        QVERIFY(access.login("vera")); // who logs in is somebody else
    }

    void listenersHearOfEveryChange()
    {
        AccessFixture access;
        std::atomic_int heard = 0;
        access.control().setListener([&heard] { ++heard; });
        const auto vera = access.add("vera");
        QCOMPARE(heard.load(), 1);
        QVERIFY(access.key({.userId = vera->id}, {.userId = vera->id, .name = "ci"}));
        QCOMPARE(heard.load(), 2);
        access.control().setListener({});
    }

    // Whoever gets hold of the file must not be able to log in with what is in it.
    void theFileHoldsNoSecret()
    {
        AccessFixture access;
        const auto vera = access.add("vera");
        const auto session = access.login("vera");
        const auto key = access.key({.userId = vera->id}, {.userId = vera->id, .name = "ci"});
        QVERIFY(session && key);
        QByteArray bytes;
        for (const char *name : {"/binnacle.db", "/binnacle.db-wal"}) {
            QFile file(QString::fromStdString(access.store().directory()) + QLatin1String(name));
            if (file.open(QIODevice::ReadOnly))
                bytes += file.readAll();
        }
        QVERIFY(bytes.contains("$argon2id$"));
        for (const std::string &secret : {kPassword, session->secret, key->secret})
            QVERIFY(!bytes.contains(QByteArray::fromStdString(secret.substr(4))));
        const auto stored = access.control().tokens();
        QCOMPARE(stored.size(), std::size_t{2});
    }
};

QTEST_GUILESS_MAIN(TestAccessControl)
#include "tst_access_control.moc"
