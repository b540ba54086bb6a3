#include "core/access/audit_log.h"
#include "core/access/secret_text.h"

#include <rapidjson/document.h>

#include <QTest>

#include <array>
#include <random>

using namespace binnacle;
using access::redact;

namespace {

const std::string kSecret = "s3cr1t0Value";

bool hides(const std::string &body)
{
    const std::string masked = redact(body);
    const bool isHidden
        = masked.find(kSecret) == std::string::npos && masked.find("********") != std::string::npos;
    if (!isHidden)
        qWarning("%s -> %s", body.c_str(), masked.c_str());
    return isHidden;
}

} // namespace

class TestRedaction : public QObject
{
    Q_OBJECT

private slots:
    void keysOfTheContractAreMaskedAtAnyDepth_data()
    {
        QTest::addColumn<QString>("key");
        for (const char *key : {"password", "passwd", "secret", "token", "api_key", "apikey",
                 "authorization", "credential", "webhook", "private_key", "PASSWORD", "dbPassword",
                 "X-Api-Key", "clientSecretValue", "Private-Key", "privateKey", "webhook_url",
                 "credentials", "refresh.token"})
            QTest::newRow(key) << QString::fromUtf8(key);
    }
    void keysOfTheContractAreMaskedAtAnyDepth()
    {
        QFETCH(const QString, key);
        const std::string field = "\"" + key.toStdString() + "\":";
        const std::string value = "\"" + kSecret + "\"";
        QVERIFY(hides("{" + field + value + "}"));
        QVERIFY(hides("{\"a\":[1,{\"b\":{" + field + value + "}}]}"));
        QVERIFY(hides("{" + field + value + "," + field + value + "}"));        // repeated
        QVERIFY(hides("{" + field + "[" + value + ",{\"x\":" + value + "}]}")); // not only text
        QVERIFY(hides("{" + field + "{\"x\":" + value + "}}"));
    }

    void otherFieldsStay()
    {
        QCOMPARE(redact(R"({"replicas":3,"name":"web","list":[1,null,true]})"),
            std::string(R"({"replicas":3,"name":"web","list":[1,null,true]})"));
        QCOMPARE(redact(""), std::string());
        QCOMPARE(redact("plain words, nothing else"), std::string("plain words, nothing else"));
        QCOMPARE(redact("user=ann&limit=5"), std::string("user=ann&limit=5"));
    }

    void whatIsNoJsonIsMaskedToo_data()
    {
        QTest::addColumn<QString>("body");
        const QString secret = QString::fromStdString(kSecret);
        const auto row = [&](const char *name, const char *body) {
            QTest::newRow(name) << QString::fromUtf8(body).replace(u'@', secret);
        };
        row("form", "user=ann&password=@&x=1");
        row("form, first", "password=@");
        row("form, several", "password=@&token=@&secret=@");
        row("form, brackets", "user[password]=@");
        row("form, percent", "pass%77ord=@");
        row("form, blank", "password=two words @");
        row("header", "Authorization: Bearer @\r\nAccept: */*");
        row("header, basic", "authorization: Basic @");
        row("header, key", "X-Api-Key: @");
        row("bearer in text", "it said Bearer @ and left");
        row("bearer, two blanks", "Bearer  @");
        row("bearer, form", "Bearer+@");
        row("cut JSON", "{\"a\":1,\"password\":\"@");
        row("cut JSON, list", "{\"tokens\":[\n\"@\",\n\"@\"");
        row("cut JSON, more", "{\"password\":\"@\",\"b\":");
        row("escaped key", "{\"pass\\u0077ord\":\"@\",");
        row("escaped quote", "{\"password\":\"ab\\\"@\",");
        row("JSON in text", "body was {\\\"password\\\":\\\"@\\\"}");
        row("single quotes", "{'password': '@'}");
        row("YAML", "password: @\nuser: ann");
        row("YAML block", "private_key: |\n  abc\n  @\n");
        row("url", "https://ann:@@example.com/x");
        row("query", "GET /x?a=1&api_key=@ HTTP/1.1");
        row("pem", "-----BEGIN PRIVATE KEY-----\n@\n-----END PRIVATE KEY-----\n");
        row("pem, cut", "-----BEGIN PRIVATE KEY-----\n@\n");
        row("ours", "lost bnk_@ somewhere");
    }
    void whatIsNoJsonIsMaskedToo()
    {
        QFETCH(const QString, body);
        std::string text = body.toStdString();
        if (const std::size_t at = text.find("ann:" + kSecret + kSecret); at != std::string::npos)
            text = "https://ann:" + kSecret + "@example.com/x";
        QVERIFY(hides(text));
        // The same as a value within JSON.
        std::string quoted;
        for (const char c : text) {
            if (c == '"' || c == '\\')
                quoted += '\\';
            if (c == '\n' || c == '\r')
                quoted += c == '\n' ? "\\n" : "\\r";
            else
                quoted += c;
        }
        QVERIFY(hides("{\"body\":\"" + quoted + "\"}"));
    }

    void longBodiesAreCutAtACharacter()
    {
        for (std::size_t shift = 0; shift < 4; ++shift) {
            const std::string body = std::string(shift, 'x')
                + QStringLiteral("\u20ac\U0001F600").repeated(1000).toStdString();
            const std::string masked = redact(body);
            QVERIFY(masked.size() <= 2048 && masked.size() > 2040);
            QVERIFY(QString::fromStdString(masked).toStdString() == masked);
        }
    }

    // Cut after masking: a secret at the border must not lose the end that gives it away.
    void aSecretAtTheBorderIsMasked()
    {
        for (std::size_t fill = 1990; fill < 2060; ++fill) {
            const std::string filler(fill, 'x');
            QVERIFY(redact("{\"a\":\"" + filler + "\",\"password\":\"" + kSecret + "\"}")
                        .find(kSecret.substr(0, 3))
                == std::string::npos);
            QVERIFY(redact(filler + "&password=" + kSecret).find(kSecret.substr(0, 3))
                == std::string::npos);
        }
    }

    void deepAndHostileBodiesEnd()
    {
        const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
        QVERIFY(redact(deep).size() <= 2048);
        std::string nested = "\"" + kSecret + "\"";
        for (int i = 0; i < 500; ++i)
            nested = "{\"a\":" + nested + "}";
        QVERIFY(redact(nested).find(kSecret) == std::string::npos);
        for (const char *piece : {":", "=", "://", "token:", "bearer ", "\\", "\"", "-----BEGIN"}) {
            std::string body;
            while (body.size() < 500'000)
                body += piece;
            QVERIFY(redact(body).size() <= 2048);
        }
        QVERIFY(redact(std::string(10'000, '\x80')).size() <= 2048);
    }

    // Whatever stands around it: a secret under a secret's key is never seen.
    void noPlantedSecretSurvives()
    {
        std::mt19937 random(20'261'121);
        const auto pick = [&random](std::size_t count) {
            return std::uniform_int_distribution<std::size_t>(0, count - 1)(random);
        };
        constexpr std::array<const char *, 6> kKeys{
            "password", "Api-Key", "x_token", "clientSecret", "webhook", "db.passwd"};
        constexpr std::array<const char *, 6> kPlain{"name", "a b", "", "\\\"", "\\u00e9", "url"};
        const std::function<std::string(int)> value = [&](int depth) -> std::string {
            const std::size_t kind = pick(depth > 4 ? 3 : 6);
            if (kind == 0)
                return "\"plain \\\\ text\"";
            if (kind == 1)
                return "-12.5e3";
            if (kind == 2)
                return "\"password=" + kSecret + "&x\"";
            std::string inside;
            const std::size_t count = pick(4);
            for (std::size_t i = 0; i < count; ++i) {
                inside += i == 0 ? "" : " ,\n ";
                if (kind == 3) {
                    inside += value(depth + 1);
                    continue;
                }
                const bool isSecret = pick(2) == 0;
                inside
                    += std::string("\"") + (isSecret ? kKeys[pick(6)] : kPlain[pick(6)]) + "\" : ";
                inside += isSecret ? "[\"" + kSecret + "\", {\"x\": \"" + kSecret + "\"}]"
                                   : value(depth + 1);
            }
            return kind == 3 ? "[" + inside + "]" : "{" + inside + "}";
        };
        for (int i = 0; i < 2'000; ++i) {
            const std::string whole = "{\"top\":" + value(0) + "}";
            QVERIFY2(redact(whole).find(kSecret) == std::string::npos, whole.c_str());
            const std::string cut = whole.substr(0, pick(whole.size()) + 1);
            QVERIFY2(redact(cut).find(kSecret) == std::string::npos, cut.c_str());
        }
    }
};

QTEST_GUILESS_MAIN(TestRedaction)
#include "tst_redaction.moc"
