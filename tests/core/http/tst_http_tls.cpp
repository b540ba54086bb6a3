#include "tests/core/http/http_rig.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

using namespace binnacle;
using namespace binnacle::test;

namespace {

// Writes a new key and a certificate that it signed itself.
void makeCertificate(const QString &certificateFile, const QString &keyFile)
{
    EVP_PKEY *key = EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256");
    X509 *certificate = X509_new();
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -60);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3'600);
    X509_set_pubkey(certificate, key);
    X509_NAME *name = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(
        name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char *>("localhost"), -1, -1, 0);
    X509_set_issuer_name(certificate, name);
    X509_sign(certificate, key, EVP_sha256());
    FILE *file = std::fopen(qPrintable(certificateFile), "w");
    PEM_write_X509(file, certificate);
    std::fclose(file);
    file = std::fopen(qPrintable(keyFile), "w");
    PEM_write_PrivateKey(file, key, nullptr, nullptr, 0, nullptr, nullptr);
    std::fclose(file);
    X509_free(certificate);
    EVP_PKEY_free(key);
}

// A blocking TLS client over a raw connection.
class TlsClient
{
public:
    TlsClient(std::uint16_t port, int highestVersion = TLS1_3_VERSION)
        : m_connection(port)
        , m_context(SSL_CTX_new(TLS_client_method()))
        , m_ssl(nullptr)
    {
        SSL_CTX_set_security_level(m_context, 0);
        SSL_CTX_set_min_proto_version(m_context, TLS1_VERSION);
        SSL_CTX_set_max_proto_version(m_context, highestVersion);
        m_ssl = SSL_new(m_context);
        SSL_set_fd(m_ssl, m_connection.descriptor());
        m_handshaken = SSL_connect(m_ssl) == 1;
    }
    ~TlsClient()
    {
        SSL_free(m_ssl);
        SSL_CTX_free(m_context);
    }
    TlsClient(const TlsClient &) = delete;
    TlsClient &operator=(const TlsClient &) = delete;

    bool handshaken() const { return m_handshaken; }
    bool send(std::string_view bytes)
    {
        return SSL_write(m_ssl, bytes.data(), static_cast<int>(bytes.size()))
            == static_cast<int>(bytes.size());
    }
    std::string read(std::string_view until)
    {
        std::string received;
        std::array<char, 16384> buffer{};
        while (!received.ends_with(until)) {
            const int count = SSL_read(m_ssl, buffer.data(), static_cast<int>(buffer.size()));
            if (count <= 0)
                break;
            received.append(buffer.data(), static_cast<std::size_t>(count));
        }
        return received;
    }
    void close() { m_connection.close(); }

private:
    RawConnection m_connection;
    SSL_CTX *m_context;
    SSL *m_ssl;
    bool m_handshaken = false;
};

} // namespace

class TestHttpTls : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        makeCertificate(path(QStringLiteral("certificate.pem")), path(QStringLiteral("key.pem")));
        makeCertificate(
            path(QStringLiteral("other-certificate.pem")), path(QStringLiteral("other-key.pem")));
    }

    void requestsTravelOverTls()
    {
        HttpRig rig(tlsSettings());
        QVERIFY(rig.server->usesTls());
        TlsClient client(rig.port());
        QVERIFY(client.handshaken());
        for (int i = 0; i < 20; ++i) {
            const std::string body = std::string(static_cast<std::size_t>(i) * 20'000, 'b') + "!";
            QVERIFY(client.send(post("/echo", body)));
            QVERIFY(client.read("!").ends_with(body));
        }
        QVERIFY(client.send(get("/big")));
        QVERIFY(client.read(std::string(HttpRig::kBigBytes, 'x')).size() > HttpRig::kBigBytes);
    }

    void aParkedPollIsAnsweredAndAHangupNoticed()
    {
        HttpRig rig(tlsSettings());
        TlsClient answered(rig.port());
        TlsClient gone(rig.port());
        QVERIFY(gone.send(get("/poll")));
        QVERIFY(rig.waitForParked(1));
        gone.close();
        QTRY_COMPARE(rig.hangups.load(), 1);
        rig.answerParked();
        QTRY_COMPARE(rig.lost.load(), 1);
        QVERIFY(answered.send(get("/poll")));
        QVERIFY(rig.waitForParked(1));
        rig.answerParked();
        QVERIFY(answered.read("\"answer\"").ends_with("\"answer\""));
        QTRY_COMPARE(rig.written.load(), 1);
    }

    void oldVersionsAreRefused()
    {
        HttpRig rig(tlsSettings());
        QVERIFY(!TlsClient(rig.port(), TLS1_1_VERSION).handshaken());
        QVERIFY(TlsClient(rig.port(), TLS1_2_VERSION).handshaken());
    }

    void plainHttpAndASilentHandshakeAreClosed()
    {
        http::ServerSettings settings = tlsSettings();
        settings.limits.headTimeout = Duration{300};
        HttpRig rig(settings);
        RawConnection plain = rig.connect();
        QVERIFY(plain.send(get("/echo")));
        QVERIFY(plain.closedWithin(2'000));
        RawConnection silent = rig.connect();
        QVERIFY(silent.closedWithin(2'000));
        QCOMPARE(rig.handled.load(), 0);
    }

    void stoppingFinishesAPoll()
    {
        HttpRig rig(tlsSettings());
        TlsClient client(rig.port());
        QVERIFY(client.send(get("/poll")));
        QVERIFY(rig.waitForParked(1));
        std::jthread stopper([&] { rig.server->stop(Duration{3'000}); });
        QTest::qWait(50);
        rig.answerParked();
        QVERIFY(client.read("\"answer\"").ends_with("\"answer\""));
    }

    void everyInterfaceIsAllowedWithTls()
    {
        http::ServerSettings settings = tlsSettings();
        settings.address = "0.0.0.0";
        QVERIFY(http::Server::start(settings, {}));
    }

    void badFilesAreNamed_data()
    {
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("named");
        QTest::newRow("no certificate")
            << QStringLiteral("missing.pem") << QStringLiteral("key.pem")
            << QStringLiteral("missing.pem");
        QTest::newRow("no key") << QStringLiteral("certificate.pem")
                                << QStringLiteral("missing.pem") << QStringLiteral("missing.pem");
        QTest::newRow("no PEM") << QStringLiteral("noise.pem") << QStringLiteral("key.pem")
                                << QStringLiteral("noise.pem");
        QTest::newRow("key of another")
            << QStringLiteral("certificate.pem") << QStringLiteral("other-key.pem")
            << QStringLiteral("other-key.pem");
        QTest::newRow("only one") << QStringLiteral("certificate.pem") << QString()
                                  << QStringLiteral("both");
    }

    void badFilesAreNamed()
    {
        QFETCH(QString, certificate);
        QFETCH(QString, key);
        QFETCH(QString, named);
        QFile noise(path(QStringLiteral("noise.pem")));
        QVERIFY(noise.open(QIODevice::WriteOnly));
        noise.write("not a certificate");
        noise.close();
        http::ServerSettings settings;
        settings.certificateFile = path(certificate).toStdString();
        if (!key.isEmpty())
            settings.keyFile = path(key).toStdString();
        const auto server = http::Server::start(settings, {});
        QVERIFY(!server);
        QCOMPARE(server.error().code, ErrorCode::InvalidArgument);
        QVERIFY2(server.error().message.find(named.toStdString()) != std::string::npos,
            server.error().message.c_str());
    }

private:
    QString path(const QString &file) const { return m_folder.filePath(file); }
    http::ServerSettings tlsSettings() const
    {
        http::ServerSettings settings;
        settings.certificateFile = path(QStringLiteral("certificate.pem")).toStdString();
        settings.keyFile = path(QStringLiteral("key.pem")).toStdString();
        return settings;
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestHttpTls)
#include "tst_http_tls.moc"
