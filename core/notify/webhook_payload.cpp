#include "core/notify/message_json.h"
#include "core/notify/payload.h"
#include "core/notify/signatures.h"
#include "core/notify/templates.h"

#include <algorithm>

namespace binnacle::notify {

namespace {

bool hasHeader(const HttpRequest &request, std::string_view lowerName)
{
    return std::ranges::any_of(request.headers, [lowerName](const auto &header) {
        return std::ranges::equal(header.first, lowerName, [](char a, char b) {
            return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
        });
    });
}

} // namespace

HttpRequest webhookRequest(const Outgoing &outgoing)
{
    const ChannelConfig &config = outgoing.config;
    HttpRequest request{.method = config.method, .url = config.url, .headers = config.headers};
    request.body = config.bodyTemplate.empty()
        ? messageJson(outgoing.message)
        : renderBody(outgoing.message, outgoing.language, config.bodyTemplate);
    if (!hasHeader(request, "content-type"))
        request.headers.emplace_back("Content-Type", "application/json; charset=utf-8");
    request.headers.emplace_back("Idempotency-Key", outgoing.deliveryKey);
    if (!config.secret.empty())
        request.headers.emplace_back(
            "X-Binnacle-Signature", webhookSignature(outgoing.at, config.secret, request.body));
    return request;
}

HttpRequest httpRequest(const Outgoing &outgoing)
{
    switch (outgoing.config.type) {
    case ChannelType::Slack:
        return slackRequest(outgoing);
    case ChannelType::DingTalk:
        return dingTalkRequest(outgoing);
    case ChannelType::Feishu:
        return feishuRequest(outgoing);
    case ChannelType::Webhook:
    case ChannelType::Email:
        break;
    }
    return webhookRequest(outgoing);
}

MessagePreview previewOf(const Outgoing &outgoing)
{
    MessagePreview preview{.readable = plainText(outgoing.rendered)};
    if (outgoing.config.type == ChannelType::Email) {
        preview.subject = outgoing.rendered.title;
        preview.body = preview.readable;
        return preview;
    }
    ChannelConfig open = outgoing.config;
    open.secret.clear(); // a signature is nothing to look at
    preview.body = httpRequest({.config = open,
                                   .message = outgoing.message,
                                   .rendered = outgoing.rendered,
                                   .language = outgoing.language,
                                   .deliveryKey = outgoing.deliveryKey,
                                   .at = outgoing.at})
                       .body;
    return preview;
}

} // namespace binnacle::notify
