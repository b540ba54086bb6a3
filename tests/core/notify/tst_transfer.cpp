#include "core/notify/transfer.h"
#include "core/notify/verdict.h"
#include "tests/support/http_receiver.h"
#include "tests/support/smtp_server.h"
#include "tests/support/test_certificate.h"

#include <openssl/ssl.h>

#include <QElapsedTimer>
#include <QTest>

#include <thread>

using namespace binnacle;
using namespace binnacle::notify;
using namespace binnacle::test;

namespace {

const std::string kKey = "00112233445566778899aabbccddeeff";

TransportSettings quick(const std::string &caFile = {})
{
    return {.connectTimeout = Duration{1'000}, .totalTimeout = Duration{1'500}, .caFile = caFile};
}

ChannelConfig hook(const std::string &url)
{
    return {.type = ChannelType::Webhook,
        .url = url,
        .secret = "s3cret",
        .allowedHosts = {{"127.0.0.1", "localhost"}}};
}

ChannelConfig mailTo(const SmtpServer &server, TlsMode mode)
{
    return {.type = ChannelType::Email,
        .smtpHost = "localhost",
        .smtpPort = server.port(),
        .smtpUser = "alerts@example.com",
        .smtpPassword = "correct horse",
        .tlsMode = mode,
        .to = {{.name = {}, .address = "a@example.com"}, {.name = {}, .address = "b@example.com"}}};
}

Answer send(const ChannelConfig &config, const TransportSettings &settings = quick(),
    const std::stop_token &stop = {})
{
    const Message message{.title = "🔴 Agent offline", .text = ".\n..\nthe end"};
    const RenderedMessage rendered{.title = message.title, .lines = {{{}, message.text}}};
    Transfer transfer({.config = config,
                          .message = message,
                          .rendered = rendered,
                          .language = "en",
                          .deliveryKey = kKey,
                          .at = fromEpochMs(1'772'355'600'000)},
        settings);
    return transfer.perform(stop);
}

Verdict verdictOf(const ChannelConfig &config, const Answer &answer)
{
    return judge(config.type, answer).verdict;
}

bool saw(const SmtpServer &server, const char *command)
{
    for (const std::string &line : server.commands()) {
        if (line.starts_with(command))
            return true;
    }
    return false;
}

} // namespace

class TestTransfer : public QObject
{
    Q_OBJECT

private slots:
    void aReceiverGetsItWhole()
    {
        HttpReceiver receiver;
        const ChannelConfig config = hook(receiver.url());
        const Answer answer = send(config);
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, std::string("ok"));
        QCOMPARE(answer.failure, std::string());
        const ReceivedRequest request = receiver.requests().at(0);
        QCOMPARE(request.method, std::string("POST"));
        QCOMPARE(request.target, std::string("/hook"));
        QCOMPARE(request.headers.at("idempotency-key"), kKey);
        QVERIFY(request.headers.at("x-binnacle-signature").starts_with("t=1772355600,v1="));
        QVERIFY(request.headers.at("content-type").starts_with("application/json"));
        QVERIFY(request.headers.at("user-agent").starts_with("Binnacle/"));
        QVERIFY(!request.headers.contains("expect"));
        QVERIFY(request.body.starts_with("{\"v\":1,\"title\":\"🔴 Agent offline\""));
    }

    void aRedirectIsNotFollowed()
    {
        HttpReceiver goal;
        HttpReceiver receiver({.status = 302, .headers = "Location: " + goal.url() + "\r\n"});
        const ChannelConfig config = hook(receiver.url());
        const Answer answer = send(config);
        QCOMPARE(answer.status, 302);
        QCOMPARE(answer.redirect, std::string("127.0.0.1"));
        QCOMPARE(verdictOf(config, answer), Verdict::Refused);
        QCOMPARE(goal.connections(), 0);
        receiver.script(
            {{.status = 307, .headers = "Location: http://169.254.169.254/latest/meta-data/\r\n"}});
        QCOMPARE(send(config).redirect, std::string("169.254.169.254"));
    }

    void retryAfterIsRead()
    {
        HttpReceiver receiver({.status = 429, .headers = "Retry-After: 7\r\n"});
        const ChannelConfig config = hook(receiver.url());
        QCOMPARE(judge(config.type, send(config)).wait, Duration{7'000});
        receiver.script({{.status = 503, .headers = "Retry-After: 99999999999\r\n"}});
        QVERIFY(send(config).retryAfter <= Duration{86'400'000});
        receiver.script({{.status = 503, .headers = "Retry-After: soon\r\n"}});
        QCOMPARE(send(config).retryAfter, Duration{0});
    }

    void ofALongAnswerTheBeginningIsKept()
    {
        HttpReceiver receiver({.body = std::string(10 << 20, 'x')});
        const ChannelConfig config = hook(receiver.url());
        QElapsedTimer timer;
        timer.start();
        const Answer answer = send(config);
        QCOMPARE(answer.body.size(), std::size_t{4'096});
        QCOMPARE(answer.status, 200);
        QCOMPARE(verdictOf(config, answer), Verdict::Delivered);
        QVERIFY(timer.elapsed() < 1'000);
    }

    void oneThatHangsIsGivenUp()
    {
        HttpReceiver receiver({.hangs = true});
        TransportSettings settings = quick();
        settings.totalTimeout = Duration{300};
        const ChannelConfig config = hook(receiver.url());
        const Answer answer = send(config, settings);
        QCOMPARE(answer.status, 0);
        QVERIFY(!answer.failure.empty());
        QVERIFY(answer.took >= Duration{290});
        QCOMPARE(verdictOf(config, answer), Verdict::Retry);
    }

    void oneThatIsStoppedReturns()
    {
        HttpReceiver receiver({.hangs = true});
        TransportSettings settings = quick();
        settings.totalTimeout = Duration{30'000};
        std::stop_source stop;
        const std::jthread stopper([&receiver, &stop] {
            receiver.waitFor(1);
            stop.request_stop();
        });
        QElapsedTimer timer;
        timer.start();
        QVERIFY(!send(hook(receiver.url()), settings, stop.get_token()).failure.empty());
        QVERIFY(timer.elapsed() < 3'000);
    }

    void oneThatBreaksOffIsTriedAgain()
    {
        HttpReceiver receiver({.body = "a long answer", .breaksOff = true});
        const ChannelConfig config = hook(receiver.url());
        const Answer answer = send(config);
        QVERIFY(!answer.failure.empty());
        QCOMPARE(verdictOf(config, answer), Verdict::Retry);
    }

    void nobodyListeningIsTriedAgain()
    {
        std::string url;
        {
            HttpReceiver receiver;
            url = receiver.url();
        }
        const ChannelConfig config = hook(url);
        QCOMPARE(verdictOf(config, send(config)), Verdict::Retry);
    }

    void certificatesAreVerified_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("until");
        QTest::addColumn<int>("version");
        QTest::addColumn<bool>("isTrusted");
        QTest::addColumn<bool>("isGood");
        const QString right = QStringLiteral("localhost");
        QTest::newRow("right") << right << -60 << 3'600 << 0 << true << true;
        QTest::newRow("self-signed") << right << -60 << 3'600 << 0 << false << false;
        QTest::newRow("expired") << right << -7'200 << -60 << 0 << true << false;
        QTest::newRow("not yet") << right << 3'600 << 7'200 << 0 << true << false;
        QTest::newRow("wrong host")
            << QStringLiteral("other.example") << -60 << 3'600 << 0 << true << false;
        QTest::newRow("TLS 1.0") << right << -60 << 3'600 << TLS1_VERSION << true << false;
        QTest::newRow("TLS 1.1") << right << -60 << 3'600 << TLS1_1_VERSION << true << false;
        QTest::newRow("TLS 1.2") << right << -60 << 3'600 << TLS1_2_VERSION << true << true;
    }
    void certificatesAreVerified()
    {
        QFETCH(QString, host);
        QFETCH(int, from);
        QFETCH(int, until);
        QFETCH(int, version);
        QFETCH(bool, isTrusted);
        QFETCH(bool, isGood);
        const TestCertificate certificate({.host = host.toStdString(),
            .validFrom = from,
            .validUntil = until,
            .highestVersion = version});
        HttpReceiver receiver({}, certificate.context());
        const ChannelConfig config = hook(receiver.url());
        const Answer answer
            = send(config, quick(isTrusted ? certificate.certificateFile() : std::string()));
        QCOMPARE(answer.failure.empty(), isGood);
        QCOMPARE(receiver.count(), std::size_t{isGood ? 1U : 0U});
        if (!isGood)
            QCOMPARE(verdictOf(config, answer), Verdict::Retry);
        SmtpServer mail({.tls = certificate.context(), .isImplicit = true});
        const ChannelConfig mailConfig = mailTo(mail, TlsMode::Implicit);
        const Answer mailAnswer
            = send(mailConfig, quick(isTrusted ? certificate.certificateFile() : std::string()));
        QCOMPARE(mailAnswer.failure.empty(), isGood);
        QCOMPARE(mail.mails().size(), std::size_t{isGood ? 1U : 0U});
    }

    // A name that was public when it was saved and is not when it is used.
    void thePeerIsCheckedWhereItIsConnectedTo()
    {
        HttpReceiver receiver;
        const std::string port = std::to_string(receiver.port());
        ChannelConfig config = hook("http://rebind.example:" + port + "/");
        config.allowedHosts = {};
        TransportSettings settings = quick();
        settings.fixedAddresses = {"rebind.example:" + port + ":127.0.0.1"};
        const Answer answer = send(config, settings);
        QVERIFY(answer.isBlocked);
        QVERIFY(answer.failure.find("this machine") != std::string::npos);
        QCOMPARE(verdictOf(config, answer), Verdict::Refused);
        QCOMPARE(receiver.connections(), 0);
        config.allowedHosts = {{"rebind.example"}};
        QCOMPARE(send(config, settings).status, 200);
        settings.fixedAddresses = {"rebind.example:" + port + ":169.254.169.254"};
        QVERIFY(send(config, settings).isBlocked);
        settings.fixedAddresses = {"rebind.example:" + port + ":[::ffff:169.254.169.254]"};
        QVERIFY(send(config, settings).isBlocked);
        settings.fixedAddresses = {"rebind.example:" + port + ":10.0.0.1"};
        config.allowedHosts = {{"10.0.0.2"}};
        QVERIFY(send(config, settings).isBlocked);
    }

    void aProxyOfTheEnvironmentIsNotUsed()
    {
        HttpReceiver proxy;
        HttpReceiver receiver;
        qputenv("http_proxy", QByteArray::fromStdString(proxy.url("")));
        const int status = send(hook(receiver.url())).status;
        qunsetenv("http_proxy");
        QCOMPARE(status, 200);
        QCOMPARE(proxy.connections(), 0);
    }

    void mailArrivesOverStartTls()
    {
        const TestCertificate certificate;
        SmtpServer server({.tls = certificate.context(), .requiresLogin = true});
        const Answer answer
            = send(mailTo(server, TlsMode::StartTls), quick(certificate.certificateFile()));
        QCOMPARE(answer.failure, std::string());
        QVERIFY2(answer.body.find("queued as 4711") != std::string::npos, answer.body.c_str());
        const ReceivedMail mail = server.mails().at(0);
        QVERIFY(mail.isEncrypted);
        QCOMPARE(mail.user, std::string("alerts@example.com"));
        QCOMPARE(mail.from, std::string("alerts@example.com"));
        QCOMPARE(mail.to, (std::vector<std::string>{"a@example.com", "b@example.com"}));
        QVERIFY(mail.data.find("Message-ID: <" + kKey + "@example.com>") != std::string::npos);
        QVERIFY(mail.data.ends_with("--\r\n"));
    }

    void withoutStartTlsNothingIsSaid()
    {
        const TestCertificate certificate;
        SmtpServer server({.tls = certificate.context(), .offersStartTls = false});
        const ChannelConfig config = mailTo(server, TlsMode::StartTls);
        const Answer answer = send(config, quick(certificate.certificateFile()));
        QVERIFY(!answer.failure.empty());
        QVERIFY(verdictOf(config, answer) != Verdict::Delivered);
        QVERIFY(!saw(server, "AUTH"));
        QVERIFY(!saw(server, "MAIL"));
    }

    void aPasswordGoesInTheOpenOnlyWhereThatIsAllowed()
    {
        SmtpServer server({});
        ChannelConfig config = mailTo(server, TlsMode::None);
        QCOMPARE(send(config).failure, std::string());
        QVERIFY(!saw(server, "AUTH"));
        QVERIFY(server.mails().at(0).user.empty());
        config.allowsPlainAuth = true;
        QCOMPARE(send(config).failure, std::string());
        QVERIFY(saw(server, "AUTH"));
    }

    void aWrongPasswordIsRefusedForGood()
    {
        const TestCertificate certificate;
        SmtpServer server({.tls = certificate.context(), .requiresLogin = true});
        ChannelConfig config = mailTo(server, TlsMode::StartTls);
        config.smtpPassword = "pl4nted";
        const Answer answer = send(config, quick(certificate.certificateFile()));
        QCOMPARE(answer.status, 535);
        QCOMPARE(verdictOf(config, answer), Verdict::Refused);
        QVERIFY(answer.failure.find("pl4nted") == std::string::npos);
    }

    void whoCanBeReachedIsTold()
    {
        SmtpServer server({.refusedRecipient = "a@example.com"});
        const ChannelConfig config = mailTo(server, TlsMode::None);
        const Answer answer = send(config);
        QCOMPARE(verdictOf(config, answer), Verdict::Delivered);
        QCOMPARE(server.mails().at(0).to, (std::vector<std::string>{"b@example.com"}));
        QVERIFY2(answer.body.find("550 5.1.1 no such mailbox") != std::string::npos,
            answer.body.c_str());
    }

    void mailServersThatRefuseAreTakenAtTheirWord()
    {
        SmtpServer busy({.dataReply = "451 4.3.0 try later"});
        const ChannelConfig later = mailTo(busy, TlsMode::None);
        QCOMPARE(verdictOf(later, send(later)), Verdict::Retry);
        SmtpServer full({.dataReply = "552 5.3.4 too big"});
        const ChannelConfig never = mailTo(full, TlsMode::None);
        QCOMPARE(verdictOf(never, send(never)), Verdict::Refused);
        SmtpServer silent({.hangs = true});
        const ChannelConfig hanging = mailTo(silent, TlsMode::None);
        TransportSettings settings = quick();
        settings.totalTimeout = Duration{300};
        QCOMPARE(verdictOf(hanging, send(hanging, settings)), Verdict::Retry);
    }
};

QTEST_GUILESS_MAIN(TestTransfer)
#include "tst_transfer.moc"
