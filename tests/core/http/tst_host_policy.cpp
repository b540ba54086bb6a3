#include "core/http/host_policy.h"

#include <QTest>

using namespace binnacle::http;

class TestHostPolicy : public QObject
{
    Q_OBJECT

private slots:
    void hostsAreJudged_data()
    {
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<bool>("allowed");
        const auto row = [](const char *host, bool allowed) {
            QTest::newRow(host) << QByteArray(host) << allowed;
        };
        row("127.0.0.1:8080", true);
        row("localhost", true);
        row("LocalHost:1", true);
        row("[::1]:8080", true);
        row("[0:0:0:0:0:0:0:1]", true);
        row("ops.example.com:443", true);
        row("10.0.0.7:8081", true);
        row("", false);
        row("evil.example", false);
        row("localhost.", false);
        row("127.0.0.1.nip.io", false);
        row("127.0.0.1:8080.evil.example", false);
        row("a:8080, 127.0.0.1:8080", false);
        row("localhost:99999999", false);
        row("[::1", false);
        row("[::1]x", false);
        row("[localhost]", false);
        row("user@localhost", false);
        row("10.0.0.8", false);
    }

    void hostsAreJudged()
    {
        QFETCH(QByteArray, host);
        QFETCH(bool, allowed);
        const HostPolicy policy("10.0.0.7", {"Ops.Example.com"});
        QCOMPARE(policy.allowsHost(host.toStdString()), allowed);
    }

    void aServerOnEveryInterfaceAnswersToAddressesButNotToNames()
    {
        const HostPolicy policy("0.0.0.0", {});
        QVERIFY(policy.allowsHost("192.168.1.5:8081"));
        QVERIFY(policy.allowsHost("[fe80::1]"));
        QVERIFY(!policy.allowsHost("evil.example"));
    }

    void originsMustComeFromHere()
    {
        const HostPolicy plain("127.0.0.1", {});
        QVERIFY(plain.allowsOrigin(""));
        QVERIFY(plain.allowsOrigin("http://127.0.0.1:8080"));
        QVERIFY(!plain.allowsOrigin("https://127.0.0.1:8080"));
        QVERIFY(!plain.allowsOrigin("null"));
        QVERIFY(!plain.allowsOrigin("file://"));
        QVERIFY(!plain.allowsOrigin("http://"));
        QVERIFY(!plain.allowsOrigin("http://evil.example"));
        QVERIFY(!plain.allowsOrigin("http://localhost:8080.evil.example"));
        const HostPolicy secure("127.0.0.1", {}, true);
        QVERIFY(secure.allowsOrigin("https://127.0.0.1:8080"));
        QVERIFY(!secure.allowsOrigin("http://127.0.0.1:8080"));
    }
};

QTEST_APPLESS_MAIN(TestHostPolicy)
#include "tst_host_policy.moc"
