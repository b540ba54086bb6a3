#include "core/notify/channel_config.h"
#include "core/notify/channel_keys.h"
#include "core/notify/config_secrets.h"
#include "core/notify/recipients.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::notify;

namespace {

const std::string kMail = "{\"smtp_host\":\"mail.example.com\",\"smtp_port\":587,"
                          "\"smtp_user\":\"alerts@example.com\",\"smtp_password\":\"pl4nted\","
                          "\"to_addresses\":[\"a@example.com\"]}";

std::string problemsOf(ChannelType type, const std::string &json)
{
    const auto checked = readConfig(type, json);
    if (!checked)
        return checked.error().message;
    std::string text;
    for (const ConfigProblem &problem : checked->problems)
        text += (text.empty() ? "" : "; ") + std::string(problem.isRefused ? "!" : "")
            + problem.text();
    return text;
}

bool isRefused(ChannelType type, const std::string &json, std::string_view key)
{
    const auto checked = readConfig(type, json);
    return checked && std::ranges::any_of(checked->problems, [key](const ConfigProblem &problem) {
        return problem.isRefused && problem.key == key;
    });
}

} // namespace

class TestChannelConfig : public QObject
{
    Q_OBJECT

private slots:
    void bothSpellingsAreReadAndOneIsStored()
    {
        const auto checked = readConfig(ChannelType::Email,
            "{\"smtpHost\":\"mail.example.com\",\"smtpPort\":\"465\",\"smtpUser\":\"a@example."
            "com\","
            "\"smtpPassword\":\"x\",\"smtpTls\":true,\"toAddresses\":\"b@example.com, "
            "c@example.com\"}");
        QVERIFY(checked);
        QCOMPARE(checked->json,
            std::string("{\"smtp_host\":\"mail.example.com\",\"smtp_port\":465,"
                        "\"smtp_user\":\"a@example.com\",\"smtp_password\":\"x\",\"smtp_tls\":true,"
                        "\"to_addresses\":[\"b@example.com\",\"c@example.com\"]}"));
        QVERIFY(checked->problems.empty());
        QCOMPARE(checked->config.smtpPort, std::uint16_t{465});
        QCOMPARE(checked->config.tlsMode, TlsMode::Implicit);
        QCOMPARE(checked->config.to.size(), std::size_t{2});
        const auto slack
            = readConfig(ChannelType::Slack, "{\"webhookUrl\":\"https://hooks.slack.com/s/1\"}");
        QCOMPARE(slack->json, std::string("{\"webhook_url\":\"https://hooks.slack.com/s/1\"}"));
    }

    void whatIsMissingIsSaidAndMayBeStored()
    {
        QCOMPARE(problemsOf(ChannelType::Slack, "{}"), std::string("webhook_url is missing"));
        QCOMPARE(problemsOf(ChannelType::Webhook, "{\"url\":\"\"}"), std::string("url is missing"));
        const std::string mail = problemsOf(ChannelType::Email, "{}");
        QVERIFY(mail.find("smtp_host is missing") != std::string::npos);
        QVERIFY(mail.find("to_addresses is missing") != std::string::npos);
        QVERIFY(mail.find('!') == std::string::npos);
    }

    void wrongShapesAreRefused()
    {
        QVERIFY(isRefused(ChannelType::Slack, "{\"webhok_url\":\"x\"}", "webhok_url"));
        QVERIFY(isRefused(ChannelType::Slack, "{\"webhook_url\":7}", "webhook_url"));
        QVERIFY(isRefused(ChannelType::DingTalk, "{\"at_all\":\"yes\"}", "at_all"));
        QVERIFY(
            isRefused(ChannelType::DingTalk, "{\"at_mobiles\":[\"drop table\"]}", "at_mobiles"));
        QVERIFY(isRefused(ChannelType::Email, "{\"smtp_port\":70000}", "smtp_port"));
        QVERIFY(isRefused(ChannelType::Email, "{\"smtp_port\":\"5 87\"}", "smtp_port"));
        QVERIFY(isRefused(ChannelType::Email, "{\"tls_mode\":\"maybe\"}", "tls_mode"));
        QVERIFY(isRefused(ChannelType::Email, "{\"smtp_host\":\"a b\"}", "smtp_host"));
        QVERIFY(isRefused(
            ChannelType::Email, "{\"to_addresses\":[\"a@b\\r\\nBcc: c@d\"]}", "to_addresses"));
        QVERIFY(isRefused(ChannelType::Email, "{\"from_address\":\"nobody\"}", "from_address"));
        QVERIFY(isRefused(ChannelType::Webhook, "{\"method\":\"GET\"}", "method"));
        QVERIFY(
            isRefused(ChannelType::Webhook, "{\"headers\":{\"X: y\\r\\nZ\":\"1\"}}", "headers"));
        QVERIFY(
            isRefused(ChannelType::Webhook, "{\"headers\":{\"X-A\":\"1\\r\\nB: 2\"}}", "headers"));
        QVERIFY(isRefused(ChannelType::Webhook, "{\"headers\":{\"Host\":\"evil\"}}", "headers"));
        QVERIFY(
            isRefused(ChannelType::Webhook, "{\"template\":\"{\\\"a\\\":{{x}}}\"}", "template"));
        QVERIFY(isRefused(ChannelType::Webhook, "{\"template\":\"not json\"}", "template"));
        QVERIFY(
            isRefused(ChannelType::Slack, "{\"allowed_hosts\":[\"10.0.0.0/8\"]}", "allowed_hosts"));
        for (const char *bad : {"", "[]", "7", "{", "{\"a\":}"})
            QVERIFY2(!readConfig(ChannelType::Slack, bad), bad);
    }

    void aPasswordInTheOpenHasToBeMeant()
    {
        std::string json = kMail;
        json.insert(1, "\"tls_mode\":\"none\",");
        QVERIFY(problemsOf(ChannelType::Email, json).starts_with("tls_mode is none"));
        json.insert(1, "\"allow_plain_auth\":true,");
        QCOMPARE(problemsOf(ChannelType::Email, json), std::string());
    }

    void withoutAWordAboutTlsItIsUsed()
    {
        QCOMPARE(readConfig(ChannelType::Email, kMail)->config.tlsMode, TlsMode::StartTls);
        const auto without = readConfig(ChannelType::Email, "{\"smtp_tls\":false}");
        QCOMPARE(without->config.tlsMode, TlsMode::None);
        const auto both
            = readConfig(ChannelType::Email, "{\"smtp_tls\":false,\"tls_mode\":\"implicit\"}");
        QCOMPARE(both->config.tlsMode, TlsMode::Implicit);
    }

    void everySecretIsMasked()
    {
        QVERIFY(maskSecrets(ChannelType::Email, kMail)->find("pl4nted") == std::string::npos);
        const auto masked = maskSecrets(ChannelType::Webhook,
            "{\"url\":\"https://example.com\",\"secret\":\"pl4nted\","
            "\"headers\":{\"X-Team\":\"pl4nted\",\"Accept\":\"text/plain\"}}");
        QCOMPARE(*masked,
            std::string("{\"url\":\"https://example.com\",\"secret\":\"********\","
                        "\"headers\":{\"X-Team\":\"********\",\"Accept\":\"text/plain\"}}"));
        for (const ChannelType type :
            {ChannelType::Slack, ChannelType::DingTalk, ChannelType::Feishu}) {
            const auto url = maskSecrets(type, "{\"webhook_url\":\"https://h/pl4nted\"}");
            QCOMPARE(*url, std::string("{\"webhook_url\":\"********\"}"));
        }
        QCOMPARE(*maskSecrets(ChannelType::Slack, "{\"webhook_url\":\"\"}"),
            std::string("{\"webhook_url\":\"\"}"));
    }

    void aMaskKeepsWhatIsStored()
    {
        std::string edited = *maskSecrets(ChannelType::Email, kMail);
        QCOMPARE(*keepSecrets(ChannelType::Email, edited, kMail), kMail);
        edited.replace(edited.find("a@example"), 1, "b");
        QVERIFY(
            keepSecrets(ChannelType::Email, edited, kMail)->find("pl4nted") != std::string::npos);
        QVERIFY(!keepSecrets(ChannelType::Email, edited, "{}"));
    }

    // Else whoever may edit a channel could have its password sent to a server of his own.
    void aStoredPasswordDoesNotGoToAnotherServer()
    {
        std::string edited = *maskSecrets(ChannelType::Email, kMail);
        edited.replace(edited.find("mail.example.com"), 16, "evil.example.com");
        const auto kept = keepSecrets(ChannelType::Email, edited, kMail);
        QVERIFY(!kept);
        QVERIFY(kept.error().message.starts_with("smtp_password has to be given again"));
        std::string open = *maskSecrets(ChannelType::Email, kMail);
        open.insert(1, "\"tls_mode\":\"none\",\"allow_plain_auth\":true,");
        QVERIFY(!keepSecrets(ChannelType::Email, open, kMail));
        const std::string stored
            = "{\"url\":\"https://example.com/a\",\"headers\":{\"Authorization\":\"Bearer x\"}}";
        const std::string moved
            = "{\"url\":\"https://evil.example/a\",\"headers\":{\"Authorization\":\"********\"}}";
        QVERIFY(!keepSecrets(ChannelType::Webhook, moved, stored));
    }

    void whoIsToldIsFiltered()
    {
        const std::vector<Channel> channels{
            {.id = 1, .isEnabled = true, .minSeverity = AlertSeverity::Critical},
            {.id = 2, .isEnabled = true, .clusters = {{"prod"}}},
            {.id = 3, .isEnabled = false},
            {.id = 4, .isEnabled = true, .problems = {"url is missing"}},
            {.id = 5, .isEnabled = true},
        };
        const auto ids = [&channels](const std::vector<std::int64_t> &wanted, Message message) {
            std::vector<std::int64_t> told;
            for (const Channel *channel : recipients(channels, wanted, message))
                told.push_back(channel->id);
            return told;
        };
        using Ids = std::vector<std::int64_t>;
        const Message critical{.severity = AlertSeverity::Critical, .cluster = {"prod"}};
        QCOMPARE(ids({}, critical), (Ids{1, 2, 5}));
        QCOMPARE(ids({2, 3, 4}, critical), (Ids{2}));
        QCOMPARE(ids({}, {.severity = AlertSeverity::Warning, .cluster = {"test"}}), (Ids{5}));
    }
};

QTEST_GUILESS_MAIN(TestChannelConfig)
#include "tst_channel_config.moc"
