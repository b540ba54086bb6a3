#include "core/notify/message_json.h"
#include "core/notify/templates.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::notify;

namespace {

Message burning()
{
    return {.title = "CheckoutBudgetBurn",
        .text = "uses up its budget",
        .severity = AlertSeverity::Critical,
        .source = "rule",
        .cluster = {"prod-a"},
        .resource = {.kind = "Deployment", .ns = "shop", .name = "checkout"},
        .reason = "BudgetBurn",
        .at = fromEpochMs(1'772'355'600'000),
        .fields = {{"value", "16.2×"}, {"budget_left", "23 %"}},
        .enriched = {{"pod.phase", "Running"}, {"deployment.replicas", "2/3"}},
        .dedupKey = "rule:1|prod-a|Deployment/shop/checkout",
        .url = "https://console.example/alerts/1",
        .alert = 17};
}

std::string shown(
    const Message &message, std::string_view language = "en", std::string_view text = {})
{
    return plainText(render(message, language, text));
}

} // namespace

class TestTemplates : public QObject
{
    Q_OBJECT

private slots:
    void namesAreReplaced()
    {
        QCOMPARE(shown(burning(), "en",
                     "{{severity}}: {{ target }} in {{cluster}}\n"
                     "Left: {{budget_left}}, at {{fields.value}}\n"
                     "{{enriched.pod.phase}} {{deployment.replicas}}"),
            std::string("critical: Deployment shop/checkout in prod-a\n"
                        "Left: 23 %, at 16.2×\n"
                        "Running 2/3"));
    }

    void linesOfWhatIsNotThereAreLeftOut()
    {
        Message message = burning();
        message.reason.clear();
        QCOMPARE(shown(message, "en", "T\nReason: {{reason}}\nPlain\nRunbook: {{runbook}}"),
            std::string("T\nPlain"));
    }

    void theRestOfTheFieldsStandsInItsBlock()
    {
        QCOMPARE(shown(burning(), "en", "T\nNow: {{value}}\n{{fields}}\n{{enriched}}"),
            std::string("T\nNow: 16.2×\nBudget left: 23 %\nPod phase: Running\nReplicas: 2/3"));
        Message bare = burning();
        bare.enriched.clear();
        QCOMPARE(shown(bare, "zh", "T\n{{fields}}\n{{enriched}}"),
            std::string("T\n当前值: 16.2×\n剩余错误预算: 23 %"));
    }

    // What comes from a cluster is text and nothing else.
    void aValueIsNeverATemplate()
    {
        Message message = burning();
        message.title = "{{dedup_key}} {{fields}} {{title}}";
        message.text = "a\n{{url}}\nSeverity: none";
        message.fields = {{"value", "{{cluster}}"}, {"{{cluster}}", "x"}};
        const RenderedMessage rendered
            = render(message, "en", "{{title}}\n{{message}}\n{{fields}}");
        QCOMPARE(rendered.title, std::string("{{dedup_key}} {{fields}} {{title}}"));
        QCOMPARE(rendered.lines.size(), std::size_t{3});
        QCOMPARE(rendered.lines[0].label, std::string());
        QCOMPARE(rendered.lines[0].value, std::string("a\n{{url}}\nSeverity: none"));
        QCOMPARE(rendered.lines[1].value, std::string("{{cluster}}"));
        QCOMPARE(rendered.lines[2].label, std::string("{{cluster}}"));
        // Also where two values meet.
        message.title = "{{clus";
        message.reason = "ter}}";
        QCOMPARE(shown(message, "en", "{{title}}{{reason}}"), std::string("{{cluster}}"));
    }

    void controlCharactersDoNotGetThrough()
    {
        Message message = burning();
        message.title = "a\x1b[31m\r\nBcc: x\xe2\x80\xae\xff";
        const std::string title = render(message, "en", "{{title}}").title;
        QVERIFY(title.find_first_of("\x1b\r\n\xff") == std::string::npos);
        QVERIFY(title.find("\xe2\x80\xae") == std::string::npos);
    }

    void unknownNamesAreReported()
    {
        QVERIFY(checkTemplate("{{title}}\n{{fields.anything}} {{budget_left}} {{pod.phase}}"));
        const Status unknown = checkTemplate("{{title}} {{budgetleft}}");
        QVERIFY(!unknown);
        QVERIFY(unknown.error().message.find("{{budgetleft}}") != std::string::npos);
        for (const char *bad :
            {"{{", "{{title", "{{}}", "{{7*7}}", "{{title|upper}}", "{{#each x}}", "{{fields.}}"})
            QVERIFY2(!checkTemplate(bad), bad);
        QVERIFY(checkTemplate(""));
        QVERIFY(!checkTemplate(std::string(20'000, 'x')));
    }

    void everyKindHasItsWordsInEveryLanguage()
    {
        for (const std::string language : {"en", "zh", "fr"}) {
            for (int kind = 0; kind <= static_cast<int>(TemplateKind::Digest); ++kind) {
                const auto text = defaultTemplate(static_cast<TemplateKind>(kind), language);
                const Status known = checkTemplate(text);
                QVERIFY2(known, known ? "" : known.error().message.c_str());
            }
        }
        QVERIFY(shown(burning(), "zh").find("级别: 严重") != std::string::npos);
        QVERIFY(shown(burning(), "en")
                    .starts_with("🔴 CheckoutBudgetBurn\nuses up its budget\n"
                                 "Severity: critical\nCluster: prod-a\n"));
    }

    void theKindFollowsFromTheMessage()
    {
        Message message{.source = "agent_heartbeat"};
        QCOMPARE(templateKind(message), TemplateKind::HeartbeatOffline);
        message.status = MessageStatus::Resolved;
        QCOMPARE(templateKind(message), TemplateKind::HeartbeatRecovery);
        message.source = "rule";
        QCOMPARE(templateKind(message), TemplateKind::RuleResolved);
        QVERIFY(shown(message).starts_with("✅ Resolved"));
        QCOMPARE(
            templateKind({.source = "manual", .status = MessageStatus::Info}), TemplateKind::Test);
        QCOMPARE(templateKind({.source = "slo"}), TemplateKind::SloStatus);
        QCOMPARE(templateKind({.source = "digest"}), TemplateKind::Digest);
    }

    void aBodyStaysJsonWhateverItSays()
    {
        Message message = burning();
        message.title = "\",\"admin\":true,\"x\":\"\\";
        message.text = "a\nb\t{{cluster}}";
        QCOMPARE(renderBody(message, "en", "{\"t\":\"{{title}}\",\"m\":\"{{message}}\"}"),
            std::string("{\"t\":\"\\\",\\\"admin\\\":true,\\\"x\\\":\\\"\\\\\",\"m\":\"a\\nb "
                        "{{cluster}}\"}"));
        QVERIFY(checkBodyTemplate("{\"a\":{\"b\":\"{{title}}\"}}"));
        QVERIFY(!checkBodyTemplate("{\"a\":{{title}}}"));
        QVERIFY(!checkBodyTemplate("{\"a\":\"{{nothing}}\"}"));
    }

    void aMessageIsThereAgain()
    {
        const Message before = burning();
        const auto after = messageFromJson(messageJson(before));
        QVERIFY(after);
        QCOMPARE(messageJson(*after), messageJson(before));
        QCOMPARE(after->resource, before.resource);
        QVERIFY(after->fields == before.fields);
        QVERIFY(after->enriched == before.enriched);
        QCOMPARE(after->alert, std::int64_t{17});
        QVERIFY(messageJson(before).find("\"enriched\":{\"pod\":{\"phase\":\"Running\"}")
            != std::string::npos);
        for (const char *bad : {"", "{}", "[]", "{\"severity\":\"x\",\"status\":\"firing\"}"})
            QVERIFY2(!messageFromJson(bad), bad);
    }

    void whatIsTooLongIsCut()
    {
        Message message = burning();
        message.title = std::string(5'000, 'x');
        message.text.clear();
        for (int i = 0; i < 20'000; ++i)
            message.text += "é";
        message.fields.assign(500, {"name", std::string(9'000, 'y')});
        const Message cut = clipped(message);
        QCOMPARE(cut.fields.size(), std::size_t{64});
        QVERIFY(messageJson(cut).size() < 100'000);
        QCOMPARE(unitsOf(cut.title), std::size_t{300});
        QCOMPARE(cutUnits("a😀b", 3), std::string("a…"));
        QCOMPARE(cutUnits("a😀b", 4), std::string("a😀b"));
    }
};

QTEST_GUILESS_MAIN(TestTemplates)
#include "tst_templates.moc"
