#pragma once

#include "core/base/result.h"
#include "core/domain/notification.h"
#include "core/notify/message_text.h"

#include <string>
#include <string_view>

namespace binnacle::notify {

// Templates are text with names in double braces: "Severity: {{severity}}". The first line is the
// title. A line whose names all stand for nothing is left out, and what comes before its first
// colon is its label. Names are replaced once, in one pass: braces within a value stay as they are.
//
// Names: title, message, status, severity, emoji, source, target, cluster, kind, namespace, name,
// reason, time, url, dedup_key, alert; fields.<name> and enriched.<name>, whose best known ones
// also go without the prefix: value, threshold, budget_left, rule, runbook, count, and so on.
// {{fields}} and {{enriched}} alone on a line are all that the template does not name by itself, a
// line each.

enum class TemplateKind {
    HeartbeatOffline,
    HeartbeatRecovery,
    K8sEvent,
    SloStatus,
    RuleFiring,
    RuleResolved,
    Test,
    Digest,
};

// What a digest calls itself in Message::source.
inline constexpr std::string_view kDigestSource = "digest";

TemplateKind templateKind(const Message &message);
// In English for languages that have none. Never empty.
std::string_view defaultTemplate(TemplateKind kind, std::string_view language);

// `text` empty: the default of the message's kind.
RenderedMessage render(const Message &message, std::string_view language, std::string_view text);

// Errors: InvalidArgument, naming what is not known or not closed.
Status checkTemplate(std::string_view text);

// The body of a webhook: values are escaped for where they stand, within a string of JSON.
std::string renderBody(const Message &message, std::string_view language, std::string_view text);
// Also InvalidArgument when what comes out is not JSON. The sentence goes on behind a key's name.
Status checkBodyTemplate(std::string_view text);

} // namespace binnacle::notify
