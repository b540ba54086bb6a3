#include "core/kube/api_client.h"
#include "core/kube/command_runner.h"
#include "tests/core/kube/fake_kube_api.h"
#include "tests/support/fake_clock.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <thread>

using namespace binnacle;
using namespace binnacle::kube;
using namespace binnacle::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const std::string kPod = "/api/v1/namespaces/shop/pods/";

QString said(const Result<std::string> &answer)
{
    return answer ? u"answered"_s : QString::fromStdString(answer.error().message);
}

} // namespace

class TestApiClient : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        makeAuthority(u"ca"_s);
        makeAuthority(u"other"_s);
        makeCertificate(u"server"_s, u"subjectAltName=IP:127.0.0.1,DNS:kubernetes"_s);
        makeCertificate(u"named"_s, u"subjectAltName=DNS:kubernetes"_s);
        makeCertificate(u"client"_s, u"extendedKeyUsage=clientAuth"_s);
        write(u"token"_s, "good");
        m_api = std::make_unique<FakeKubeApi>(tls(u"server"_s)
            + QStringList{
                u"--client-ca"_s, path(u"ca.pem"_s), u"--token-file"_s, path(u"token"_s)});
    }
    void cleanupTestCase() { m_api.reset(); }

    void aRequestTravelsWithItsCredentials()
    {
        ApiClient client({.access = access()});
        const auto pod = client.send({.path = kPod + "api-1"}, {});
        QVERIFY2(pod, qPrintable(said(pod)));
        QVERIFY(pod->find("linkerd-proxy") != std::string::npos);
        QCOMPARE(m_api->requests().back()[u"token"_s].toString(), u"Bearer good"_s);
    }

    void aCommandReachesTheServer()
    {
        const FakeClock clock;
        ApiClient client({.access = access()});
        const auto done = CommandRunner(clock, client)
                              .run({.id = {"id"},
                                       .action = "scale",
                                       .target = {"Deployment", "shop", "api"},
                                       .params = R"({"replicas":5})"},
                                  {});
        QVERIFY2(done.success, done.error.c_str());
        const QJsonObject asked = m_api->requests().back();
        QCOMPARE(asked[u"method"_s].toString(), u"PATCH"_s);
        QCOMPARE(asked[u"body"_s].toString(), uR"({"spec":{"replicas":5}})"_s);
        QCOMPARE(asked[u"type"_s].toString(), u"application/merge-patch+json"_s);
        const auto now = client.send({.path = "/apis/apps/v1/namespaces/shop/deployments/api"}, {});
        QVERIFY(now && now->find("\"replicas\": 5") != std::string::npos);
    }

    void aCertificateOfAnotherAuthorityIsRefused()
    {
        const qsizetype before = m_api->requests().size();
        ApiAccess strangers = access();
        strangers.authorityPem = read(u"other.pem"_s);
        refusesCertificate(strangers);
        ApiAccess system = access();
        system.authorityPem.clear(); // the system's authorities have not signed it either
        refusesCertificate(system);
        // Nobody who is not trusted gets to see a token.
        QCOMPARE(m_api->requests().size(), before);
        strangers.skipsVerification = true;
        QVERIFY(ApiClient({.access = strangers}).send({.path = kPod + "api-1"}, {}));
    }

    void aCertificateForAnotherNameIsRefused()
    {
        const FakeKubeApi named(tls(u"named"_s));
        ApiAccess wrong = access();
        wrong.server = "https://127.0.0.1:" + named.port();
        refusesCertificate(wrong);
        QVERIFY(named.requests().isEmpty());
        wrong.serverName = "kubernetes";
        const auto answer = ApiClient({.access = wrong}).send({.path = kPod + "api-1"}, {});
        QVERIFY2(answer, qPrintable(said(answer)));
        wrong.serverName = "other";
        refusesCertificate(wrong);
    }

    void withoutTheClientCertificateNobodyAnswers()
    {
        ApiAccess nobody = access();
        nobody.clientCertificatePem.clear();
        nobody.clientKeyPem.clear();
        const qsizetype before = m_api->requests().size();
        QVERIFY(!ApiClient({.access = nobody}).send({.path = kPod + "api-1"}, {}));
        QCOMPARE(m_api->requests().size(), before);
    }

    void aTokenThatRotatedIsReadAgain()
    {
        ApiAccess rotating = access();
        rotating.token.clear();
        rotating.tokenFile = path(u"token"_s).toStdString();
        ApiClient client({.access = rotating});
        QVERIFY(client.send({.path = kPod + "api-1"}, {}));
        write(u"token"_s, "next");
        const auto again = client.send({.path = kPod + "api-1"}, {});
        write(u"token"_s, "good");
        QVERIFY2(again, qPrintable(said(again)));
        ApiAccess wrong = access();
        wrong.token = "bad";
        const auto refused = ApiClient({.access = wrong}).send({.path = kPod + "api-1"}, {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Unauthenticated);
    }

    void answersThatAreNoneAreErrors_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *name, ErrorCode code, const QString &sentence) {
            QTest::newRow(name) << QByteArray(name) << static_cast<int>(code) << sentence;
        };
        row("nobody", ErrorCode::NotFound, u"pods \"nobody\" not found"_s);
        row("forbidden", ErrorCode::PermissionDenied, u"User \"agent\" cannot"_s);
        row("conflict", ErrorCode::Conflict, u"the object has been modified"_s);
        row("redirect", ErrorCode::Unavailable, u"a redirect, which is not followed"_s);
        row("html", ErrorCode::Unavailable, u"502"_s);
        row("huge", ErrorCode::TooLarge, u"larger than 32 MiB"_s);
        row("cut", ErrorCode::Unavailable, u"broke"_s);
    }
    void answersThatAreNoneAreErrors()
    {
        QFETCH(QByteArray, name);
        QFETCH(int, code);
        QFETCH(QString, sentence);
        const auto answer
            = ApiClient({.access = access()}).send({.path = kPod + name.toStdString()}, {});
        QVERIFY(!answer);
        QVERIFY2(said(answer).contains(sentence), qPrintable(said(answer)));
        QCOMPARE(static_cast<int>(answer.error().code), code);
    }

    // A change whose answer got lost is not sent again, and nobody says that it failed.
    void aChangeWithoutAnAnswerLeavesADoubt_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("within the answer") << QByteArray("cut");
        QTest::newRow("before the answer") << QByteArray("drop");
    }
    void aChangeWithoutAnAnswerLeavesADoubt()
    {
        QFETCH(QByteArray, name);
        ApiClient client({.access = access()});
        QVERIFY(client.send({.path = kPod + "api-1"}, {})); // a connection is kept
        const int before = m_api->count(u"DELETE"_s);
        const auto answer = client.send(
            {.method = "DELETE", .path = kPod + name.toStdString(), .body = "{}"}, {});
        QVERIFY(!answer);
        QVERIFY2(said(answer).contains(u"not known"_s), qPrintable(said(answer)));
        QCOMPARE(m_api->count(u"DELETE"_s), before + 1);
    }

    void aBusyServerIsAskedAgain()
    {
        ApiClient client({.access = access()});
        QElapsedTimer timer;
        timer.start();
        const auto answer
            = client.send({.path = "/apis/apps/v1/namespaces/shop/deployments/busy"}, {});
        QVERIFY2(answer, qPrintable(said(answer)));
        QVERIFY(timer.elapsed() >= 1'000); // Retry-After
    }

    void timeAndPatienceEnd()
    {
        ApiClient client({.access = access()});
        QElapsedTimer timer;
        timer.start();
        const auto late = client.send({.path = kPod + "slow"}, CallBudget::of(Duration{300}));
        QVERIFY(!late);
        QCOMPARE(late.error().code, ErrorCode::Timeout);
        QVERIFY(timer.elapsed() < 2'000);
        std::stop_source stop;
        const std::jthread stopper([&] {
            std::this_thread::sleep_for(Duration{100});
            stop.request_stop();
        });
        timer.restart();
        const auto ended = client.send({.path = kPod + "slow"}, {.stop = stop.get_token()});
        QVERIFY(!ended);
        QCOMPARE(ended.error().code, ErrorCode::Cancelled);
        QVERIFY(timer.elapsed() < 2'000);
    }

    void nobodyThereIsUnavailable()
    {
        const auto answer
            = ApiClient({.access = {.server = "https://127.0.0.1:1"}}).send({.path = "/api"}, {});
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Unavailable);
        QVERIFY(said(answer).contains(u"not reached"_s));
    }

    void anErrorThatIsNoStatusIsShownInPart()
    {
        const Error html = errorOfAnswer(502, "<html>\x1b[31m" + std::string(5'000, 'x'));
        QVERIFY(html.message.size() < 300);
        QVERIFY(html.message.find('\x1b') == std::string::npos);
        QCOMPARE(errorOfAnswer(404, "{\"message\":7}").code, ErrorCode::NotFound);
    }

private:
    ApiAccess access() const
    {
        return {.server = "https://127.0.0.1:" + m_api->port(),
            .authorityPem = read(u"ca.pem"_s),
            .clientCertificatePem = read(u"client.pem"_s),
            .clientKeyPem = read(u"client.key"_s),
            .token = "good"};
    }
    void refusesCertificate(const ApiAccess &access) const
    {
        const auto refused = ApiClient({.access = access}).send({.path = kPod + "api-1"}, {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::PermissionDenied);
    }
    QStringList tls(const QString &name) const
    {
        return {u"--cert"_s, path(name + u".pem"_s), u"--key"_s, path(name + u".key"_s)};
    }
    QString path(const QString &name) const { return m_folder.filePath(name); }
    std::string read(const QString &name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
    }
    void write(const QString &name, const char *text) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) < 0)
            qFatal("cannot write a test file");
    }
    // File names are those of the test's folder.
    void openssl(const QStringList &arguments) const
    {
        std::vector<std::string> words{"openssl"};
        for (const QString &argument : arguments) {
            const bool isFile = argument.contains(u'.') && !argument.contains(u' ');
            words.push_back((isFile ? path(argument) : argument).toStdString());
        }
        if (ChildProcess(std::move(words)).wait() != 0)
            qFatal("openssl failed");
    }
    void makeAuthority(const QString &name) const
    {
        openssl({u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s,
            u"ec_paramgen_curve:P-256"_s, u"-nodes"_s, u"-days"_s, u"1"_s, u"-subj"_s,
            u"/CN=authority "_s + name, u"-keyout"_s, name + u".key"_s, u"-out"_s,
            name + u".pem"_s});
    }
    void makeCertificate(const QString &name, const QString &extension) const
    {
        write(name + u".ext"_s, extension.toUtf8().constData());
        openssl({u"req"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s,
            u"-nodes"_s, u"-subj"_s, u"/CN="_s + name, u"-keyout"_s, name + u".key"_s, u"-out"_s,
            name + u".csr"_s});
        openssl({u"x509"_s, u"-req"_s, u"-in"_s, name + u".csr"_s, u"-CA"_s, u"ca.pem"_s,
            u"-CAkey"_s, u"ca.key"_s, u"-CAcreateserial"_s, u"-days"_s, u"1"_s, u"-extfile"_s,
            name + u".ext"_s, u"-out"_s, name + u".pem"_s});
    }

    QTemporaryDir m_folder;
    std::unique_ptr<FakeKubeApi> m_api;
};

QTEST_GUILESS_MAIN(TestApiClient)
#include "tst_api_client.moc"
