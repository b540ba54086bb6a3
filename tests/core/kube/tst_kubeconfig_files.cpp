#include "core/kube/bearer_token.h"
#include "core/kube/kubeconfig.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace binnacle;
using namespace binnacle::kube;
using namespace Qt::Literals::StringLiterals;

class TestKubeconfigFiles : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void ofSeveralFilesTheFirstThatHasANameWins()
    {
        const std::string first = write(u"first"_s,
            "contexts:\n- name: main\n  context: {cluster: c, user: u}\n"
            "users:\n- name: u\n  user: {token: first}\n");
        const std::string second = write(u"second"_s,
            "current-context: main\nclusters:\n- name: c\n  cluster: {server: 'https://h', "
            "certificate-authority: ca.pem}\nusers:\n- name: u\n  user: {token: second}\n");
        write(u"ca.pem"_s, "CA");
        const auto access = loadKubeconfig({path(u"missing"_s), first, second}, "");
        QVERIFY2(access, access ? "" : access.error().message.c_str());
        QCOMPARE(access->token, std::string("first"));
        QCOMPARE(access->authorityPem, std::string("CA"));
    }

    void theFilesComeFromTheOptionThenTheEnvironment()
    {
        qputenv("KUBECONFIG", "/a::/b");
        QCOMPARE(kubeconfigFiles("/mine"), std::vector<std::string>{"/mine"});
        QCOMPARE(kubeconfigFiles(""), (std::vector<std::string>{"/a", "/b"}));
        qunsetenv("KUBECONFIG");
        QVERIFY(kubeconfigFiles("").front().ends_with("/.kube/config"));
    }

    void aFileThatIsMissingIsNamed()
    {
        const auto access = loadKubeconfig({path(u"missing"_s)}, "");
        QVERIFY(!access);
        QCOMPARE(access.error().code, ErrorCode::NotFound);
        QVERIFY(access.error().message.find("missing") != std::string::npos);
    }

    void aPodFindsItsAccount()
    {
        write(u"ca.crt"_s, "CA");
        write(u"token"_s, "secret\n");
        const std::string folder = m_folder->path().toStdString();
        auto access = serviceAccountAccess({.folder = folder, .host = "10.0.0.1", .port = "443"});
        QVERIFY2(access, access ? "" : access.error().message.c_str());
        QCOMPARE(access->server, std::string("https://10.0.0.1:443"));
        QCOMPARE(access->authorityPem, std::string("CA"));
        QCOMPARE(access->token, std::string("secret"));
        access = serviceAccountAccess({.folder = folder, .host = "fd00::1", .port = "443"});
        QVERIFY(access);
        QCOMPARE(access->server, std::string("https://[fd00::1]:443"));
        QVERIFY(!serviceAccountAccess({.folder = folder, .host = {}, .port = {}}));
        QVERIFY(!serviceAccountAccess({.folder = folder + "/no", .host = "h", .port = "1"}));
    }

    void aTokenIsReadAgainWhenItWasRefused()
    {
        const ApiAccess access{.tokenFile = write(u"token"_s, "first\n")};
        BearerToken token(access);
        QCOMPARE(*token.current(), std::string("first"));
        write(u"token"_s, "second");
        QCOMPARE(*token.current(), std::string("first")); // for a minute
        QVERIFY(token.forget());
        QCOMPARE(*token.current(), std::string("second"));
        QFile::remove(m_folder->filePath(u"token"_s));
        token.forget();
        QCOMPARE(*token.current(), std::string("second"));
    }

    void aTokenCannotBringHeadersWithIt()
    {
        const ApiAccess literal{.token = "abc\r\nX-Evil: 1"};
        QVERIFY(!BearerToken(literal).current());
        const ApiAccess file{.tokenFile = write(u"token"_s, "abc\r\nX-Evil: 1")};
        QVERIFY(!BearerToken(file).current());
        QVERIFY(!BearerToken(literal).forget());
        const ApiAccess none;
        QCOMPARE(*BearerToken(none).current(), std::string());
    }

private:
    std::string path(const QString &name) const { return m_folder->filePath(name).toStdString(); }
    std::string write(const QString &name, const char *text) const
    {
        QFile file(m_folder->filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) < 0)
            qFatal("cannot write a test file");
        return path(name);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TestKubeconfigFiles)
#include "tst_kubeconfig_files.moc"
