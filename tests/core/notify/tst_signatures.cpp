#include "core/notify/crypto.h"
#include "core/notify/signatures.h"
#include "tests/support/corpus.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace binnacle;
using namespace binnacle::notify;

namespace {

const std::string kSecret = "SECbinnacle-test";

std::string bytesOf(const QJsonValue &hexText)
{
    return QByteArray::fromHex(hexText.toString().toLatin1()).toStdString();
}

std::string textOf(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1String(key)).toString().toStdString();
}

} // namespace

class TestSignatures : public QObject
{
    Q_OBJECT

private slots:
    void theContractsVectors()
    {
        const Timestamp at = fromEpochMs(1'700'000'000'000);
        const std::string dingTalk = dingTalkSignature(at, kSecret);
        QCOMPARE(dingTalk, std::string("diJyM4B8nQaLwMELPafmF6snzwidfR5KeyhOzHEiqGQ="));
        QVERIFY(percentEncoded(dingTalk).ends_with("%3D"));
        QCOMPARE(feishuSignature(at, kSecret),
            std::string("z8LRg5oiXuUP6IBXeACUojEWK5vUN1yQ5CeDIw8nTts="));
        QCOMPARE(webhookSignature(at, kSecret, "{\"v\":1}"),
            std::string("t=1700000000,v1="
                        "5f7447b2ab13c105888c97a5afc6e32808f4bd5df1c7a5f1dd36ea7349565465"));
    }

    // Half a second more is another DingTalk signature and the same one of the others.
    void secondsAreCutAndMillisecondsAreNot()
    {
        const Timestamp at = fromEpochMs(1'700'000'000'500);
        QVERIFY(dingTalkSignature(at, kSecret)
            != dingTalkSignature(fromEpochMs(1'700'000'000'000), kSecret));
        QCOMPARE(feishuSignature(at, kSecret),
            std::string("z8LRg5oiXuUP6IBXeACUojEWK5vUN1yQ5CeDIw8nTts="));
    }

    void theCorpusIsRecomputed()
    {
        const auto file = test::corpusPath("webhooks/signature-kat.json");
        if (!file)
            QSKIP(test::kNoCorpus);
        const QJsonArray vectors
            = QJsonDocument::fromJson(QByteArray::fromStdString(test::readFile(*file)))
                  .object()[QLatin1String("vectors")]
                  .toArray();
        int checked = 0;
        for (const QJsonValue value : vectors) {
            const QJsonObject vector = value.toObject();
            const std::string secret = textOf(vector, "secret");
            const std::string scheme = textOf(vector, "scheme");
            if (vector.contains(QLatin1String("hmac_sha256"))) {
                QCOMPARE(hex(hmacSha256(
                             bytesOf(vector[QLatin1String("key_hex")]), textOf(vector, "data"))),
                    textOf(vector, "hmac_sha256"));
            } else if (scheme.starts_with("feishu")) {
                const Timestamp at = fromEpochMs(1'000 * std::stoll(textOf(vector, "timestamp")));
                QCOMPARE(feishuSignature(at, secret), textOf(vector, "expect_sign"));
            } else if (scheme.starts_with("dingtalk")) {
                const Timestamp at = fromEpochMs(std::stoll(textOf(vector, "timestamp_ms")));
                QCOMPARE(percentEncoded(dingTalkSignature(at, secret)),
                    textOf(vector, "expect_sign_urlencoded"));
            } else if (scheme.starts_with("generic")) {
                QCOMPARE("sha256=" + hex(hmacSha256(secret, textOf(vector, "body"))),
                    textOf(vector, "expect_sign"));
            } else {
                QCOMPARE("v0="
                        + hex(hmacSha256(secret,
                            "v0:" + textOf(vector, "timestamp") + ':' + textOf(vector, "body"))),
                    textOf(vector, "expect_sign"));
            }
            ++checked;
        }
        QVERIFY(checked >= 6);
    }

    void base64KnowsWhatItIs()
    {
        for (const std::string bytes : {"", "f", "fo", "foo", "foob", "fooba", "foobar"})
            QCOMPARE(*fromBase64(base64(bytes)), bytes);
        for (const char *bad : {"Zg", "Zg=", "Z===", "Z g=", "Zm9v\n", "====", "Zg==Zg=="})
            QVERIFY2(!fromBase64(bad), bad);
    }
};

QTEST_GUILESS_MAIN(TestSignatures)
#include "tst_signatures.moc"
