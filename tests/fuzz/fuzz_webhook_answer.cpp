#include "core/notify/verdict.h"
#include "tests/fuzz/require.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

using namespace binnacle;
using namespace binnacle::notify;
using test::require;

namespace {

const std::string kUrl = "https://hooks.slack.com/services/T00/B00/pl4ntedS3cret";

} // namespace

// Whatever a receiver answers: nothing counts as delivered but what says so, and the ledger keeps
// neither secrets nor what a terminal would obey.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    const std::string body(reinterpret_cast<const char *>(data + 2), size - 2);
    const int status = 100 + (data[0] * 256 + data[1]) % 600;
    for (const ChannelType type :
        {ChannelType::Slack, ChannelType::Webhook, ChannelType::DingTalk, ChannelType::Feishu}) {
        const Verdict verdict = judge(type, {.status = status, .body = body}).verdict;
        if (verdict != Verdict::Delivered)
            continue;
        require(status >= 200 && status < 300);
        require(type != ChannelType::Slack || body.find("ok") != std::string::npos);
        require(type != ChannelType::DingTalk || body.find('{') != std::string::npos);
        require(type != ChannelType::Feishu || body.find('{') != std::string::npos);
    }
    const std::string shown = shownAnswer({.body = body + kUrl + body}, {kUrl});
    require(shown.size() <= 500);
    require(shown.find("pl4ntedS3cret") == std::string::npos);
    for (const char c : shown)
        require(static_cast<unsigned char>(c) >= 0x20 && c != 0x7F);
    return 0;
}
