#pragma once

#include "core/base/time.h"
#include "core/domain/alert.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace binnacle {

// Who is told, what, and whether it arrived: contract 06 §6.1–6.4. core/notify does it.

enum class ChannelType { Slack, Email, Webhook, DingTalk, Feishu };
std::string_view channelTypeName(ChannelType type); // "slack", "email", "webhook", ...
std::optional<ChannelType> channelTypeFromName(std::string_view name); // "mail" is email

struct Channel
{
    std::int64_t id = 0;
    ChannelType type = ChannelType::Webhook;
    std::string name; // unique
    bool isEnabled = false;
    // JSON object with the keys of contract 06 §6.1. Secret ones are "********" outside
    // core/notify; saving one unchanged keeps the secret that is stored.
    std::string config = "{}";
    AlertSeverity minSeverity = AlertSeverity::Info;
    std::vector<ClusterId> clusters;   // empty: all
    std::string language = "en";       // of templates: "en", "zh"
    std::string templateText;          // empty: the one of the message's kind
    std::vector<std::string> problems; // why its configuration cannot be used; empty: it can
    Timestamp createdAt{};
    Timestamp updatedAt{};
    Timestamp lastTestAt{};
    bool lastTestSucceeded = false;
    std::string lastTestMessage;

    bool isEffective() const { return isEnabled && problems.empty(); }
};

enum class MessageStatus { Firing, Resolved, Info };

// Contract 06 §6.2, the same for all channels.
struct Message
{
    std::string title;
    std::string text;
    AlertSeverity severity = AlertSeverity::Info;
    std::string source = "rule"; // agent_heartbeat, k8s_event, slo, rule, ops, pipeline, manual
    ClusterId cluster;
    ResourceRef resource;
    std::string reason;
    Timestamp at{};
    std::vector<std::pair<std::string, std::string>> fields;   // in the order they are shown
    std::vector<std::pair<std::string, std::string>> enriched; // "pod.phase", "node.ready", ...
    std::string dedupKey;
    MessageStatus status = MessageStatus::Firing;
    std::string url;
    std::int64_t alert = 0; // row of alert_history; 0: about none
};

enum class DeliveryState { Pending, Sent, Failed, Dead, Digested };
std::string_view deliveryStateName(DeliveryState state); // "pending", "sent", ...

// One message to one channel: a row of the outbox, and of the ledger once it was tried.
struct Delivery
{
    std::int64_t id = 0;
    std::int64_t channel = 0;
    std::string channelName;
    std::int64_t alert = 0;
    std::string title;
    DeliveryState state = DeliveryState::Pending;
    std::int64_t digest = 0; // the delivery that carried it, when Digested
    int attempts = 0;
    Timestamp createdAt{};
    Timestamp nextAt{};
    Timestamp endedAt{};
    struct Attempt
    {
        Timestamp at{};
        Duration took{};
        int status = 0;     // of HTTP or SMTP; 0: no answer
        std::string answer; // what came back, cut and without secrets
        bool succeeded = false;
    };
    std::vector<Attempt> tries; // oldest first
};

struct DeliveryQuery
{
    std::int64_t channel = 0; // 0: all
    std::int64_t alert = 0;   // 0: all
    bool unsentOnly = false;
    int limit = 100;
    std::int64_t beforeId = 0;
};

// What a test of a channel found.
struct ChannelTest
{
    bool succeeded = false;
    Duration latency{};
    int status = 0;
    std::string response;
};

// What a message would look like on a channel.
struct MessagePreview
{
    std::string subject;  // of e-mail; else empty
    std::string body;     // as sent: JSON, or the mail's text part
    std::string readable; // as people see it, plain text
};

} // namespace binnacle
