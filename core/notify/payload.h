#pragma once

#include "core/base/time.h"
#include "core/notify/channel_config.h"
#include "core/notify/message_text.h"

#include <string>
#include <utility>
#include <vector>

namespace binnacle::notify {

// What goes out to a provider over HTTP.
struct HttpRequest
{
    std::string method = "POST";
    std::string url;
    std::vector<std::pair<std::string, std::string>> headers; // Content-Type among them
    std::string body;
};

// One message on its way, and what every form of it is made from.
struct Outgoing
{
    const ChannelConfig &config;
    const Message &message; // neutral
    const RenderedMessage &rendered;
    std::string language;
    std::string deliveryKey; // the same with every attempt; [0-9a-f]
    Timestamp at{};          // now: signatures are good for an hour
};

// Contract 06 §6.3. REQUIRES: the configuration is of that type and has no problems.
HttpRequest slackRequest(const Outgoing &outgoing); // ≤ 3000 characters a section, ≤ 50 blocks
HttpRequest dingTalkRequest(const Outgoing &outgoing); // ≤ 20 KB
HttpRequest feishuRequest(const Outgoing &outgoing);   // ≤ 20 KB
HttpRequest webhookRequest(const Outgoing &outgoing);
// By the type; not of Email.
HttpRequest httpRequest(const Outgoing &outgoing);

// A mail as it is transferred (RFC 5322, MIME), with CRLF and without dots doubled.
std::string mimeMessage(const Outgoing &outgoing);
// One header value that holds no line end: RFC 2047 where it is not plain ASCII, folded.
std::string encodedHeader(std::string_view text, std::size_t nameLength);
// "Sun, 01 Mar 2026 09:00:00 +0000"
std::string mailDate(Timestamp at);

// How a message looks; nothing is sent, no secret is in it.
MessagePreview previewOf(const Outgoing &outgoing);

} // namespace binnacle::notify
