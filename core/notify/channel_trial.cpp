#include "core/notify/channel_trial.h"

#include "core/notify/crypto.h"
#include "core/notify/message_json.h"
#include "core/notify/templates.h"
#include "core/notify/verdict.h"

namespace binnacle::notify {

namespace {

constexpr std::size_t kKeyBytes = 16;

} // namespace

ChannelTest sendTest(const OpenChannel &channel, const TransportSettings &settings, Timestamp now,
    const std::stop_token &stop)
{
    if (!channel.channel.problems.empty())
        return {.response = channel.channel.problems.front()};
    const Message message{.title = "Test message of Binnacle",
        .severity = AlertSeverity::Info,
        .source = "manual",
        .at = now,
        .fields = {{"Channel", channel.channel.name}},
        .status = MessageStatus::Info};
    const RenderedMessage rendered = render(message, channel.channel.language, {});
    Transfer transfer({.config = channel.config,
                          .message = message,
                          .rendered = rendered,
                          .language = channel.channel.language,
                          .deliveryKey = hex(randomBytes(kKeyBytes)),
                          .at = now},
        settings);
    const Answer answer = transfer.perform(stop);
    const Judgement judgement = judge(channel.config.type, answer);
    const bool succeeded = judgement.verdict == Verdict::Delivered;
    return {.succeeded = succeeded,
        .latency = answer.took,
        .status = answer.status,
        .response = succeeded ? shownAnswer(answer, channel.secrets)
                              : withoutSecrets(judgement.reason, channel.secrets)};
}

MessagePreview previewMessage(const OpenChannel &channel, const Message &message, Timestamp now)
{
    const Message shown = clipped(message);
    const RenderedMessage rendered
        = render(shown, channel.channel.language, channel.channel.templateText);
    return previewOf({.config = channel.config,
        .message = shown,
        .rendered = rendered,
        .language = channel.channel.language,
        .deliveryKey = std::string(2 * kKeyBytes, '0'),
        .at = now});
}

Message sampleMessage(std::string_view source, MessageStatus status, Timestamp now)
{
    return {.title = "CheckoutBudgetBurn",
        .text = "shop.example.com uses up its error budget 16.2 times too fast",
        .severity = AlertSeverity::Critical,
        .source = std::string(source),
        .cluster = {"prod-eu-1"},
        .resource = {.kind = "Deployment", .ns = "shop", .name = "checkout"},
        .reason = "BudgetBurn",
        .at = now,
        .fields = {{"value", "16.2×"}, {"threshold", "14.4×"}, {"budget_left", "23 %"},
            {"runbook", "free-disk"}},
        .enriched = {{"deployment.replicas", "2/3"}},
        .dedupKey = "rule:1|prod-eu-1|Deployment/shop/checkout",
        .status = status};
}

} // namespace binnacle::notify
