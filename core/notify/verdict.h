#pragma once

#include "core/base/time.h"
#include "core/domain/notification.h"
#include "core/notify/transfer.h"

#include <string>
#include <vector>

namespace binnacle::notify {

enum class Verdict {
    Delivered,
    Retry,   // no answer, 408, 425, 429, 5xx, too fast
    Refused, // again would be refused again
};

struct Judgement
{
    Verdict verdict = Verdict::Retry;
    Duration wait{0};   // that the other side asked for; 0: the usual back-off
    std::string reason; // of what is not Delivered; may quote the answer
};

// What an answer means, contract 06 §6.3: DingTalk and Feishu say 200 to what they refuse, Slack
// says "ok" alone to what it took, others tell by their status.
Judgement judge(ChannelType type, const Answer &answer);

// The answer as the ledger keeps it: one line, cut, without `secrets` and what looks like one.
std::string shownAnswer(const Answer &answer, const std::vector<std::string> &secrets);
// For other texts about an attempt.
std::string withoutSecrets(std::string text, const std::vector<std::string> &secrets);

// What must not be shown of a channel: its secrets and their parts that give them away, such as
// the path of a URL that is one.
std::vector<std::string> secretParts(const std::vector<std::string> &secrets);

} // namespace binnacle::notify
