#include "tests/core/access/access_fixture.h"
#include "tests/support/results.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::test;
using access::AccessControl;

class TestTokens : public QObject
{
    Q_OBJECT

private slots:
    void aTokenSpeaksForItsUser()
    {
        AccessFixture access;
        const auto vera = access.add("vera", Role::Operator);
        QVERIFY(vera);
        const auto key = access.key(admin(vera->id),
            {.userId = vera->id, .name = "ci", .permissions = {"GET /api/v2/pods"}});
        QVERIFY(key);
        QVERIFY(key->secret.starts_with("bnk_"));
        QCOMPARE(key->secret.size(), std::size_t{47});
        const auto who = access.who(key->secret);
        QVERIFY(who);
        QCOMPARE(who->userId, vera->id);
        QCOMPARE(who->role, Role::Operator);
        QCOMPARE(who->source, ActionSource::Api);
        QCOMPARE(who->permissions, std::vector<std::string>{"GET /api/v2/pods"});
        access.restart();
        QVERIFY(access.who(key->secret));
    }
    void whatIsNoTokenIsRefused_data()
    {
        QTest::addColumn<QByteArray>("header");
        const QByteArray secret = "bnk_" + QByteArray(43, 'a');
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("scheme only") << QByteArray("Bearer ");
        QTest::newRow("no scheme") << secret;
        QTest::newRow("basic") << "Basic " + secret;
        QTest::newRow("unknown") << "Bearer " + secret;
        QTest::newRow("short") << "Bearer " + secret.left(46);
        QTest::newRow("long") << "Bearer " + secret + "a";
        QTest::newRow("blank behind") << "Bearer " + secret + " ";
        QTest::newRow("two blanks") << "Bearer  " + secret;
        QTest::newRow("NUL") << QByteArray("Bearer bnk_\0", 12) + QByteArray(42, 'a');
        QTest::newRow("quote") << "Bearer bnk_' OR 1=1 --" + QByteArray(30, 'a');
        QTest::newRow("huge") << "Bearer bnk_" + QByteArray(1'000'000, 'a');
        QTest::newRow("none algorithm") << QByteArray("Bearer eyJhbGciOiJub25lIn0.e30.");
    }
    void whatIsNoTokenIsRefused()
    {
        QFETCH(const QByteArray, header);
        AccessFixture access;
        QVERIFY(access.add("vera"));
        const auto refused = access.control().authenticate(header.toStdString(), "192.0.2.1");
        QCOMPARE(codeOf(refused), ErrorCode::Unauthenticated);
    }
    void revokedRemovedAndExpiredTokensAreNone()
    {
        AccessFixture access;
        QVERIFY(access.add("boss", Role::Admin));
        const auto vera = access.add("vera");
        QVERIFY(vera);
        const Principal self = {.userId = vera->id};
        const auto revoked = access.key(self, {.userId = vera->id, .name = "a"});
        const auto expiring = access.key(self,
            {.userId = vera->id, .name = "b", .expiresAt = access.clock.now() + Duration{1000}});
        const auto orphan = access.key(self, {.userId = vera->id, .name = "c"});
        QVERIFY(revoked && expiring && orphan);
        const Principal foreign{.userId = vera->id + 100};
        const auto revoke = [&](const Principal &by, std::int64_t id) {
            return access.wait<Status>(
                [&](auto done) { access.control().revokeToken(by, id, done); });
        };
        QCOMPARE(codeOf(revoke(foreign, revoked->token.id)), ErrorCode::PermissionDenied);
        QVERIFY(revoke(self, revoked->token.id));
        QVERIFY(!access.who(revoked->secret));
        QCOMPARE(codeOf(revoke(admin(), revoked->token.id)), ErrorCode::NotFound);
        QVERIFY(access.who(expiring->secret));
        access.clock.advance(Duration{1000});
        QVERIFY(!access.who(expiring->secret));
        QVERIFY(access.remove(admin(), vera->id));
        QVERIFY(!access.who(orphan->secret));
        access.restart();
        QVERIFY(!access.who(revoked->secret) && !access.who(orphan->secret));
    }
    void aSessionEndsAfterADayAndIsForgotten()
    {
        AccessFixture access;
        QVERIFY(access.add("vera"));
        const auto session = access.login("vera");
        QVERIFY(session);
        const auto open = access.who(session->secret);
        QVERIFY(open);
        QCOMPARE(open->source, ActionSource::Web);
        access.clock.advance(Duration{24 * 3'600'000});
        QVERIFY(!access.who(session->secret));
        QVERIFY(!access.control().stillHolds(*open));
        access.clock.advance(Duration{1});
        QVERIFY(access.login("vera"));
        QCOMPARE(access.control().tokens().size(), std::size_t{1});
        access.restart();
        QCOMPARE(access.control().tokens().size(), std::size_t{1});
    }
    void anApiKeyMakesNoStrongerKey()
    {
        AccessFixture access;
        const auto ann = access.add("ann", Role::Admin);
        QVERIFY(ann);
        Principal narrow = admin(ann->id);
        narrow.permissions = {"POST /api/v2/user/tokens"};
        QCOMPARE(codeOf(access.key(narrow, {.userId = ann->id, .name = "x"})),
            ErrorCode::PermissionDenied);
        const Principal viewer{.userId = 99};
        QCOMPARE(codeOf(access.key(viewer, {.userId = ann->id, .name = "x"})),
            ErrorCode::PermissionDenied);
        for (const char *bad : {"GET", "GET api", "FETCH /api", " /", ""})
            QCOMPARE(codeOf(access.key(
                         admin(ann->id), {.userId = ann->id, .name = "x", .permissions = {bad}})),
                ErrorCode::InvalidArgument);
    }
    void useIsWrittenOnceAMinute()
    {
        AccessFixture access;
        const auto vera = access.add("vera");
        const auto key = access.key({.userId = vera->id}, {.userId = vera->id, .name = "ci"});
        QVERIFY(key);
        const Timestamp first = access.clock.now();
        const auto lastUse = [&] {
            access.restart(); // what is stored
            return access.control().tokens().front().lastUsedAt;
        };
        QVERIFY(access.who(key->secret));
        QVERIFY(lastUse() == first);
        access.clock.advance(Duration{59'000});
        QVERIFY(access.who(key->secret));
        QVERIFY(lastUse() == first);
        access.clock.advance(Duration{1'000});
        QVERIFY(access.who(key->secret));
        QVERIFY(lastUse() == access.clock.now());
    }
};

QTEST_GUILESS_MAIN(TestTokens)
#include "tst_tokens.moc"
