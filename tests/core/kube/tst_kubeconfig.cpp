#include "core/kube/kubeconfig.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::kube;
using namespace Qt::Literals::StringLiterals;

namespace {

// One context for a cluster and a user with these members.
std::string config(const std::string &cluster, const std::string &user)
{
    return "apiVersion: v1\nkind: Config\ncurrent-context: main\n"
           "contexts:\n- name: main\n  context: {cluster: c, user: u, namespace: shop}\n"
           "- name: other\n  context: {cluster: gone, user: u}\n"
           "clusters:\n- name: c\n  cluster: {"
        + cluster + "}\nusers:\n- name: u\n  user: {" + user + "}\n";
}

const std::string kServer = "server: 'https://10.0.0.1:6443/'";

QString said(const Result<ApiAccess> &access)
{
    return access ? u"accepted"_s : QString::fromStdString(access.error().message);
}

} // namespace

class TestKubeconfig : public QObject
{
    Q_OBJECT

private slots:
    void theCurrentContextIsTaken()
    {
        const auto access = readKubeconfig(
            config(kServer + ", certificate-authority-data: Q0E=, tls-server-name: kubernetes",
                "token: abc, client-certificate-data: Y2VydA==, client-key-data: a2V5"),
            "/etc", "");
        QVERIFY2(access, qPrintable(said(access)));
        QCOMPARE(access->server, std::string("https://10.0.0.1:6443"));
        QCOMPARE(access->serverName, std::string("kubernetes"));
        QCOMPARE(access->authorityPem, std::string("CA"));
        QCOMPARE(access->clientCertificatePem, std::string("cert"));
        QCOMPARE(access->clientKeyPem, std::string("key"));
        QCOMPARE(access->token, std::string("abc"));
        QVERIFY(!access->skipsVerification);
    }

    void pathsStartAtTheFolderOfTheFile()
    {
        const auto access
            = readKubeconfig(config(kServer, "tokenFile: ../run/token"), "/etc/kube", "main");
        QVERIFY2(access, qPrintable(said(access)));
        QCOMPARE(access->tokenFile, std::string("/etc/run/token"));
    }

    void verificationIsSkippedOnlyWhenSaid()
    {
        const auto access = readKubeconfig(
            config(kServer + ", insecure-skip-tls-verify: true", "token: abc"), "/", "");
        QVERIFY(access && access->skipsVerification);
    }

    void whatIsNotSupportedIsRefusedWithItsName_data()
    {
        QTest::addColumn<QString>("cluster");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("named");
        const QString server = QString::fromStdString(kServer);
        QTest::newRow("exec") << server << u"exec: {command: aws}"_s << u"exec"_s;
        QTest::newRow("provider") << server << u"auth-provider: {name: oidc}"_s
                                  << u"auth-provider"_s;
        QTest::newRow("password") << server << u"username: a, password: b"_s << u"username"_s;
        QTest::newRow("impersonation") << server << u"token: x, as: admin"_s << u"as:"_s;
        QTest::newRow("proxy") << server + u", proxy-url: 'socks5://p'"_s << u"token: x"_s
                               << u"proxy-url"_s;
        QTest::newRow("half a pair")
            << server << u"client-certificate-data: Y2VydA=="_s << u"client-key"_s;
        QTest::newRow("locked key")
            << server << u"client-certificate-data: Y2VydA==, client-key-data: RU5DUllQVEVE"_s
            << u"client-key"_s;
        QTest::newRow("no base64")
            << server << u"client-certificate-data: '*'"_s << u"client-certificate-data"_s;
        QTest::newRow("authority that counts for nothing")
            << server + u", insecure-skip-tls-verify: true, certificate-authority-data: Q0E="_s
            << u"token: x"_s << u"certificate-authority"_s;
        QTest::newRow("token over http")
            << u"server: 'http://10.0.0.1'"_s << u"token: x"_s << u"http"_s;
        QTest::newRow("loopback by name only")
            << u"server: 'http://127.0.0.1.example.org'"_s << u"token: x"_s << u"http"_s;
        QTest::newRow("no address")
            << u"server: 'file:///etc/passwd'"_s << u"token: x"_s << u"server"_s;
        QTest::newRow("user in the address")
            << u"server: 'https://a:b@host'"_s << u"token: x"_s << u"server"_s;
    }

    void whatIsNotSupportedIsRefusedWithItsName()
    {
        QFETCH(QString, cluster);
        QFETCH(QString, user);
        QFETCH(QString, named);
        const auto access
            = readKubeconfig(config(cluster.toStdString(), user.toStdString()), "/", "");
        QVERIFY(!access);
        QCOMPARE(access.error().code, ErrorCode::InvalidArgument);
        QVERIFY2(said(access).contains(named), qPrintable(said(access)));
    }

    void aNameThatIsNotThereIsToldWithThoseThatAre()
    {
        const std::string text = config(kServer, "token: x");
        const auto context = readKubeconfig(text, "/", "prod");
        QVERIFY(!context);
        QVERIFY2(said(context).contains(u"main, other"_s), qPrintable(said(context)));
        const auto cluster = readKubeconfig(text, "/", "other");
        QVERIFY(!cluster);
        QVERIFY2(said(cluster).contains(u"\"gone\""_s), qPrintable(said(cluster)));
        QVERIFY(!readKubeconfig("contexts: []", "/", ""));
        QVERIFY(!readKubeconfig("just text", "/", ""));
        QVERIFY(!readKubeconfig("", "/", ""));
    }

    void aTokenMayTravelToLoopbackInTheClear()
    {
        QVERIFY(readKubeconfig(config("server: 'http://127.0.0.1:8001'", "token: x"), "/", ""));
        QVERIFY(readKubeconfig(config("server: 'http://10.0.0.1'", ""), "/", ""));
    }
};

QTEST_APPLESS_MAIN(TestKubeconfig)
#include "tst_kubeconfig.moc"
