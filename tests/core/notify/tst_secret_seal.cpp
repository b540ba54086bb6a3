#include "core/access/secret_store.h"
#include "core/notify/crypto.h"
#include "core/notify/secret_seal.h"
#include "tests/support/corpus.h"
#include "tests/support/results.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace binnacle;
using namespace binnacle::notify;
using test::codeOf;

namespace {

std::string bytesOf(const QJsonObject &object, const char *key)
{
    return QByteArray::fromHex(object.value(QLatin1String(key)).toString().toLatin1())
        .toStdString();
}

class Folder
{
public:
    std::string path() const { return m_directory.path().toStdString(); }
    QString keyFile() const { return m_directory.filePath(QStringLiteral("notify.key")); }

    SecretSeal open(access::SecretStore *store = nullptr) const
    {
        auto seal = SecretSeal::open(path(), store);
        if (!seal)
            qFatal("%s", seal.error().message.c_str());
        return *std::move(seal);
    }
    std::unique_ptr<access::SecretStore> store() const
    {
        return *access::openSealedFile(
            path() + "/secrets", "tram lantern oboe", {.memoryBytes = 8192, .passes = 1});
    }

private:
    QTemporaryDir m_directory;
};

} // namespace

class TestSecretSeal : public QObject
{
    Q_OBJECT

private slots:
    void aSecretIsThereAgainAfterARestart()
    {
        const Folder folder;
        const std::string sealed = *folder.open().seal(7, "pl4nted");
        QVERIFY(sealed.starts_with("enc:"));
        QCOMPARE(fromBase64(sealed.substr(4))->size(), std::size_t{12 + 7 + 16});
        QVERIFY(sealed.find("pl4nted") == std::string::npos);
        QCOMPARE(*folder.open().unseal(7, sealed), std::string("pl4nted"));
        QCOMPARE(*folder.open().unseal(7, *folder.open().seal(7, "")), std::string());
    }

    void noTwoSealsAreAlike()
    {
        const Folder folder;
        const SecretSeal seal = folder.open();
        QVERIFY(*seal.seal(7, "same") != *seal.seal(7, "same"));
    }

    void anotherChannelCannotUseIt()
    {
        const Folder folder;
        const SecretSeal seal = folder.open();
        QCOMPARE(codeOf(seal.unseal(8, *seal.seal(7, "secret"))), ErrorCode::Corrupt);
    }

    void everyChangedBitIsNoticed()
    {
        const Folder folder;
        const SecretSeal seal = folder.open();
        const std::string bytes = *fromBase64(seal.seal(7, "secret")->substr(4));
        for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
            std::string changed = bytes;
            changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << bit % 8));
            QCOMPARE(codeOf(seal.unseal(7, "enc:" + base64(changed))), ErrorCode::Corrupt);
        }
        for (const std::string &text : {std::string("enc:"), std::string("secret"),
                 std::string("enc:!!"), "enc:" + base64(bytes.substr(0, 20))})
            QCOMPARE(codeOf(seal.unseal(7, text)), ErrorCode::Corrupt);
    }

    void anotherKeyIsAClearError()
    {
        const Folder mine;
        const Folder yours;
        const auto opened = yours.open().unseal(7, *mine.open().seal(7, "secret"));
        QCOMPARE(codeOf(opened), ErrorCode::Corrupt);
        QVERIFY(opened.error().message.find("another key") != std::string::npos);
    }

    void theKeyIsForItsOwnerAlone()
    {
        const Folder folder;
        static_cast<void>(folder.open());
        const auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup
            | QFileDevice::ReadOther | QFileDevice::WriteOther;
        QVERIFY(!(QFile::permissions(folder.keyFile()) & others));
        // Somebody opened it: it is closed again.
        QVERIFY(QFile::setPermissions(folder.keyFile(),
            QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadOther));
        static_cast<void>(folder.open());
        QVERIFY(!(QFile::permissions(folder.keyFile()) & others));
    }

    void aKeyThatIsCutOffIsNotReplaced()
    {
        const Folder folder;
        static_cast<void>(folder.open());
        QFile file(folder.keyFile());
        QVERIFY(file.resize(31));
        QCOMPARE(codeOf(SecretSeal::open(folder.path(), nullptr)), ErrorCode::Corrupt);
        QCOMPARE(file.size(), 31);
    }

    void theKeyMovesIntoTheStore()
    {
        const Folder folder;
        const std::string sealed = *folder.open().seal(7, "secret");
        const auto store = folder.store();
        QCOMPARE(*folder.open(store.get()).unseal(7, sealed), std::string("secret"));
        QVERIFY(!QFile::exists(folder.keyFile()));
        QCOMPARE(*folder.open(store.get()).unseal(7, sealed), std::string("secret"));
    }

    // The store was closed for a while: what was sealed then can still be read.
    void aKeyFromMeanwhileStillReads()
    {
        const Folder folder;
        const auto store = folder.store();
        const std::string before = *folder.open(store.get()).seal(7, "before");
        const std::string meanwhile = *folder.open().seal(7, "meanwhile");
        QVERIFY(!folder.open().unseal(7, before));
        const SecretSeal both = folder.open(store.get());
        QCOMPARE(*both.unseal(7, before), std::string("before"));
        QCOMPARE(*both.unseal(7, meanwhile), std::string("meanwhile"));
    }

    void theVectorsOfWycheproof()
    {
        const auto file = test::corpusPath("security/wycheproof/aes_gcm_test.json");
        if (!file)
            QSKIP(test::kNoCorpus);
        const QJsonArray groups
            = QJsonDocument::fromJson(QByteArray::fromStdString(test::readFile(*file)))
                  .object()[QLatin1String("testGroups")]
                  .toArray();
        int checked = 0;
        for (const QJsonValue groupValue : groups) {
            const QJsonObject group = groupValue.toObject();
            const bool isOurs = group[QLatin1String("keySize")].toInt() == 256
                && group[QLatin1String("ivSize")].toInt() == 96
                && group[QLatin1String("tagSize")].toInt() == 128;
            for (const QJsonValue value : group[QLatin1String("tests")].toArray()) {
                const QJsonObject vector = value.toObject();
                const std::string key = bytesOf(vector, "key");
                const std::string nonce = bytesOf(vector, "iv");
                const std::string associated = bytesOf(vector, "aad");
                const std::string sealed = bytesOf(vector, "ct") + bytesOf(vector, "tag");
                const GcmInput input{.key = key, .nonce = nonce, .associated = associated};
                const auto plain = gcmOpen(input, sealed);
                const bool isValid = vector[QLatin1String("result")] == QLatin1String("valid");
                if (!isOurs) {
                    if (key.size() != 32 || nonce.size() != 12)
                        QCOMPARE(codeOf(plain), ErrorCode::InvalidArgument);
                    continue;
                }
                ++checked;
                QCOMPARE(plain.has_value(), isValid);
                if (!isValid)
                    continue;
                QCOMPARE(*plain, bytesOf(vector, "msg"));
                QCOMPARE(*gcmSeal(input, *plain), sealed);
            }
        }
        QVERIFY(checked > 50);
    }
};

QTEST_GUILESS_MAIN(TestSecretSeal)
#include "tst_secret_seal.moc"
