#include "core/notify/crypto.h"
#include "core/notify/payload.h"
#include "core/notify/templates.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace binnacle;
using namespace binnacle::notify;

namespace {

const std::string kSecret = "SECbinnacle-test";
constexpr Timestamp kNow = fromEpochMs(1'700'000'000'000);

Message offline()
{
    return {.title = "Agent offline",
        .severity = AlertSeverity::Critical,
        .cluster = {"prod-a"},
        .resource = {.kind = "Agent", .name = "prod-a"}};
}

// A request and what it was made of, which has to outlive it.
struct Made
{
    Made(const ChannelConfig &theConfig, Message theMessage, std::string_view text = {})
        : config(theConfig)
        , message(std::move(theMessage))
        , rendered(render(message, "en", text))
        , request(httpRequest({.config = config,
              .message = message,
              .rendered = rendered,
              .language = "en",
              .deliveryKey = "00112233445566778899aabbccddeeff",
              .at = kNow}))
    {}

    QJsonObject json() const
    {
        QJsonParseError error{};
        const auto document
            = QJsonDocument::fromJson(QByteArray::fromStdString(request.body), &error);
        if (error.error != QJsonParseError::NoError)
            qFatal("not JSON: %s", request.body.c_str());
        return document.object();
    }
    std::string header(const std::string &name) const
    {
        for (const auto &[key, value] : request.headers) {
            if (key == name)
                return value;
        }
        return {};
    }

    ChannelConfig config;
    Message message;
    RenderedMessage rendered;
    HttpRequest request;
};

QJsonObject at(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1String(key)).toObject();
}

std::string text(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1String(key)).toString().toStdString();
}

Message huge(int lines)
{
    Message message = offline();
    for (int i = 0; i < lines; ++i)
        message.fields.emplace_back("f" + std::to_string(i), std::string(900, '&'));
    message.text = std::string(7'000, '<');
    return message;
}

} // namespace

class TestPayloads : public QObject
{
    Q_OBJECT

private slots:
    void slackIsAsTheContractShows()
    {
        const Made made({.type = ChannelType::Slack, .url = "https://hooks.slack.com/s/1"},
            offline(), "🔴 {{title}}\nCluster: {{cluster}}\nResource: {{target}}");
        QCOMPARE(made.request.url, std::string("https://hooks.slack.com/s/1"));
        QCOMPARE(made.request.body,
            std::string("{\"text\":\"🔴 Agent offline\",\"blocks\":[{\"type\":\"section\",\"text\":"
                        "{\"type\":\"mrkdwn\",\"text\":\"*🔴 Agent offline*\\n*Cluster:* prod-a\\n"
                        "*Resource:* Agent prod-a\"}}]}"));
    }

    void slackShowsWhatLooksLikeMarkup()
    {
        Message message = offline();
        message.text = "<!channel> & <https://evil.example|here>";
        const Made made({.type = ChannelType::Slack}, message, "T\n{{message}}");
        QVERIFY(made.request.body.find("&lt;!channel&gt; &amp; &lt;https") != std::string::npos);
        QVERIFY(made.request.body.find("<!channel") == std::string::npos);
    }

    void slackKeepsItsLimits()
    {
        const Made made({.type = ChannelType::Slack}, huge(64));
        const QJsonArray blocks = made.json()[QLatin1String("blocks")].toArray();
        QVERIFY(blocks.size() <= 50);
        for (const QJsonValue block : blocks) {
            const QString section = block[QLatin1String("text")][QLatin1String("text")].toString();
            QVERIFY(section.size() <= 3'000);
            QVERIFY(!section.isEmpty());
            // Nothing was cut through.
            QString rest = section;
            rest.remove(QLatin1String("&amp;")).remove(QLatin1String("&lt;"));
            QVERIFY(!rest.contains(QLatin1Char('&')));
        }
    }

    void dingTalkIsSigned()
    {
        const Made made({.type = ChannelType::DingTalk,
                            .url = "https://oapi.dingtalk.com/robot/send?access_token=x",
                            .secret = kSecret,
                            .atMobiles = {"13800000000"},
                            .keyword = "binnacle"},
            offline(), "{{title}}\ncluster: {{cluster}}");
        QCOMPARE(made.request.url,
            std::string("https://oapi.dingtalk.com/robot/send?access_token=x"
                        "&timestamp=1700000000000"
                        "&sign=diJyM4B8nQaLwMELPafmF6snzwidfR5KeyhOzHEiqGQ%3D"));
        const QJsonObject markdown = at(made.json(), "markdown");
        QCOMPARE(text(markdown, "title"), std::string("Agent offline"));
        QCOMPARE(text(markdown, "text"),
            std::string("### Agent offline\n- **cluster**: prod-a\n\nbinnacle\n\n@13800000000 "));
        QCOMPARE(at(made.json(), "at")[QLatin1String("atMobiles")].toArray().size(), 1);
        QCOMPARE(at(made.json(), "at")[QLatin1String("isAtAll")].toBool(), false);
    }

    void dingTalkShowsWhatLooksLikeMarkup()
    {
        Message message = offline();
        message.text = "[here](https://evil.example)\n# big";
        const Made made({.type = ChannelType::DingTalk}, message, "T\n{{message}}");
        QCOMPARE(text(at(made.json(), "markdown"), "text"),
            std::string("### T\n- \\[here\\](https://evil.example)  \n  \\# big"));
    }

    void feishuIsSignedInItsBody()
    {
        const Made made({.type = ChannelType::Feishu,
                            .url = "https://open.feishu.cn/open-apis/bot/v2/hook/x",
                            .secret = kSecret},
            offline(), "{{title}}\nCluster: {{cluster}}");
        const QJsonObject json = made.json();
        QCOMPARE(text(json, "timestamp"), std::string("1700000000"));
        QCOMPARE(text(json, "sign"), std::string("z8LRg5oiXuUP6IBXeACUojEWK5vUN1yQ5CeDIw8nTts="));
        QCOMPARE(text(json, "msg_type"), std::string("interactive"));
        const QJsonObject card = at(json, "card");
        QCOMPARE(text(at(card, "header"), "template"), std::string("red"));
        QCOMPARE(card[QLatin1String("elements")][0][QLatin1String("text")][QLatin1String("content")]
                     .toString()
                     .toStdString(),
            std::string("**Cluster** prod-a"));
        const Made unsignedCard({.type = ChannelType::Feishu}, offline(), "T");
        QVERIFY(!unsignedCard.json().contains(QLatin1String("sign")));
    }

    void feishuMentionsNobodyByAccident()
    {
        Message message = offline();
        message.text = "<at id=all></at> **x** [a](https://evil.example)";
        const Made made({.type = ChannelType::Feishu}, message, "T\n{{message}}");
        QVERIFY(made.request.body.find("<at") == std::string::npos);
        QVERIFY(made.request.body.find("&#60;at id=all&#62;") != std::string::npos);
        QVERIFY(made.request.body.find("[a](") == std::string::npos);
    }

    void whatIsTooMuchForAChatIsCut()
    {
        for (const ChannelType type : {ChannelType::Feishu, ChannelType::DingTalk}) {
            const Made made({.type = type, .secret = "s", .keyword = "key"}, huge(64));
            QVERIFY(made.request.body.size() <= 20'000);
            QVERIFY(made.request.body.size() > 5'000);
            QVERIFY(!made.json().isEmpty());
        }
    }

    void aWebhookGetsTheNeutralMessage()
    {
        const Made made({.type = ChannelType::Webhook,
                            .url = "https://example.com/hook",
                            .secret = kSecret,
                            .method = "PUT",
                            .headers = {{"Authorization", "Bearer x"}}},
            offline());
        QCOMPARE(made.request.method, std::string("PUT"));
        QCOMPARE(made.header("Authorization"), std::string("Bearer x"));
        QCOMPARE(made.header("Idempotency-Key"), std::string("00112233445566778899aabbccddeeff"));
        QVERIFY(made.request.body.starts_with("{\"v\":1,\"title\":\"Agent offline\""));
        const std::string expected = hex(hmacSha256(kSecret, "1700000000." + made.request.body));
        QCOMPARE(made.header("X-Binnacle-Signature"), "t=1700000000,v1=" + expected);
        const Made own({.type = ChannelType::Webhook,
                           .headers = {{"content-type", "text/plain"}},
                           .bodyTemplate = "{\"text\":\"{{title}}\"}"},
            offline());
        QCOMPARE(own.request.body, std::string("{\"text\":\"Agent offline\"}"));
        QCOMPARE(own.header("Content-Type"), std::string());
        QCOMPARE(own.header("X-Binnacle-Signature"), std::string());
    }

    void aPreviewHoldsNoSecret()
    {
        const Made made(
            {.type = ChannelType::Feishu, .url = "https://x/pl4nted", .secret = "s"}, offline());
        const MessagePreview preview = previewOf({.config = made.config,
            .message = made.message,
            .rendered = made.rendered,
            .language = "en",
            .deliveryKey = "0",
            .at = kNow});
        QVERIFY(preview.body.find("sign") == std::string::npos);
        QVERIFY(preview.body.find("pl4nted") == std::string::npos);
        QVERIFY(preview.readable.find("Agent offline") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestPayloads)
#include "tst_payloads.moc"
